"""A few good plans that really differ: the best one, and others within its slack whose smallest distance is largest.

The distance of two plans is the number of units that they do not take in the same classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from planner.check.objectives import objectives
from planner.domain.case import Case
from planner.domain.learner import CREDITS
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.model.build import build
from planner.model.cpsat import CpModel, CpSolver, IntVar, LinearExpr, LinearExprT, new_model
from planner.model.variables import Variables
from planner.model.wishes import UNPRICED, WISHES
from planner.solve import horizon
from planner.solve.aim import Aim, Wish
from planner.solve.config import Config
from planner.solve.engine import Clock, run
from planner.solve.pipeline import solve
from planner.solve.progress import Stage
from planner.solve.result import Result

JOINT_EFFORT = 0.5
"""Deterministic seconds for a better set of plans, or the proof that there is none."""
TURNS = 3
"""How often each plan of such a set is improved in turn."""
IMPROVING = 0.25
"""How much of the time that is left goes to a set whose plans differ more, once there is one."""


@dataclass(frozen=True, slots=True)
class Slack:
    """How much worse than the best plan a value may be: so many terms, cents or units, or so much of the value."""

    more: int = 0
    percent: float = 0.0

    def times(self, parts: int) -> Slack:
        """The same of values that are counted in so many parts."""
        return Slack(self.more * parts, self.percent)

    def limit(self, best: int) -> int:
        """The largest value allowed."""
        return best + self.more + int(best * self.percent / 100 + 1e-9)


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`results` begins with the best plan. `smallest` is the smallest distance between two of them, None for a single
    one; no choice of so many plans has a larger one than `bound`. `limits` are the values that no plan exceeds.
    `complete` is whether all plans asked for are there, or it is proven that no other exists.
    """

    results: tuple[Result, ...]
    limits: Mapping[str, int]
    smallest: int | None = None
    bound: int | None = None
    complete: bool = True


def distance(one: Plan, other: Plan) -> int:
    """Units of either plan that the other does not take in the same classes."""
    places = [{o.unit: o.id for o in plan.chosen} for plan in (one, other)]
    return sum(places[0].get(unit) != places[1].get(unit) for unit in places[0].keys() | places[1].keys())


def alternatives(case: Case, number: int, slack: Mapping[str, Slack], config: Config | None = None) -> Alternatives:
    """The best plan and up to `number` - 1 others; fewer where no others exist within the slack, or where the limit or
    a stop came first.
    """
    config = config or Config()
    clock = Clock.of(config)
    best = solve(case, config)
    if best.plan is None:
        return Alternatives((best,), {})
    search = _Search(case, best, slack, config.quiet(), clock)
    found, bound, complete = [best], None, True
    while complete and len(found) < number:
        config.tell(Stage.ALTERNATIVES, len(found), number)
        result, most = search.apart([r.plan for r in found if r.plan])
        bound = most if bound is None else bound
        if result is None:
            complete = most == 0
            break
        found.append(result)
    if len(found) == 1 or bound is None:
        return Alternatives(tuple(found), search.limits, complete=complete)
    smallest = _smallest(found)
    if smallest < bound:
        search.clock = clock.part(IMPROVING)
        found, bound = search.improve(found, bound)
        smallest = _smallest(found)
    config.tell(Stage.ALTERNATIVES, len(found), number)
    ordered = sorted(found[1:], key=lambda result: _values(case, result))
    return Alternatives((best, *ordered), search.limits, smallest, bound, complete)


def _smallest(results: Sequence[Result]) -> int:
    plans = [result.plan for result in results if result.plan is not None]
    return min(distance(one, other) for one, other in combinations(plans, 2))


def _values(case: Case, result: Result) -> list[tuple[bool, int]]:
    """What tells the better of two plans: the objectives in their order, an unknown cost after any known one."""
    assert result.plan is not None
    return [(value is None, value or 0) for value in objectives(case, result.plan).values()]


