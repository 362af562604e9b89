"""Ways to go on: what is planned from a state, with a memory of the states that were planned already."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.model.patience import OutOfTime
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE, OPTIMAL
from planner.study.risk.estimate.minima import has_minima, without_minima


@dataclass(frozen=True, slots=True)
class Course:
    """A plan from a state, None where there is none; `case` is the state without what had to be dropped for it, and
    `waived` says that least loads were.
    """

    case: Case
    plan: Plan | None
    waived: bool = False


class Way:
    """The best plan from each state by one `aim`: a deadline that cannot be met any more is dropped, and so are least
    loads where nothing else makes a plan: what is left may be too little for them.
    """

    def __init__(self, aim: Aim, config: Config) -> None:
        self.aim, self.config, self.clock = aim, config, Clock.of(config)
        self._memory: dict[Hashable, Course] = {}
        self._eased: Programme | None = None

    def course(self, case: Case) -> Course:
        """What is planned from a state.

        Raises:
            OutOfTime: the limit came before the plan was proven best.
        """
        key = case.history, case.learner.latest_award, has_minima(case)
        if key not in self._memory:
            self._memory[key] = self._find(case)
        return self._memory[key]

    def _find(self, case: Case) -> Course:
        for looser, waived in self._looser(case):
            result = solve(looser, replace(self.config, time_limit=self.clock.left), self.aim)
            if result.status == OPTIMAL:
                return Course(looser, result.plan, waived)
            if result.status != IMPOSSIBLE:
                raise OutOfTime
        return Course(case, None)

    def _looser(self, case: Case) -> Iterator[tuple[Case, bool]]:
        """The case, then without a deadline, then without least loads either."""
        yield case, False
        if case.learner.latest_award is not None:
            case = replace(case, learner=case.learner.without_deadline())
            yield case, False
        if has_minima(case):
            eased = without_minima(case)
            self._eased = self._eased or eased.programme  # which knows its offerings already
            yield replace(eased, programme=self._eased), True
