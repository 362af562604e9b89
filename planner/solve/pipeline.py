"""From a case to a plan that is proven best and has passed the checker."""

from __future__ import annotations

from collections.abc import Iterator

from planner.check import violations
from planner.check.objectives import objectives as recomputed
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import Inconsistent
from planner.model.build import build
from planner.model.cpsat import CpModel
from planner.model.patience import OutOfTime
from planner.model.usable import Usable
from planner.model.variables import Variables
from planner.model.wishes import WISHES, duration
from planner.solve import horizon
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import QUICK_EFFORT, Answer, Clock, Heard, confirm, is_large, rules_out, run
from planner.solve.levels import Levels
from planner.solve.result import IMPOSSIBLE, UNKNOWN, ObjectiveValue, Result, Status

STEPS = 12
SPANS = (3, 8)
"""Terms that are looked at together before each of them is, once the first one holds no award; up to `STEPS` in all."""


def solve(case: Case, config: Config | None = None, aim: Aim | None = None) -> Result:
    """The best plan of a case, objectives in the learner's order (or that of `aim`), with the proof of each.

    When the limit or a stop comes first, the plan so far is `feasible`; without one the answer is `unknown`.

    Raises:
        Inconsistent: the plan does not pass the checker, or an objective differs from the checker's.
    """
    config = config or Config()
    search = Search(case, config, Clock.of(config), aim or Aim())
    result = search.result()
    if result.plan is not None:
        _audit(case, result)
    return result


class Search:
    """One case being solved."""

    def __init__(self, case: Case, config: Config, clock: Clock, aim: Aim) -> None:
        self.case, self.config, self.clock, self.aim = case, config, clock, aim
        self.last = horizon.last_term(case, special_term=aim.special_term)
        self.names = aim.order(case)
        self.usable = Usable(case, self.last, any_plan=not aim.tie_break)
        self.wishes = WISHES | {wish.name: wish.expression for wish in aim.wishes}

    def result(self) -> Result:
        """The best plan, as far as time allows."""
        try:
            return self._search()
        except OutOfTime:
            return self.finish(UNKNOWN)

    def _search(self) -> Result:
        """Shortest horizons first where the duration comes first; then, or else, the whole horizon at once."""
        soonest = max(horizon.earliest_award(self.case), self.aim.soonest)
        soonest = max(soonest, self.usable.soonest(soonest, self.last))
        if self.names[0] == "duration":
            end = min(soonest + STEPS, self.last + 1)
            for last in self._possible(soonest, end):
                answer = self._within(last, last)
                if answer is not None:
                    return answer
            soonest = max(soonest, end)
        answer = self._within(self.last, soonest) if soonest <= self.last else None
        return answer or self._impossible()

    def _within(self, last: int, earliest: int) -> Result | None:
        """The best plan with its award between two terms, or None when there is none."""
        return Levels(self, last, earliest).result()

    def _possible(self, soonest: int, end: int) -> Iterator[int]:
        """Terms from `soonest` on and before `end`, but those that soon turn out to hold no award, several at once."""
        for number in (1, *SPANS):
            after = min(soonest + number, end)
            yield from range(soonest, after) if number == 1 else self._among(soonest, after)
            soonest = max(soonest, after)

    def _among(self, soonest: int, after: int) -> Iterator[int]:
        """Those of some terms that are left once it is known which of them may hold the first award; where the model is
        large, when halves of them that hold no award are left out.
        """
        if soonest >= after:
            return
        model, variables = self.build_model(after - 1, soonest)
        if not is_large(model):
            yield from range(self.first_award(model, variables), after)
        elif not rules_out(model, self.config, self.clock):
            if after - soonest == 1:
                yield soonest
                return
            middle = (soonest + after) // 2
            yield from self._among(soonest, middle)
            yield from self._among(middle, after)

    def first_award(self, model: CpModel, variables: Variables) -> int:
        """A term before which the model has no award; one after all of them where it soon turns out to have none."""
        model.minimize(duration.expression(model, variables, self.case))
        answer = self.run(model, wide=False, effort=QUICK_EFFORT)
        if answer.found is None:
            return variables.awards[0]
        return variables.first + answer.bound - 1 if answer.found else variables.awards[-1] + 1

    def build_model(self, last: int, earliest: int | None = None) -> tuple[CpModel, Variables]:
        """The model of an award between two terms, with the limits of the aim.

        Raises:
            OutOfTime: the limit came first.
        """
        model, variables = build(self.case, last, earliest, usable=self.usable, tick=self.clock.tick)
        if self.aim.limit is not None:
            self.aim.limit(model, variables)
        return model, variables

    def run(
        self, model: CpModel, *, wide: bool, effort: float, quick: float = QUICK_EFFORT, name: str = "",
        heard: Heard | None = None,
    ) -> Answer:  # fmt: skip
        """Solve a model in the time that is left; `heard` is told how far it is, if anybody listens."""
        heard = None if self.config.progress is None else heard
        return run(model, self.config, self.clock, wide=wide, effort=effort, quick=quick, name=name, heard=heard)

    def confirm(self, model: CpModel) -> bool:
        """Whether a second configuration of the solver agrees that nothing exists; False when the limit came first.

        Raises:
            Inconsistent: it finds something.
        """
        answer = confirm(model, self.config, self.clock)
        if answer.found:
            raise Inconsistent("internal.disagreement")
        return answer.found is False

    def _impossible(self) -> Result:
        """Nothing exists, if a second configuration of the solver over the whole horizon agrees."""
        model, _ = self.build_model(self.last)
        return self.finish(IMPOSSIBLE if self.confirm(model) else UNKNOWN)

    def values(self, plan: Plan) -> dict[str, int | None]:
        """The objectives of a plan, recomputed without the model, in their order."""
        found = recomputed(self.case, plan, self.names) | {
            wish.name: wish.value(self.case, plan) for wish in self.aim.wishes
        }
        return {name: found[name] for name in self.names if name in found}

    def finish(self, status: Status, plan: Plan | None = None, values: tuple[ObjectiveValue, ...] = ()) -> Result:
        """A result with its time."""
        return Result(status, plan, values, self.clock.elapsed, self.clock.solves)


def _audit(case: Case, result: Result) -> None:
    """Every plan that leaves has passed the checker, and its objectives are those that the solver proved."""
    assert result.plan is not None
    found = violations(case, result.plan)
    if found:
        raise Inconsistent("internal.check", rule=found[0].rule, what=found[0].key)
    for item in result.objectives:
        if item.proven and item.value != item.bound:
            raise Inconsistent("internal.objective", name=item.name, value=item.value, bound=item.bound)
