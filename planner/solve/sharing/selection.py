"""The best choice among the columns there are, in whole learners: a small model whose size the short seats decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from planner.domain.offering import Offering
from planner.solve.engine import Clock
from planner.solve.sharing.level import Level
from planner.solve.sharing.problem import NEVER, Column, Problem

EFFORT = 20.0
"""Deterministic seconds. One thread is the fastest here, and gives the same answer on any machine."""

Chosen = dict[Column, int]
"""How many of its kind follow each column."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`value` is the cost of what is chosen; `best` is whether these columns allow nothing better."""

    chosen: Chosen
    value: int
    best: bool


def select(
    problem: Problem, level: Level, columns: Collection[Column], bound: int, hint: Chosen | None, clock: Clock, seed: int
) -> Selection | None:
    """Choose; None where the columns allow nothing within the limits, or the time was too short to find it."""
    model = CpModel()
    usable = [Column(number, NEVER) for number in range(len(problem.kinds))]
    usable += [c for c in columns if c.award <= problem.kinds[c.kind].last]
    usable = [c for c in usable if level.allows(problem.kinds[c.kind], c.award)]
    variables = {c: model.new_int_var(0, problem.kinds[c.kind].size, "") for c in usable}
    by_kind: list[list[Column]] = [[] for _ in problem.kinds]
    takers: dict[Offering, list[Column]] = {offering: [] for offering in problem.short}
    for column in usable:
        by_kind[column.kind].append(column)
        for offering in column.seats:
            takers[offering].append(column)
    for kind, own in zip(problem.kinds, by_kind, strict=True):
        model.add(LinearExpr.sum([variables[column] for column in own]) == kind.size)
    for offering, takes in takers.items():
        model.add(LinearExpr.sum([variables[column] for column in takes]) <= problem.short[offering])

    def total(measure: object) -> LinearExpr:
        weights = [measure(problem.kinds[c.kind], c.award) for c in usable]  # type: ignore[operator]
        return LinearExpr.weighted_sum([variables[c] for c in usable], weights)

    for limit in level.limits:
        model.add(total(limit.measure) <= limit.most)
    model.add(total(level.cost) >= bound)
    model.minimize(total(level.cost))
    for column in usable if hint else ():
        model.add_hint(variables[column], hint.get(column, 0) if hint else 0)
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = EFFORT
    solver.parameters.max_time_in_seconds = max(clock.left, 0.001)
    status = solver.solve(model)
    if status not in (OPTIMAL, FEASIBLE):
        return None
    chosen = {c: number for c in usable if (number := solver.value(variables[c]))}
    return Selection(chosen, int(solver.objective_value), status == OPTIMAL)
