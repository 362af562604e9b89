"""One place that runs CP-SAT on the model of an offer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, MODEL_INVALID, OPTIMAL, CpSolver
from ortools.sat.python.cp_model_helper import SatParameters

from planner.errors import Inconsistent
from planner.model.design.build import Built
from planner.model.design.instance import Assignment

Settings = Callable[[SatParameters], None]
SLACK = 0.05
"""Seconds that the solver needs to stop."""


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


def run(built: Built, seconds: float, seed: int, workers: int, settings: Settings | None = None) -> Found:
    """Solve a model within so many seconds.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    solver = CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(seconds - SLACK, 0.001)
    parameters.random_seed = seed
    parameters.num_workers = workers
    if settings is not None:
        settings(parameters)
    status = solver.solve(built.model)
    if status == MODEL_INVALID:
        raise Inconsistent("internal.model", why=built.model.validate()[:200])
    if status == INFEASIBLE:
        return Found(None, True, None)
    bound = solver.best_objective_bound
    known = math.ceil(bound - 1e-6) if math.isfinite(bound) else None
    if status in (OPTIMAL, FEASIBLE):
        assignment = built.variables.read(solver.response_proto.solution)
        return Found(assignment, status == OPTIMAL, known, _value(built, assignment, solver))
    return Found(None, False, known)


def _value(built: Built, assignment: Assignment, solver: CpSolver) -> int:
    """The scaled value of what was found: until the search is over, the model's variables can say more than is due."""
    instance = built.variables.instance
    more = 0 if built.extra is None else solver.value(built.extra)
    return instance.value(assignment) + more * instance.unit_value


def confirming(parameters: SatParameters) -> None:
    """No presolve, another seed, one worker: as unlike the usual search as can be."""
    parameters.num_workers = 1
    parameters.cp_model_presolve = False
    parameters.symmetry_level = 0
    parameters.random_seed += 1
