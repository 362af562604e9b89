"""The whole model at once: every learner's own rules and the seats between them. It closes what columns leave open."""

from __future__ import annotations

from collections import Counter

from planner.domain.offering import Offering
from planner.model.build import build
from planner.model.cpsat import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr, new_model
from planner.model.variables import Variables
from planner.solve.engine import Clock, search
from planner.solve.sharing.level import Level, Measure
from planner.solve.sharing.problem import NEVER, Column, Problem
from planner.solve.sharing.selection import Chosen, Selection

Copy = tuple[int, dict[int, IntVar], dict[Offering, IntVar]]
"""A member: the kind, literals of the award (`NEVER` without a plan), and literals of short seats."""


class Exact:
    """A model of a problem; each level is added with its limits."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, new_model()
        self.copies: list[Copy] = []
        takers: dict[Offering, list[IntVar]] = {offering: [] for offering in problem.short}
        for number, kind in enumerate(problem.kinds):
            for _ in kind.members:
                copy = self._add_member(number)
                self.copies.append(copy)
                for offering, literal in copy[2].items():
                    takers[offering].append(literal)
        for offering, literals in takers.items():
            self.model.add(LinearExpr.sum(literals) <= problem.short[offering])

    def _add_member(self, number: int) -> Copy:
        """A member's model inside this one; who stays without a plan has one that counts for nothing."""
        kind = self.problem.kinds[number]
        member = kind.example
        _, variables = build(member.case, kind.last, min(member.soonest, kind.last), model=self.model)
        never = self.model.new_bool_var("")
        awards = {award: self.model.new_bool_var("") for award in variables.awards}
        self.model.add_exactly_one([never, *awards.values()])
        for award, literal in awards.items():
            self.model.add_implication(literal, variables.award(award))
        return number, {**awards, NEVER: never}, dict(self._add_seats(variables, never))

    def _add_seats(self, variables: Variables, never: IntVar) -> list[tuple[Offering, IntVar]]:
        found = []
        for offering in variables.offerings:
            if offering in self.problem.short:
                seated = self.model.new_bool_var("")
                self.model.add_bool_or([~variables.taken(offering), never, seated])
                found.append((offering, seated))
        return found

    def solve(
        self, level: Level, bound: int, hint: Chosen | None, clock: Clock, until: float, seed: int
    ) -> tuple[Selection | None, bool]:
        """The best way to share, None when none was found; and whether the answer is final."""
        model, cost = self.model.clone(), self._total(level.cost)
        for limit in level.limits:
            model.add(self._total(limit.measure) <= limit.most)
        for number, awards, _ in self.copies:
            for award, literal in awards.items():
                if not level.allows(self.problem.kinds[number], award):
                    model.add(literal == 0)
        model.add(cost >= bound)
        model.minimize(cost)
        self._hint(model, hint or {})
        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(min(clock.left, until - clock.elapsed), 0.001)
        status = search(solver, model, clock.stop)
        if status not in (OPTIMAL, FEASIBLE):
            return None, status == INFEASIBLE and self.problem.whole
        proven = status == OPTIMAL and self.problem.whole
        return Selection(self._read_choice(solver), int(solver.objective_value), proven), proven

    def _total(self, measure: Measure) -> LinearExpr:
        """A sum over all learners."""
        pairs = [
            (literal, measure(self.problem.kinds[number], award))
            for number, awards, _ in self.copies
            for award, literal in awards.items()
        ]
        return LinearExpr.weighted_sum([literal for literal, _ in pairs], [weight for _, weight in pairs])

    def _hint(self, model: CpModel, hint: Chosen) -> None:
        """Awards and seats of what is known already, member by member."""
        left = Counter(hint)
        for number, awards, seats in self.copies:
            column = next((c for c in left if c.kind == number and left[c] > 0), None)
            if column is not None:
                left[column] -= 1
                for award, literal in awards.items():
                    model.add_hint(literal, int(award == column.award))
                for offering, literal in seats.items():
                    model.add_hint(literal, int(offering in column.seats))

    def _read_choice(self, solver: CpSolver) -> Chosen:
        found: Counter[Column] = Counter()
        for number, awards, seats in self.copies:
            award = next(term for term, literal in awards.items() if solver.boolean_value(literal))
            taken = tuple(o for o, literal in seats.items() if solver.boolean_value(literal) and award != NEVER)
            found[Column(number, award, taken)] += 1
        return dict(found)
