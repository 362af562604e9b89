"""Several changes that make an impossible case possible together, as few as are found."""

from __future__ import annotations

from planner.domain.learner import Cap
from planner.errors import BadInput
from planner.study.changes import repairing
from planner.study.looser_terms import every_term
from planner.study.looser_wishes import budget, deadline, every_year, longer, pathways, starts
from planner.study.menu import Change, Menu
from planner.study.payers import FREE, ONLY, every_payer_budget, payer_budget
from planner.study.repair_amounts import fewest, longest_windows
from planner.study.repair_search import AHEAD, Search, steps
from planner.study.statements import undone

OF_ONE_TERM = ("evening", "cap", "daytime", "budget")
"""Kinds that help in one term or year, of which many may be needed; a later deadline often does as much."""
MEASURED, WINDOW = ("deadline", "start"), "change.window"
"""Kinds that are put beside the others on their own, and the key of windows, of which the longest are."""
PLENTY = 10**8
ALONE = ((ONLY,), (FREE,))
"""Changes of payer (their subjects) that stand beside no others."""


class Together:
    """The changes of a search, several at once."""

    def __init__(self, search: Search) -> None:
        self.search, self.case, self.menu, self.amounts = search, search.case, search.menu, search.amounts

    def several(self) -> list[tuple[Change, ...]]:
        """Changes of which none can be left out, as few as are found; two are the fewest where no single one helps.

        They are looked for among everything that can change, then among what is not a matter of one term; where the
        start or the pathway has to be another one, beside each of those.
        """
        for given in ((), *((other,) for other in (*starts(self.menu), *pathways(self.menu)))):
            found = self.beside(given)
            if found:
                return found
        return []

    def beside(self, given: tuple[Change, ...]) -> list[tuple[Change, ...]]:
        """The same beside changes that are given."""
        try:
            case = self.search.after(given)
        except BadInput:
            return []
        menu = Menu(case, self.search.last)
        room = self.search.room_beside(given)
        together = [c for c in repairing(menu) if not (c.kind in MEASURED or c.key == WINDOW or c.subject[:1] in ALONE)]
        everything = self.search.open([*together, *longest_windows(menu), *self.money()])
        always = self.search.open(every_term(menu, 2))
        lasting = [change for change in everything if change.kind not in OF_ONE_TERM]
        found = []
        for options in (everything, lasting):
            if not room.for_changes([*options, *always, *deadline(self.menu)]):
                break
            found.append(self.leave_out_needless([*given, *options, *always]))
        least = min((len(changes) for changes in found if changes), default=0)
        fewest = {
            frozenset((c.kind, c.subject) for c in changes): tuple(changes)
            for changes in found
            if len(changes) == least
        }
        return [changes for changes in fewest.values() if changes]

    def leave_out_needless(self, options: list[Change]) -> list[Change]:
        """What is left of the options, and of a deadline far later, when what asks most, and comes last, is taken back
        first; before all else, what undoes a statement.
        """
        try:
            later = self.amounts.later(self.search.after(tuple(options)))
        except BadInput:
            return []
        kept = [*options, *deadline(self.menu, AHEAD + (later.size if later else 0))]
        if not self.search.helps(*kept):
            return []
        most = sorted(enumerate(kept), key=lambda item: (*self.asks(item[1]), item[0]), reverse=True)
        return self.lower_all(self.without_needless(kept, [change for _, change in most]))

    def without_needless(self, kept: list[Change], most: list[Change]) -> list[Change]:
        """What is left when the changes in `most`, one after the other, go where the rest helps without; as what helps
        without several helps without each, they go together where they can.
        """
        rest = [change for change in kept if not any(change is other for other in most)]
        if self.search.helps(*rest):
            return rest
        if len(most) == 1:
            return kept
        half = len(most) // 2
        return self.without_needless(self.without_needless(kept, most[:half]), most[half:])

    def asks(self, change: Change) -> tuple[int, int, int]:
        """How much a change asks beside others."""
        return len(undone(self.menu.data, (change,))), steps(change), change.rank

    def lower_all(self, kept: list[Change]) -> list[Change]:
        """Money, the deadline, days and steps in every term, brought down to what is needed beside the others."""
        for place in range(len(kept)):
            others = (*kept[:place], *kept[place + 1 :])
            kept[place] = self.lower(kept[place], others) or kept[place]
        return kept

    def lower(self, change: Change, others: tuple[Change, ...]) -> Change | None:
        """The least of a change that is enough beside others; None where it has no amount, or the limit comes first."""
        if change.kind == "deadline":
            return self.amounts.later(self.search.after(others))
        if change.key == WINDOW:
            days = max(change.values["before"], change.values["after"])
            sides = [bool(change.values[side]) for side in ("before", "after")]
            return fewest(
                lambda count: longer(self.menu, change.subject[0], *(count * side for side in sides)),
                lambda less: self.search.helps(*others, less), days,
            )  # fmt: skip
        if change.kind == "budget":
            year = int(change.subject[0][:4])
            cents = self.amounts.spent(self.search.after(others), year)
            return None if cents is None else budget(self.menu, year, cents)
        if change.kind == "payer_budget":
            cents = self.amounts.least_paid(self.search.after(others), change.subject[0])
            return None if cents is None else payer_budget(self.menu, change.subject[0], cents)
        if change.subject == ("budget",):
            cents = self.amounts.dearest(self.search.after(others))
            return None if cents is None else every_year(self.menu, cents)
        fewer = every_term(self.menu) if change.kind == "always" else ()
        return next(
            (less for less in fewer if less.subject == change.subject and self.search.helps(*others, less)), None
        )

    def money(self) -> list[Change]:
        """As much money as it takes, in each year of the menu and in every year, and from each payer."""
        more = every_payer_budget(self.menu, PLENTY)
        if self.case.learner.budget == Cap():
            return more
        years = sorted({term.year for term in self.menu.terms()})
        return [*(budget(self.menu, year, PLENTY) for year in years), every_year(self.menu, PLENTY), *more]
