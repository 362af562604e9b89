"""One place that runs CP-SAT on the model of an offer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    MODEL_INVALID,
    OPTIMAL,
    CpSolver,
    CpSolverSolutionCallback,
)
from ortools.sat.python.cp_model_helper import SatParameters

from planner.errors import Inconsistent
from planner.model.design.build import Built
from planner.model.design.instance import Assignment
from planner.solve.design.state import State

Settings = Callable[[SatParameters], None]
SLACK = 0.1
"""Seconds that the solver needs to stop, and the program to end."""
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Found:
    """`assignment` is None where none was found; `closed` is whether nothing better (or nothing at all) exists.

    `bound` is a lower bound of the objective, scaled; None where the search gave none.
    """

    assignment: Assignment | None
    closed: bool
    bound: int | None
    value: int | None = None

    @property
    def impossible(self) -> bool:
        """Whether there is no solution."""
        return self.closed and self.assignment is None


def run(
    built: Built,
    seconds: float,
    seed: int,
    workers: int,
    settings: Settings | None = None,
    watch: State | None = None,
) -> Found:
    """Solve a model within so many seconds; `watch` hears of each plan and bound at once, and can stop the search.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    if seconds <= SLACK:
        return Found(None, False, None)
    solver = CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = seconds - SLACK
    parameters.random_seed = seed
    parameters.num_workers = workers
    if settings is not None:
        settings(parameters)
    if watch is None:
        return _found(built, solver, solver.solve(built.model))
    solver.best_bound_callback = lambda bound: watch.proved(math.ceil(bound - ROUNDING))
    watch.proving = solver.stop_search
    try:
        return _found(built, solver, solver.solve(built.model, _Listener(built, watch)))
    finally:
        watch.proving = None


class _Listener(CpSolverSolutionCallback):
    """Tells a state of each plan."""

    def __init__(self, built: Built, state: State) -> None:
        super().__init__()
        self.built, self.state = built, state

    def on_solution_callback(self) -> None:
        """A better plan."""
        self.state.found(self.built.variables.read(self.response_proto.solution))


def _found(built: Built, solver: CpSolver, status: object) -> Found:
    if status == MODEL_INVALID:
        raise Inconsistent("internal.model", why=built.model.validate()[:200])
    if status == INFEASIBLE:
        return Found(None, True, None)
    bound = solver.best_objective_bound
    known = math.ceil(bound - ROUNDING) if math.isfinite(bound) else None
    if status in (OPTIMAL, FEASIBLE):
        assignment = built.variables.read(solver.response_proto.solution)
        return Found(assignment, status == OPTIMAL, known, _value(built, assignment, solver))
    return Found(None, False, known)


def _value(built: Built, assignment: Assignment, solver: CpSolver) -> int:
    """The scaled value of what was found: until the search is over, the model's variables can say more than is due."""
    instance = built.variables.instance
    more = 0 if built.extra is None else solver.value(built.extra)
    return instance.value(assignment) + more * instance.unit_value


def limited(effort: float, **others: bool | int) -> Settings:
    """So many deterministic seconds at most, and other parameters by their names."""

    def set_limit(parameters: SatParameters) -> None:
        parameters.max_deterministic_time = effort
        for name, value in others.items():
            setattr(parameters, name, value)

    return set_limit


def confirming(parameters: SatParameters) -> None:
    """No presolve, another seed, one worker: as unlike the usual search as can be."""
    parameters.num_workers = 1
    parameters.cp_model_presolve = False
    parameters.symmetry_level = 0
    parameters.random_seed += 1
