"""From a case to a plan that is proven best and has passed the checker."""

from __future__ import annotations

import math

from ortools.sat.python.cp_model import CpModel, CpSolver, LinearExpr, LinearExprT

from planner.check import violations
from planner.check.completion import completed
from planner.check.objectives import objectives as recomputed
from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.domain.plan import Plan
from planner.errors import Inconsistent
from planner.model.build import build
from planner.model.usable import Usable
from planner.model.variables import Variables
from planner.model.wishes import LEAST, UNPRICED, WISHES
from planner.solve import horizon
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import Answer, Clock, is_large, run
from planner.solve.result import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, ObjectiveValue, Result

STEPS = 12
TIE_EFFORT = 1.0


def solve(case: Case, config: Config | None = None, aim: Aim | None = None) -> Result:
    """The best plan of a case, objectives in the learner's order (or that of `aim`), with the proof of each.

    Raises:
        Inconsistent: the plan does not pass the checker, or an objective differs from the checker's.
    """
    config = config or Config()
    search = _Search(case, config, Clock.start(config.time_limit), aim or Aim())
    result = search.result()
    if result.plan is not None:
        _audit(case, result)
    return result


class _Search:
    """One case being solved."""

    def __init__(self, case: Case, config: Config, clock: Clock, aim: Aim) -> None:
        self.case, self.config, self.clock, self.aim = case, config, clock, aim
        self.last = horizon.last_term(case, special_term=aim.special_term)
        self.names = aim.order(case)
        self.usable = Usable(case)
        self.wishes = WISHES | {wish.name: wish.expression for wish in aim.wishes}

    def result(self) -> Result:
        """Shortest horizons first where the duration comes first; then, or else, the whole horizon at once."""
        soonest = max(horizon.earliest_award(self.case), self.aim.soonest)
        if self.names[0] == "duration":
            for last in range(soonest, min(soonest + STEPS, self.last + 1)):
                answer = self._within(last, last)
                if answer is not None:
                    return answer
                soonest = last + 1
        answer = self._within(self.last, soonest) if soonest <= self.last else None
        return answer or self._impossible()

    def _within(self, last: int, earliest: int) -> Result | None:
        """The best plan with its award between two terms, or None when there is none."""
        model, variables = self._built(last, earliest)
        found = _Levels(self, model, variables).result()
        if found is None and is_large(model):
            self._confirm(model)
        return found

    def _built(self, last: int, earliest: int | None = None) -> tuple[CpModel, Variables]:
        model, variables = build(self.case, last, earliest, usable=self.usable)
        if self.aim.limit is not None:
            self.aim.limit(model, variables)
        return model, variables

    def _confirm(self, model: CpModel) -> bool:
        """Whether a second configuration of the solver agrees that nothing exists; False when the limit came first.

        Raises:
            Inconsistent: it finds something.
        """
        answer = run(model, self.config, self.clock, confirm=True)
        if answer.found:
            raise Inconsistent("internal.disagreement")
        return answer.found is False

    def _impossible(self) -> Result:
        """Nothing exists, if a second configuration of the solver over the whole horizon agrees."""
        model, _ = self._built(self.last)
        return self.done(IMPOSSIBLE if self._confirm(model) else UNKNOWN)

    def values(self, plan: Plan) -> dict[str, int | None]:
        """The objectives of a plan, recomputed without the model, in their order."""
        found = recomputed(self.case, plan) | {wish.name: wish.value(self.case, plan) for wish in self.aim.wishes}
        return {name: found[name] for name in self.names if name in found}

    def done(self, status: str, plan: Plan | None = None, values: tuple[ObjectiveValue, ...] = ()) -> Result:
        """A result with its time."""
        return Result(status, plan, values, self.clock.elapsed, self.clock.solves)


