"""The choice of a column for each learner: the best of those there are, or places given out one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from planner.domain.offering import Offering
from planner.model.cpsat import FEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr, new_model
from planner.solve.engine import Clock, search
from planner.solve.sharing.level import Level, Measure, wait
from planner.solve.sharing.pricing import Pricer, Prices
from planner.solve.sharing.problem import NEVER, Column, Problem

EFFORT = 20.0
"""Deterministic seconds. One thread with the whole model in the relaxation is by far the fastest here, and gives the
same answer on any machine.
"""
TAKEN = 1_000_000_000
"""Price of a seat that is not free."""
Chosen = dict[Column, int]
"""How many of its kind follow each column."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`value` is the cost of what is chosen; `best` is whether these columns allow nothing better."""

    chosen: Chosen
    value: int
    best: bool


def select(
    problem: Problem,
    level: Level,
    columns: Collection[Column],
    bound: int,
    hint: Chosen | None,
    clock: Clock,
    seed: int,
    *,
    best: bool = True,
) -> Selection | None:
    """The best choice in whole learners, or any within the limits without `best`; None where the columns allow nothing,
    or the time was too short to find it. The model is small: the short seats decide its size.
    """
    model, variables = _model(problem, level, columns)
    cost = total(problem, variables, level.cost)
    for limit in level.limits:
        model.add(total(problem, variables, limit.measure) <= limit.most)
    model.add(cost >= bound)
    model.minimize(cost)
    for column, variable in variables.items() if hint else ():
        model.add_hint(variable, hint.get(column, 0) if hint else 0)
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.stop_after_first_solution = not best
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.max_time_in_seconds = max(clock.left, 0.001)
    status = search(solver, model, clock.stop)
    if status not in (OPTIMAL, FEASIBLE):
        return None
    chosen = {column: number for column, variable in variables.items() if (number := solver.value(variable))}
    return Selection(chosen, int(solver.objective_value), status == OPTIMAL)


def _model(problem: Problem, level: Level, columns: Collection[Column]) -> tuple[CpModel, dict[Column, IntVar]]:
    """Everybody follows a column, or none; nobody sits where there is no seat."""
    model = new_model()
    usable = [Column(number, NEVER) for number in range(len(problem.kinds))]
    usable += [column for column in columns if column.award <= problem.kinds[column.kind].last]
    by_kind: list[list[IntVar]] = [[] for _ in problem.kinds]
    takers: dict[Offering, list[IntVar]] = {offering: [] for offering in problem.short}
    variables: dict[Column, IntVar] = {}
    for column in usable:
        kind = problem.kinds[column.kind]
        if level.allows(kind, column.award):
            variables[column] = model.new_int_var(0, kind.size, "")
            by_kind[column.kind].append(variables[column])
            for offering in column.seats:
                if offering in takers:
                    takers[offering].append(variables[column])
    for kind, own in zip(problem.kinds, by_kind, strict=True):
        model.add(LinearExpr.sum(own) == kind.size)
    for offering, taken in takers.items():
        model.add(LinearExpr.sum(taken) <= problem.short[offering])
    return model, variables


def total(problem: Problem, variables: dict[Column, IntVar], measure: Measure) -> LinearExpr:
    """The sum of a measure over all learners, as an expression."""
    weights = [measure(problem.kinds[column.kind], column.award) for column in variables]
    return LinearExpr.weighted_sum(list(variables.values()), weights)


def fill(problem: Problem, chosen: Chosen, pricer: Pricer) -> Chosen:
    """The same choice, but who has no plan takes, one after the other, the soonest award that free seats allow.

    Learners stay without a plan where the seats or the window do not reach.
    """
    free = Counter(problem.short)
    for column, number in chosen.items():
        free.subtract(dict.fromkeys(column.seats, number))
    found = Counter({column: number for column, number in chosen.items() if column.award != NEVER})
    waiting = [(c.kind, number) for c, number in chosen.items() if c.award == NEVER]
    for kind, number in waiting:
        for _ in range(number):
            column = _soonest_column(problem, kind, free, pricer)
            found[column] += 1
            free.subtract(dict.fromkeys(column.seats, 1))
    return dict(found)


def _soonest_column(problem: Problem, kind: int, free: Counter[Offering], pricer: Pricer) -> Column:
    prices = Prices((), {offering: 0 if free[offering] > 0 else TAKEN for offering in problem.short})
    columns = pricer.price_kind(kind, Level(wait), prices).columns
    possible = [c for c in columns if all(free[o] > 0 for o in c.seats if o in problem.short)]
    return min(possible, key=lambda column: column.award, default=Column(kind, NEVER))
