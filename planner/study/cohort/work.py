"""What a process does for a cohort: the plan of one learner, alone or in the place that the sharing gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from planner.check import violations
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.plan import Instance, Plan
from planner.domain.status import Status
from planner.errors import Inconsistent
from planner.solve.config import Config
from planner.solve.result import IMPOSSIBLE, Result
from planner.storage.cohorts import CaseReader, Row

if TYPE_CHECKING:
    from planner.model.cpsat import CpModel
    from planner.model.variables import Variables


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a learner; `unseated` is who has a plan alone, and no place in the sharing.

    `taken` are (academic year, offering id); `award` is a term, `cost` cents, None without a plan or unknown; `soonest`
    the first award that is possible whatever the deadline; `conflict` tells why not. Of who cannot keep the deadline,
    `taken` is their best plan without it, with its award `late`: they want these seats.
    """

    status: Status | Literal["unseated"]
    award: int | None = None
    taken: tuple[tuple[int, str], ...] = ()
    cost: int | None = None
    soonest: int | None = None
    conflict: tuple[Instance, ...] = ()
    late: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A learner's row; in a sharing also the term of the award, and the offerings that are full for them."""

    row: Row
    award: int | None = None
    full: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Work:
    """Called in whatever process. With `sharing`, the soonest award is looked for too, not only where no plan keeps the
    learner's deadline.
    """

    reader: CaseReader
    config: Config
    sharing: bool = False

    def __call__(self, ask: Ask) -> Made:
        """The learner's best plan; every one has passed the checker."""
        case = self.reader.case(ask.row)
        return self._plan_alone(case) if ask.award is None else _plan_with_award(case, ask, self.config)

    def _plan_alone(self, case: Case) -> Made:
        from planner.solve.pipeline import solve

        result = solve(case, self.config)
        if result.plan is not None:
            return answer_of(case, result, result.plan, soonest(case, result, self.config) if self.sharing else None)
        conflict: tuple[Instance, ...] = ()
        if result.status == IMPOSSIBLE:
            from planner.solve.engine import Clock
            from planner.study.conflict import smallest

            conflict = smallest(case, self.config, Clock.of(self.config)).instances
        found = Made(result.status, conflict=conflict)
        return found if result.status != IMPOSSIBLE else self._plan_late(case, found)

    def _plan_late(self, case: Case, found: Made) -> Made:
        """What the learner would take without the deadline."""
        from planner.solve.pipeline import solve

        if case.learner.latest_award is None:
            return found
        free = without_deadline(case)
        result = solve(free, self.config)
        first = soonest(free, result, self.config)
        if result.plan is None:
            return replace(found, soonest=first)
        late = answer_of(free, result, result.plan)
        return replace(found, soonest=first, taken=late.taken, late=late.award)


def soonest(case: Case, result: Result, config: Config) -> int | None:
    """The first award at all, whatever the deadline: that of the result where the duration comes first."""
    from planner.solve.aim import Aim
    from planner.solve.pipeline import solve

    if result.status == IMPOSSIBLE and case.learner.latest_award is None:
        return None
    if result.plan is not None and case.learner.objectives()[0] == "duration":
        return result.plan.award
    aim = Aim(("duration",), tie_break=False)
    plan = solve(without_deadline(case), config, aim).plan
    return None if plan is None else plan.award


def answer_of(case: Case, result: Result, plan: Plan, soonest: int | None = None) -> Made:
    """A plan in plain values: the answer for a learner.

    Raises:
        Inconsistent: it does not pass the checker.
    """
    broken = violations(case, plan)
    if broken:
        raise Inconsistent("internal.check", rule=broken[0].rule, what=broken[0].key)
    taken = tuple((offering.year, offering.id) for offering in plan.chosen)
    return Made(result.status, plan.award, taken, cost(case, plan).total, soonest)


def without_deadline(case: Case) -> Case:
    """The learner with all the time there is: sharing seats may ask for more of it than the deadline gives."""
    return replace(case, learner=case.learner.without_deadline())


def _plan_with_award(case: Case, ask: Ask, config: Config) -> Made:
    """The best plan in the learner's own order of objectives, with the award in its term and without what is full."""
    from planner.solve.aim import Aim
    from planner.solve.pipeline import solve

    assert ask.award is not None
    free = without_deadline(case)
    within = replace(case, learner=replace(free.learner, deadline=ask.award))

    def limit(model: CpModel, variables: Variables) -> None:
        for offering in variables.offerings:
            if offering.id in ask.full:
                model.add(variables.taken(offering) == 0)

    result = solve(within, config, Aim(limit=limit, soonest=ask.award))
    return Made(result.status) if result.plan is None else answer_of(free, result, result.plan)