class _Search:
    """One case around its best plan; no award is before that of a plan that is proven the shortest (`soonest`)."""

    def __init__(self, case: Case, best: Result, slack: Mapping[str, Slack], config: Config, clock: Clock) -> None:
        values = {item.name: item.value for item in best.objectives}
        self.limits = {
            name: slack[name].times(case.programme.parts ** CREDITS.get(name, 0)).limit(value)
            for name, value in values.items()
            if name in slack and value is not None
        }
        if best.plan is not None and "duration" in self.limits:
            last = case.learner.start + self.limits["duration"] - 1
            limit = case.learner.deadline
            last = last if limit is None else min(last, limit)
            case = replace(case, learner=replace(case.learner, deadline=last))
        self.case, self.config, self.clock = case, config, clock
        first = next(iter(best.objectives), None)
        shortest = best.plan is not None and first is not None and first.name == "duration" and first.proven
        self.soonest = best.plan.award if best.plan is not None and shortest else 0

    def within(self, model: CpModel, variables: Variables) -> None:
        """Keep every value within its limit; a limit on money asks for a known amount."""
        for name, limit in self.limits.items():
            wish = WISHES[name](model, variables, self.case)
            if wish is not None:
                model.add(wish <= limit)
        for name in UNPRICED.keys() & self.limits.keys():
            for unknown in UNPRICED[name](model, variables, self.case):
                model.add(unknown == 0)

    def apart(self, plans: Sequence[Plan]) -> tuple[Result | None, int | None]:
        """The plan farthest from all these, then the best such, and how far any can be at most; None for what the limit
        left open. No plan and 0 when there is no other.
        """

        def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
            nearest = model.new_int_var(0, 2 * len(case.programme.units), "")
            for plan in plans:
                model.add(nearest <= _from(variables, plan))
            return -nearest

        def value(case: Case, plan: Plan) -> int:
            return -min(distance(plan, other) for other in plans)

        names, wish = ("apart", *self.case.learner.objectives()), Wish("apart", expression, value)
        aim = Aim(names, (wish,), self.within, soonest=self.soonest)
        result = solve(self.case, replace(self.config, time_limit=max(0.01, self.clock.left)), aim)
        item = next((item for item in result.objectives if item.name == "apart"), None)
        if item is None:
            return None, None
        return result if item.value else None, -item.bound

    def best_apart(self, plans: Sequence[Plan], least: int) -> Result | None:
        """The best plan for the learner that is as far as `least` from all these."""

        def limit(model: CpModel, variables: Variables) -> None:
            self.within(model, variables)
            for plan in plans:
                model.add(_from(variables, plan) >= least)

        aim = Aim(limit=limit, soonest=self.soonest)
        result = solve(self.case, replace(self.config, time_limit=max(0.01, self.clock.left)), aim)
        return result if result.plan is not None else None

    def improve(self, found: list[Result], bound: int) -> tuple[list[Result], int]:
        """Plans whose smallest distance is larger, as far as the effort allows, and how large it can be at most.

        Each is then the best for the learner that is as far from the others, until none can be better.
        """
        plans, bound = _Joint(self, found, bound).result()
        least = min(distance(one, other) for one, other in combinations(plans, 2))
        results: list[Result] = found[:1]
        asked: dict[int, list[Plan]] = {}
        for turn in range(TURNS):
            stable = True
            for place in range(1, len(plans)):
                others = plans[:place] + plans[place + 1 :]
                if asked.get(place) == others:
                    continue
                asked[place] = others
                better = self.best_apart(others, least)
                if better is None or better.plan is None:
                    return results if turn else found, bound
                if turn == 0:
                    results.append(better)
                elif _values(self.case, better) < _values(self.case, results[place]):
                    results[place] = better
                else:
                    continue
                plans[place], stable = better.plan, False
            if stable:
                break
        return results, bound


def _from(variables: Variables, plan: Plan) -> LinearExprT:
    """The distance of the plan that the model decides from a given one."""
    places = {offering.unit: offering.id for offering in plan.chosen}
    same = [variables.taken(o) for o in variables.offerings if places.get(o.unit) == o.id]
    more = [variables.taken(o) for o in variables.offerings if o.unit not in places]
    return len(places) - LinearExpr.sum(same) + LinearExpr.sum(more)


class _Joint:
    """All plans but the best decided in one model, so that the smallest distance can be proven the largest."""

    def __init__(self, search: _Search, found: list[Result], bound: int) -> None:
        self.search, self.bound = search, bound
        self.plans = [result.plan for result in found if result.plan is not None]
        last = max(horizon.last_term(search.case), self.plans[0].award)
        self.model, self.copies = new_model(), list[Variables]()
        for _ in self.plans[1:]:
            _, variables = build(search.case, last, model=self.model)
            search.within(self.model, variables)
            self.copies.append(variables)
        self.nearest = self.model.new_int_var(0, bound, "")
        for copy in self.copies:
            self.model.add(self.nearest <= _from(copy, self.plans[0]))
        for one, other in combinations(self.copies, 2):
            self.model.add(self.nearest <= LinearExpr.sum(list(_differences(self.model, one, other))))
        least = min(distance(one, other) for one, other in combinations(self.plans, 2))
        self.model.add(self.nearest >= least)
        for copy, plan in zip(self.copies, self.plans[1:], strict=True):
            taken = {(offering.unit, offering.id) for offering in plan.chosen}
            for offering in copy.offerings:
                self.model.add_hint(copy.taken(offering), (offering.unit, offering.id) in taken)

    def result(self) -> tuple[list[Plan], int]:
        """The plans, the best one first, and a bound on their smallest distance."""
        self.model.maximize(self.nearest)
        answer = run(self.model, self.search.config, self.search.clock, wide=True, effort=JOINT_EFFORT)
        if not answer.found:
            return self.plans, self.bound
        bound = min(self.bound, int(answer.solver.best_objective_bound + 1e-6))
        return [self.plans[0], *(self._plan(copy, answer.solver) for copy in self.copies)], bound

    def _plan(self, copy: Variables, solver: CpSolver) -> Plan:
        chosen = tuple(o for o in copy.offerings if solver.boolean_value(copy.taken(o)))
        return Plan(chosen, copy.last)


def _differences(model: CpModel, one: Variables, other: Variables) -> list[IntVar]:
    """For each unit a literal that may be true only when the two plans take it in different classes."""
    found = []
    for unit in one.units:
        differs = model.new_bool_var("")
        named: dict[str, list[Offering]] = {}
        for offering in other.offerings_of(unit):
            named.setdefault(offering.id, []).append(offering)
        for offering in one.offerings_of(unit):
            for same in named.get(offering.id, ()):
                model.add_bool_or([~differs, ~one.taken(offering), ~other.taken(same)])
        model.add_bool_or([~differs, *one.literals_of(unit), *other.literals_of(unit)])
        found.append(differs)
    return found
