"""The search for changes that make an impossible case possible: one, two, or as few together as are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python.cp_model import CpModel, LinearExprT

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.errors import BadInput
from planner.model import money, payers
from planner.model.variables import Variables
from planner.model.wishes import WISHES
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage.learners import changed
from planner.study.changes import STEPPED, again, singles
from planner.study.conflict import Conflict, smallest
from planner.study.looser_terms import every_term
from planner.study.looser_wishes import budget, deadline, every_year
from planner.study.menu import Change, Menu
from planner.study.payers import every_payer_budget, payer_budget
from planner.study.probe import exists, least

MOST_STEPS = {"evening": 3, "cap": 3, "window": 13, "daytime": 4, "always": 12}
AHEAD = 8
"""Terms from now on in which a change is looked for when the learner has no deadline."""
SHOWN_OF_A_KIND = 3
MOST_FIRSTS = 6
"""Changes that are tried as the first of two; each costs a conflict of its own."""
SOLVE_LIMIT = 3.0
"""Seconds for the best plan with a repair; a few long plans take more to prove, and any plan shows that it works. Where
there is none by then, it may take what is left of the limit.
"""
OF_ONE_TERM = ("evening", "cap", "daytime", "budget")
"""Kinds that help in one term or year, of which many may be needed; a later deadline often does as much."""
MONEY = ("budget", "payer_budget")
NO_LIMIT = 10**9
PLENTY = 10**8


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that make a plan possible together, the keys of the learner file with their new values, and the best
    plan with them.
    """

    changes: tuple[Change, ...]
    set: dict[str, Any]
    result: Result
    case: Case

    @property
    def asks(self) -> tuple[int, int, int]:
        """How much it asks: fewer changes before more, small steps before large ones, then the order of kinds."""
        return len(self.changes), sum(map(steps, self.changes)), sum(change.rank for change in self.changes)


def steps(change: Change) -> int:
    """Amounts of money count as one step."""
    return 1 if change.kind in MONEY else change.size


