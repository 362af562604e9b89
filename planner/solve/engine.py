"""One place that runs CP-SAT: parameters, the clock, and what a status means."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, CpSolver
from ortools.sat.python.cp_model_helper import SatParameters

from planner.errors import Inconsistent
from planner.solve.config import Config

LARGE = 250


@dataclass(slots=True)
class Clock:
    """The time that is left of the limit, and how many solves took it."""

    started: float
    limit: float
    solves: int = 0

    @classmethod
    def start(cls, limit: float) -> Clock:
        """A clock that runs from now."""
        return cls(time.perf_counter(), limit)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return max(0.0, self.limit - self.elapsed)


@dataclass(slots=True)
class Answer:
    """`found` is whether there is a solution, None when the limit came first; `bound` is a proven lower bound."""

    found: bool | None
    proven: bool
    bound: int
    solver: CpSolver


def is_large(model: CpModel) -> bool:
    """Whether the model is of the size from which presolve pays."""
    return len(model.proto.variables) > LARGE


def run(model: CpModel, config: Config, clock: Clock, *, wide: bool = False, confirm: bool = False) -> Answer:
    """Solve once. `wide` says that the award may be in several terms; with `confirm`, another configuration than
    usual is to agree that nothing exists.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    clock.solves += 1
    solver = CpSolver()
    large = wide or is_large(model)
    _set_parameters(solver.parameters, config, clock, large=large, confirm=confirm)
    status = solver.solve(model)
    if status in (OPTIMAL, FEASIBLE):
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Answer(True, status == OPTIMAL, bound, solver)
    if status == INFEASIBLE:
        return Answer(False, True, 0, solver)
    if status == 1:
        raise Inconsistent("internal.model", why=model.validate()[:200])
    return Answer(None, False, 0, solver)


def _set_parameters(parameters: SatParameters, config: Config, clock: Clock, *, large: bool, confirm: bool) -> None:
    """Small models are solved before presolve would pay; large ones need it. One worker keeps the answer repeatable."""
    parameters.num_workers = 1 if confirm else config.workers
    parameters.random_seed = config.seed
    parameters.max_time_in_seconds = max(clock.left, 0.001)
    parameters.interleave_search = config.workers > 1 and not confirm
    if confirm:
        parameters.cp_model_presolve = False
        parameters.linearization_level = 0
        parameters.symmetry_level = 0
        parameters.random_seed = config.seed + 1
    elif not large:
        parameters.cp_model_presolve = False
        parameters.symmetry_level = 0
        parameters.cp_model_probing_level = 0
        parameters.cut_level = 0
        parameters.add_lp_constraints_lazily = False
        parameters.search_branching = SatParameters.LP_SEARCH
        parameters.use_sat_inprocessing = False
