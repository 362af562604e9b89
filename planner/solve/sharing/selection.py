"""The best choice among the columns there are, in whole learners: a small model whose size the short seats decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr

from planner.domain.offering import Offering
from planner.solve.engine import Clock
from planner.solve.sharing.level import Level, Measure
from planner.solve.sharing.problem import NEVER, Column, Problem

EFFORT = 20.0
"""Deterministic seconds. One thread with the whole model in the relaxation is by far the fastest here, and gives the
same answer on any machine.
"""

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
    """Choose, the `best` or any within the limits; None where the columns allow nothing, or the time was too
    short to find it.
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
    status = solver.solve(model)
    if status not in (OPTIMAL, FEASIBLE):
        return None
    chosen = {column: number for column, variable in variables.items() if (number := solver.value(variable))}
    return Selection(chosen, int(solver.objective_value), status == OPTIMAL)


def _model(problem: Problem, level: Level, columns: Collection[Column]) -> tuple[CpModel, dict[Column, IntVar]]:
    """Everybody follows a column, or none; nobody sits where there is no seat."""
    model = CpModel()
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
    """A sum over all learners."""
    weights = [measure(problem.kinds[column.kind], column.award) for column in variables]
    return LinearExpr.weighted_sum(list(variables.values()), weights)