class Search:
    """One case, its conflict, and what can be changed."""

    def __init__(self, case: Case, conflict: Conflict, config: Config, clock: Clock) -> None:
        self.case, self.config, self.clock = case, config, clock
        self.touched = set(conflict.instances)
        limit = case.learner.deadline
        self.last = max(case.now, case.now + AHEAD - 1 if limit is None else min(case.now + AHEAD - 1, limit))
        self.menu = Menu(case, self.last)

    def repair(self, changes: tuple[Change, ...]) -> Repair | None:
        """The changes with the best plan that they allow."""
        case, changes = self.applied(changes)
        result = solve(case, replace(self.config, time_limit=min(SOLVE_LIMIT, max(0.01, self.clock.left))))
        if result.plan is None and self.clock.left > 0:
            result = solve(case, replace(self.config, time_limit=self.clock.left))
        if result.plan is None:
            return None
        before, after = self.case.learner.data, case.learner.data
        return Repair(changes, {key: after[key] for key in after if after[key] != before.get(key)}, result, case)

    def repaired(self, several: Iterable[tuple[Change, ...]]) -> list[Repair]:
        """Those of the changes with which a plan was found."""
        return [repair for changes in several if (repair := self.repair(changes)) is not None]

    def after(self, changes: tuple[Change, ...]) -> Case:
        """The case with the changes."""
        return self.applied(changes)[0]

    def applied(self, changes: tuple[Change, ...]) -> tuple[Case, tuple[Change, ...]]:
        """The case with the changes, each made on what those before it left, and the changes as they were made."""
        case, made = self.case, list[Change]()
        for change in changes:
            made.append(again(case, change, self.last))
            case = changed(case, made[-1].set)
        return case, tuple(made)

    def helps(self, *changes: Change) -> bool:
        """Whether a plan exists with the changes."""
        try:
            return exists(self.after(changes), self.config, self.clock) is True
        except BadInput:
            # A change can leave what a file allows, such as a day that the calendar does not reach.
            return False

    def loosens(self, change: Change) -> bool:
        """Whether the change touches the conflict, without which it cannot help."""
        return bool(self.touched & set(change.touches))

    def singles(self) -> Iterator[Change]:
        """Single changes that help, of each kind in the fewest steps that do; in every term only if not in one."""
        helped: set[str] = set()
        for change in singles(self.menu, self.touched):
            if change.kind != "deadline" and self.helps(change):
                helped.add(change.kind)
                yield change
        later = self.later(self.case)
        if later is not None and self.loosens(later):
            yield later
        yield from self.budgets()
        yield from self.every_year()
        yield from self.payer_budgets()
        for kind in ("evening", "cap", "window", "daytime"):
            if kind not in helped:
                stepped = list(self.stepped(kind, 2))
                helped |= {kind} if stepped else set()
                yield from stepped
        if not helped & {"evening", "cap"}:
            yield from self.stepped("always", 1)

    def stepped(self, kind: str, first: int) -> Iterator[Change]:
        """Changes of a kind in the fewest steps, `first` or more, with which one helps."""
        for steps in range(first, MOST_STEPS[kind] + 1):
            larger = [change for change in STEPPED[kind](self.menu, steps) if self.loosens(change)]
            working = [change for change in larger if self.helps(change)]
            yield from working
            if working or not larger:
                return

    def later(self, case: Case) -> Change | None:
        """The soonest deadline that can be met, if it is later than the learner's."""
        limit = case.learner.deadline
        if limit is None:
            return None
        free = replace(case, learner=replace(case.learner, deadline=None))
        soonest = least(free, WISHES["duration"], self.config, self.clock)  # type: ignore[arg-type]
        more = 0 if soonest is None else case.learner.start + soonest - 1 - limit
        return next(deadline(Menu(case, limit), more), None) if more > 0 else None

    def budgets(self) -> Iterator[Change]:
        """For each academic year in conflict, the least that it must be allowed to cost while the others stay."""
        for year in self.years():
            cents = self.spent(self.case, year)
            if cents is not None:
                yield budget(self.menu, year, cents)

    def years(self) -> list[int]:
        """Academic years whose budget is in conflict, among those in which a change is looked for."""
        calendar = self.case.programme.calendar
        named = {instance.subjects[0] for instance in self.touched if instance.rule == "budget"}
        return sorted({term.year for term in self.menu.terms() if calendar.year_name(term.year) in named})

    def spent(self, case: Case, year: int) -> int | None:
        """The least cents that a plan spends in the year when it has no budget."""
        limits = {**case.learner.budget.terms, year: NO_LIMIT}
        free = replace(case, learner=replace(case.learner, budget=Cap(case.learner.budget.default, limits)))

        def spending(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            return money.by_year(model, variables, case).get(year, 0)

        return least(free, spending, self.config, self.clock)

    def every_year(self) -> Iterator[Change]:
        """The least yearly budget that allows a plan."""
        if not any(instance.rule == "budget" for instance in self.touched):
            return
        cents = self.dearest(self.case)
        if cents is not None:
            yield every_year(self.menu, cents)

    def dearest(self, case: Case) -> int | None:
        """The least cents that the dearest year of a plan costs when there is no budget."""
        free = replace(case, learner=replace(case.learner, budget=Cap()))

        def dearest(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            most = model.new_int_var(0, NO_LIMIT, "")
            for year, spent in money.by_year(model, variables, case).items():
                if year >= case.now // case.programme.calendar.size:
                    model.add(spent <= most)
            return most

        return least(free, dearest, self.config, self.clock)

    def payer_budgets(self) -> Iterator[Change]:
        """For each payer in conflict, the least that it must pay at most while the others stay."""
        for payer in dict.fromkeys(i.subjects[0] for i in self.touched if i.rule == "payer_budget"):
            cents = self.paid(self.case, payer)
            if cents is not None:
                yield payer_budget(self.menu, payer, cents)

    def paid(self, case: Case, payer: str) -> int | None:
        """The least cents that the payer pays in a plan when it has no budget."""
        budgets = {name: most for name, most in case.learner.payer_budgets.items() if name != payer}
        free = replace(case, learner=replace(case.learner, payer_budgets=budgets))

        def paying(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            return payers.paid(model, variables, case)[payer]

        return least(free, paying, self.config, self.clock)

    def money(self) -> list[Change]:
        """As much money as it takes, in each year of the menu and in every year, and from each payer."""
        more = every_payer_budget(self.menu, PLENTY)
        if self.case.learner.budget == Cap():
            return more
        years = sorted({term.year for term in self.menu.terms()})
        return [*(budget(self.menu, year, PLENTY) for year in years), every_year(self.menu, PLENTY), *more]

    def pairs(self) -> Iterator[tuple[Change, ...]]:
        """Two changes that help together: one that loosens this conflict, and one that loosens what is left of it."""
        seen: set[frozenset[tuple[object, ...]]] = set()
        for one in [change for change in singles(self.menu, self.touched) if change.kind != "deadline"][:MOST_FIRSTS]:
            case = self.after((one,))
            left = smallest(case, self.config, self.clock)
            for other in Search(case, left, self.config, self.clock).singles() if left else ():
                both = frozenset([(one.kind, *one.subject), (other.kind, *other.subject)])
                if both not in seen:
                    yield one, other
                seen.add(both)
                if len(seen) == SHOWN_OF_A_KIND:
                    return

    def several(self) -> list[tuple[Change, ...]]:
        """Changes of which none can be left out, as few as are found; two are the fewest where no single one helps.

        They are looked for among everything that can change, then among what is not a matter of one term.
        """
        everything = [change for change in singles(self.menu) if change.kind != "deadline"] + self.money()
        lasting = [change for change in everything if change.kind not in OF_ONE_TERM]
        found = [self.needed([*everything, *every_term(self.menu, 2)]), self.needed(lasting)]
        least = min((len(changes) for changes in found if changes), default=0)
        fewest = {
            frozenset((c.kind, c.subject) for c in changes): tuple(changes)
            for changes in found
            if len(changes) == least
        }
        return [changes for changes in fewest.values() if changes]

    def needed(self, options: list[Change]) -> list[Change]:
        """What is left of the options, and of a deadline far later, when what asks most, and comes last, is taken back
        first.
        """
        later = self.later(self.after(tuple(options)))
        kept = [*options, *deadline(self.menu, max(AHEAD, later.size if later else 0))]
        if not self.helps(*kept):
            return []
        most = sorted(enumerate(kept), key=lambda item: (steps(item[1]), item[1].rank, item[0]), reverse=True)
        for _, change in most:
            rest = [other for other in kept if other is not change]
            if self.helps(*rest):
                kept = rest
        return self.lowered(kept)

    def lowered(self, kept: list[Change]) -> list[Change]:
        """Money, the deadline and steps in every term, brought down to what is needed beside the other changes."""
        for place, change in enumerate(kept):
            others = (*kept[:place], *kept[place + 1 :])
            if change.kind == "deadline":
                kept[place] = self.later(self.after(others)) or change
            elif change.kind == "budget":
                year = int(change.subject[0][:4])
                cents = self.spent(self.after(others), year)
                kept[place] = change if cents is None else budget(self.menu, year, cents)
            elif change.kind == "payer_budget":
                cents = self.paid(self.after(others), change.subject[0])
                kept[place] = change if cents is None else payer_budget(self.menu, change.subject[0], cents)
            elif change.subject == ("budget",):
                cents = self.dearest(self.after(others))
                kept[place] = change if cents is None else every_year(self.menu, cents)
            elif change.kind == "always":
                for less in every_term(self.menu):
                    if less.subject == change.subject and self.helps(*kept[:place], less, *kept[place + 1 :]):
                        kept[place] = less
        return kept
