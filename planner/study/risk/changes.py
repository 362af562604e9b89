"""What more safety costs: the changes of a learner's file that raise the chance to be on time, or, without a deadline,
bring the award nearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain

from planner.domain.case import Case
from planner.domain.chances import Chances
from planner.errors import BadInput
from planner.solve.engine import Clock
from planner.storage.learners import with_changes
from planner.study.changes import singles
from planner.study.looser_terms import every_term
from planner.study.looser_wishes import starts
from planner.study.menu import Change, Menu
from planner.study.risk.answer import Outlook, Risk, game_of, outlook_of
from planner.study.risk.induction import Induction, Solution
from planner.study.risk.inexact import Inexact
from planner.study.together import grouped, is_past, merged

LEAST_CHANCE, LEAST_TERMS = 0.001, 0.01
"""What a change must gain, at least, to be offered: chance to be on time, or terms where there is no deadline."""
MOST_TERMS = 12
"""Terms from the start in which single changes are tried, at most."""
ROOM = ("evening", "cap", "daytime", "always")
"""Kinds that change only how much fits into a term."""
CERTAIN = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class RiskChange:
    """A change, and what to expect of the best way to go on with it; the award comes `sooner` by so many terms."""

    change: Change
    outlook: Outlook
    sooner: float


@dataclass(frozen=True, slots=True)
class Changes:
    """What was `offered`, what helps most first; the kinds that were `tried`; whether some were left `open`."""

    offered: tuple[RiskChange, ...] = ()
    tried: tuple[str, ...] = ()
    open: bool = False


def changes(
    case: Case, chances: Chances, found: Risk, base: tuple[Induction, Solution], clock: Clock, today: date | None = None
) -> Changes:  # fmt: skip
    """The changes that gain, as far as the clock allows; none where the award is on time for certain. The `base` is
    what the answer was found with.
    """
    if not found.units or (found.policy.on_time or 0.0) >= CERTAIN:
        return Changes()
    return _Search(case, chances, found.policy, base, clock).offered(today)


class _Search:
    """Tries changes; what they leave as it is, is reckoned once."""

    def __init__(
        self, case: Case, chances: Chances, policy: Outlook, base: tuple[Induction, Solution], clock: Clock
    ) -> None:  # fmt: skip
        self.case, self.chances, self.policy, self.clock = case, chances, policy, clock
        self.bases = {case.learner.pathway: base}
        self.open = False

    def offered(self, today: date | None) -> Changes:
        """Every change that gains."""
        menu = Menu(self.case, self._last(), today)
        # Who starts later can do no more than who takes nothing first, and so gains nothing.
        sooner = [change for change in starts(menu) if change.key != "change.start_later"]
        every = [*singles(menu), *every_term(menu), *sooner]
        every.sort(key=lambda change: change.kind not in ("deadline", "start", *ROOM))
        tried = [change for change in every if not is_past(menu, change)]
        found = list(chain.from_iterable(map(self._of_group, grouped(tried))))
        found.sort(key=lambda one: (-round(one.outlook.on_time or 0, 9), -round(one.sooner, 9), one.change.rank))
        return Changes(tuple(found), tuple(dict.fromkeys(change.kind for change in tried)), self.open)

    def _last(self) -> int:
        """The last term in which something is changed: that of the deadline, or the most likely end."""
        start, deadline = self.case.learner.start, self.case.learner.deadline
        if deadline is None:
            award = self.policy.award
            deadline = max(award, key=lambda term: award[term], default=start)
        return max(start, min(deadline, start + MOST_TERMS - 1))

    def _of_group(self, group: Sequence[Change]) -> Iterator[RiskChange]:
        """Those of a group that gain; none where all of them together do not."""
        most = self._tried(group) if len(group) > 1 else None
        if len(group) > 1 and (most is None or not self._gains(most)):
            return
        for change in group:
            one = self._tried([change])
            if one is not None and self._gains(one):
                yield one

    def _tried(self, some: Sequence[Change]) -> RiskChange | None:
        """What comes of changes made together; None where time is up, or nothing exact can be said."""
        if not self.clock.left:
            self.open = True
            return None
        try:
            case = with_changes(self.case, reduce(merged, (change.set for change in some)))
            solution = self._solved(case, some[0])
        except BadInput:
            return None
        except Inexact:
            self.open = True
            return None
        found = outlook_of(solution)
        later = case.learner.start - self.case.learner.start
        return RiskChange(some[0], found, self.policy.expected_terms - found.expected_terms - later)

    def _solved(self, case: Case, change: Change) -> Solution:
        """The best way to go on with a change; only what it touches is reckoned again."""
        game, target = game_of(case, self.chances)
        room, base = change.kind in ROOM, self.bases.get(case.learner.pathway)
        if base is not None and (room or change.kind in ("deadline", "start")):
            return Induction(game, target, base[0]).solution(base[1] if room else None)
        induction = Induction(game, target)
        solution = induction.solution()
        if room:
            self.bases[case.learner.pathway] = induction, solution
        return solution

    def _gains(self, one: RiskChange) -> bool:
        if self.policy.on_time is None or one.outlook.on_time is None:
            return one.sooner >= LEAST_TERMS
        return one.outlook.on_time - self.policy.on_time >= LEAST_CHANCE
