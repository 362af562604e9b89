"""Objectives one after the other on one model: each is minimised, then kept while the next ones are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from planner.check.completion import fill_gaps
from planner.domain.learner import CREDITS, MONEY
from planner.domain.plan import Plan
from planner.model import purchases, tie
from planner.model.cpsat import CpSolver, IntVar, LinearExpr, LinearExprT, restore, start_from
from planner.model.least import compulsory
from planner.model.wishes import LEAST, UNPRICED, evenness
from planner.solve import at_once, award_by_award, narrowing
from planner.solve.engine import QUICK_EFFORT, Answer, is_large
from planner.solve.progress import Stage
from planner.solve.result import FEASIBLE, OPTIMAL, UNKNOWN, ObjectiveValue, Result

if TYPE_CHECKING:
    from planner.solve.pipeline import Search

LONG = 4
"""So many times a large model is one in which other objectives than even loads may take long."""
TIE_QUICK, TIE_LEAST, TIE_MOST = 0.002, 0.03, 0.3
"""The effort for ties: first without presolve, then as much as everything before took, but between these two."""


class Levels:
    """The best plan with its award between two terms.

    Where the award's term is open until the duration is decided, `Levels` of one term decide the rest, and hold what
    those `before` have reached.
    """

    def __init__(self, search: Search, last: int, earliest: int, before: Levels | None = None) -> None:
        self.search, self.before = search, before
        self.model, self.variables = search.build_model(last, earliest)
        self.names = list(search.names)
        self.plan: Plan | None = None
        self.values: dict[str, int | None] = {}
        self.tied = False
        self.bounds: list[tuple[str, int, bool]] = []
        self.skipped: set[str] = set()
        self.known: list[str] = []
        self.tried = False
        self._wishes: dict[str, LinearExprT | None] = {}
        if before is not None:
            self._hold(before)

    @cached_property
    def tie(self) -> tuple[LinearExprT, int]:
        """What is minimised when all objectives are reached, and more than two plans can differ in it."""
        return tie.expression(self.variables, self.search.case)

    @property
    def breaks_ties(self) -> bool:
        """Whether ties are to be broken, and leave one plan whatever way a search takes."""
        return self.search.aim.tie_break and self.search.usable.narrow

    @property
    def single(self) -> bool:
        """Whether the award can be in one term only."""
        return len(self.variables.awards) == 1

    def _hold(self, before: Levels) -> None:
        """Ask what others have reached of this model too."""
        self.names = self.names[self.names.index("duration") :]
        self.bounds, self.skipped, self.known = list(before.bounds), set(before.skipped), list(before.known)
        for name in self.known:
            for literal in UNPRICED[name](self.model, self.variables, self.search.case):
                self.model.add(literal == 0)
        for name, value, _ in self.bounds:
            wish = self.wish(name)
            if wish is not None:
                self.hold(name, wish, value)

    def result(self) -> Result | None:
        """The best plan; None when the model has none; a `feasible` or `unknown` one when the limit came first."""
        for place, name in enumerate(self.names):
            self.tell(name)
            if name == "duration" and self.single:
                self.bounds.append((name, self.variables.awards[0] - self.variables.first + 1, True))
                continue
            if name == "duration" and self.plan is not None and self.search.usable.narrow:
                return narrowing.soonest(self)
            left = at_once.minimise_all(self, self.names[place:])
            if left:
                break
            reached = None if left is None else self._level(name)
            if name == "duration" and reached and self.plan is not None and self.search.usable.narrow:
                return Levels(self.search, self.plan.award, self.plan.award).result()
            if reached is None:
                return self._nothing()
            if not reached:
                return self.finish()
        wanted = (self.search.aim.tie_break and not self.tied) or self.plan is None
        if wanted and self._break_ties() is None:
            return self._nothing()
        return self.finish()

    def _level(self, name: str) -> bool | None:
        """Whether an objective is reached, or skipped, for certain; None when the model has no plan."""
        if name in UNPRICED:
            known = self._keep_known(name)
            if not known:
                self.skipped.update([] if known is None else [name])
                return known is not None
        wish = self.wish(name)
        if wish is None:
            self.skipped.add(name)
        if wish is None or self._as_low_as_can_be(name, wish):
            return True
        if name in MONEY and not self.single and not self.variables.least_cents:
            self._count_years()
        if name == "evenness" and len(ways := evenness.ways(self.variables, self.search.case)) > 1:
            return award_by_award.minimise(self, name, wish, ways)
        answer = self.minimise(name, wish)
        if answer.found is False and self.plan is None:
            return None
        if answer.found:
            self.bounds.append((name, answer.bound, answer.proven))
        return bool(answer.found) and answer.proven

    def wish(self, name: str) -> LinearExprT | None:
        """The objective in the model, made once; None where there is nothing to minimise."""
        if name not in self._wishes:
            self._wishes[name] = self.search.wishes[name](self.model, self.variables, self.search.case)
        return self._wishes[name]

    def _break_ties(self) -> bool | None:
        """Whether a plan was found; None when the model has none."""
        paying = max(TIE_LEAST, min(TIE_MOST, self.search.clock.effort))
        self.model.minimize(self.tie[0])
        answer = self.run(paying, quick=TIE_QUICK)
        if answer.found:
            self.remember(answer)
        return None if answer.found is False and self.plan is None else bool(answer.found)

    def _nothing(self) -> Result | None:
        """Of a model without a plan, once another configuration of the solver agrees where it is large."""
        if is_large(self.model):
            self.search.confirm(self.model)
        return None

    def _as_low_as_can_be(self, name: str, wish: LinearExprT) -> bool:
        """Whether the plan so far already has a value that none can be below, so that there is nothing to search."""
        if self.plan is None or name not in LEAST:
            return False
        least = LEAST[name](self.variables, self.search.case)
        if self.values[name] != least:
            return False
        self.bounds.append((name, least, True))
        self.hold(name, wish, least)
        return True

    def meet(self, wish: LinearExprT, effort: float) -> bool | None:
        """Whether a plan, which is remembered then, has nothing of this; None where the effort does not tell."""
        bare, self.tied = self.model.clone(), False
        self.model.minimize(0)
        self.model.add(wish <= 0)
        answer = self.run(effort)
        restore(self.model, bare)
        if answer.found:
            self.remember(answer)
        return answer.found

    def minimise(self, name: str, wish: LinearExprT) -> Answer:
        """Minimise, remember the plan, and hold the value from here on."""
        answer = self._look_for_any(name) or at_once.minimise_one(self, wish) or self._alone(wish, name)
        if answer.found:
            self.remember(answer)
            self.tell(name, self.values[name], answer.bound)
            if answer.proven:
                self.hold(name, wish, answer.solver.value(wish))
        return answer

    def _look_for_any(self, name: str) -> Answer | None:
        """A plan before the best one, where that may take long; the answer where there is none."""
        if self.plan is not None or not is_large(self.model, LONG if name not in CREDITS else 1):
            return None
        answer = self.look_for_any()
        return answer if answer.found is False else None

    def look_for_any(self) -> Answer:
        """Some plan, which is remembered."""
        self.model.minimize(0)
        answer = self.run()
        if answer.found:
            self.remember(answer)
        return answer

    def hold(self, name: str, wish: LinearExprT, value: int) -> None:
        """No worse a value from here on."""
        self.variables.held[name] = value
        self.model.add(wish <= value)

    def remember(self, answer: Answer) -> None:
        """The plan that was found, with its values."""
        self.plan = self._plan(answer.solver)
        self.values = self.search.values(self.plan)
        if is_large(self.model):
            start_from(self.model, list(answer.solver.response_proto.solution))

    def _alone(self, wish: LinearExprT, name: str) -> Answer:
        self.tied = False
        self.model.minimize(wish)
        return self.run(name=name)

    def run(self, effort: float = math.inf, name: str = "", quick: float = QUICK_EFFORT) -> Answer:
        """Solve the model as it is; `name` is the objective that is minimised."""
        heard, wide = partial(self.tell, name) if name else None, not self.single
        return self.search.run(self.model, wide=wide, effort=effort, quick=quick, name=name, heard=heard)

    def tell(self, name: str | None = None, value: float | None = None, bound: float | None = None) -> None:
        """How many objectives are reached, and how far the one that is searched is."""
        reached = {name for name, _, proven in self.bounds if proven} | self.skipped
        self.search.config.tell(Stage.PLAN, len(reached), len(self.search.names), name, value, bound)

    def _keep_known(self, name: str) -> bool | None:
        """Whether a sum of money can be minimised; None when the limit came first.

        If it is known for some of the best plans so far, only these stay.
        """
        unknown = self.unknown(name)
        if not unknown:
            return unknown is not None
        self.tied = False
        self.model.minimize(LinearExpr.sum(unknown))
        answer = self.run()
        if answer.found is False or (answer.found and answer.bound > 0):
            return False
        if not answer.proven:
            return None
        for literal in unknown:
            self.model.add(literal == 0)
        self.known.append(name)
        return True

    def unknown(self, name: str) -> Sequence[IntVar] | None:
        """Literals of which one is true where the value of an objective is not known; None where it never is."""
        if name not in UNPRICED:
            return ()
        found = UNPRICED[name](self.model, self.variables, self.search.case)
        return None if found and self._is_never_known(found) else found

    def _is_never_known(self, unknown: Sequence[IntVar]) -> bool:
        """Whether one of these literals is true in every plan, as can be told without a search."""
        places, domains = {literal.index for literal in unknown}, self.model.proto.variables
        if any(list(domains[place].domain) == [1, 1] for place in places):
            return True
        needed = (self.variables.literals_of(unit) for unit in compulsory(self.search.case))
        return any(literals and all(one.index in places for one in literals) for literals in needed)

    def _count_years(self) -> None:
        """How many yearly fees nobody can avoid: a bound that a proof of the cost over a long horizon rests on."""
        due = [literal for _, _, literal, _ in self.variables.yearly_tuition]
        if due:
            self.model.minimize(LinearExpr.sum(due))
            answer = self.run()
            if answer.found:
                self.model.add(LinearExpr.sum(due) >= answer.bound)

    def _plan(self, solver: CpSolver) -> Plan:
        chosen = tuple(o for o in self.variables.offerings if solver.boolean_value(self.variables.taken(o)))
        award = next(term for term in self.variables.awards if solver.boolean_value(self.variables.award(term)))
        case = self.search.case
        payers = purchases.payers(case, self.variables.bought or (), solver, chosen)
        return fill_gaps(case, Plan(chosen, award, payers=payers), award_given=True)

    def finish(self) -> Result:
        """What is reached: the plan so far, and how far each objective is proven."""
        search = self.search
        if self.plan is None:
            return search.finish(UNKNOWN)
        reached = {name: (bound, proven) for name, bound, proven in self.bounds}
        found = []
        for name, value in self.values.items():
            bound, proven = reached.get(name, (0, False))
            if name not in self.skipped:
                found.append(ObjectiveValue(name, value, bound, proven))
        complete = all(item.proven for item in found)
        self.tell()
        return search.finish(OPTIMAL if complete else FEASIBLE, self.plan, tuple(found))