class _Levels:
    """Objectives one after the other on one model: each is minimised, then kept while the next ones are."""

    def __init__(self, search: _Search, model: CpModel, variables: Variables) -> None:
        self.search, self.model, self.variables = search, model, variables
        self.plan: Plan | None = None
        self.bounds: list[tuple[str, int, bool]] = []
        self.skipped: set[str] = set()

    def result(self) -> Result | None:
        """The best plan; None when the model has none; a `feasible` or `unknown` one when the limit came first."""
        for name in self.search.names:
            if name == "duration" and len(self.variables.awards) == 1:
                self.bounds.append((name, self.variables.last - self.variables.first + 1, True))
                continue
            if name in UNPRICED:
                known = self._keep_known(name)
                if known is None:
                    break
                if not known:
                    self.skipped.add(name)
                    continue
            wish = self.search.wishes[name](self.model, self.variables, self.search.case)
            if wish is None:
                continue
            if self._as_low_as_can_be(name, wish):
                continue
            if name in MONEY and len(self.variables.awards) > 1:
                self._count_years()
            answer = self._minimise(wish)
            if answer.found is False and self.plan is None:
                return None
            if not answer.found:
                break
            self.bounds.append((name, answer.bound, answer.proven))
            if not answer.proven:
                break
        else:
            wanted = self.search.aim.tie_break or self.plan is None
            if wanted and self._minimise(self._tie_break(), TIE_EFFORT).found is False and self.plan is None:
                return None
        return self._finish()

    def _as_low_as_can_be(self, name: str, wish: LinearExprT) -> bool:
        """Whether the plan so far already has a value that none can be below, so that there is nothing to search."""
        if self.plan is None or name not in LEAST:
            return False
        least = LEAST[name](self.variables, self.search.case)
        if self.search.values(self.plan)[name] != least:
            return False
        self.bounds.append((name, least, True))
        self.model.add(wish <= least)
        return True

    def _minimise(self, wish: LinearExprT, effort: float = math.inf) -> Answer:
        """Minimise, remember the plan, and hold the value from here on."""
        self.model.minimize(wish)
        answer = self._run(effort)
        if answer.found:
            self.plan = self._plan(answer.solver)
            if answer.proven:
                self.model.add(wish <= answer.solver.value(wish))
        return answer

    def _run(self, effort: float = math.inf) -> Answer:
        wide = len(self.variables.awards) > 1
        return run(self.model, self.search.config, self.search.clock, wide=wide, effort=effort)

    def _keep_known(self, name: str) -> bool | None:
        """Whether a sum of money can be minimised; None when the limit came first.

        If it is known for some of the best plans so far, only these stay.
        """
        unknown = UNPRICED[name](self.model, self.variables, self.search.case)
        if not unknown:
            return True
        self.model.minimize(LinearExpr.sum(unknown))
        answer = self._run()
        if answer.found is False or (answer.found and answer.bound > 0):
            return False
        if not answer.proven:
            return None
        for literal in unknown:
            self.model.add(literal == 0)
        return True

    def _count_years(self) -> None:
        """How many yearly fees nobody can avoid: a bound that a proof of the cost over a long horizon rests on."""
        due = [literal for _, _, literal, _ in self.variables.yearly_tuition]
        if due:
            self.model.minimize(LinearExpr.sum(due))
            answer = self._run()
            if answer.found:
                self.model.add(LinearExpr.sum(due) >= answer.bound)

    def _tie_break(self) -> LinearExprT:
        """The larger of units to choose from, early terms, the order of the programme's file and its modalities."""
        programme, first = self.search.case.programme, self.variables.first
        rank = {unit: place for place, unit in enumerate(self.variables.units)}
        place = {modality: place for place, modality in enumerate(self.search.case.modalities)}
        latest = (self.variables.last - first + 1) * 2 * len(rank) ** 2 + 1
        choices = {unit for rule in programme.requirements if rule.kind == "count" for unit in rule.units}
        size = {unit: programme.units[unit].credits or 0 for unit in choices}
        weights = []
        for o in self.variables.offerings:
            early = (o.first - first) * (2 * len(rank) - rank[o.unit]) + len(o.terms) - 1
            weights.append((early - latest * size.get(o.unit, 0)) * 4 * len(rank) + place.get(o.modality, 0))
        return LinearExpr.weighted_sum([self.variables.taken(o) for o in self.variables.offerings], weights)

    def _plan(self, solver: CpSolver) -> Plan:
        chosen = tuple(o for o in self.variables.offerings if solver.boolean_value(self.variables.taken(o)))
        award = next(term for term in self.variables.awards if solver.boolean_value(self.variables.award(term)))
        return completed(self.search.case, Plan(chosen, award), award_given=True)

    def _finish(self) -> Result:
        search = self.search
        if self.plan is None:
            return search.done(UNKNOWN)
        values = search.values(self.plan)
        reached = {name: (bound, proven) for name, bound, proven in self.bounds}
        found = []
        for name, value in values.items():
            bound, proven = reached.get(name, (0, False))
            if name not in self.skipped:
                found.append(ObjectiveValue(name, value, bound, proven))
        complete = all(item.proven for item in found)
        return search.done(OPTIMAL if complete else FEASIBLE, self.plan, tuple(found))


def _audit(case: Case, result: Result) -> None:
    """Every plan that leaves has passed the checker, and its objectives are those that the solver proved."""
    assert result.plan is not None
    found = violations(case, result.plan)
    if found:
        raise Inconsistent("internal.check", rule=found[0].rule, what=found[0].key)
    for item in result.objectives:
        if item.proven and item.value != item.bound:
            raise Inconsistent("internal.objective", name=item.name, value=item.value, bound=item.bound)
