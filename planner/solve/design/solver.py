"""One place that runs CP-SAT on the model of an offer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from planner.errors import Inconsistent
from planner.model.cpsat import (
    FEASIBLE,
    INFEASIBLE,
    MODEL_INVALID,
    OPTIMAL,
    CpSolver,
    CpSolverSolutionCallback,
    SatParameters,
)
from planner.model.design.build import Built
from planner.model.design.instance import Assignment
from planner.solve.design.state import State
from planner.solve.engine import search
from planner.solve.progress import Stop

Settings = Callable[[SatParameters], None]
SLACK = 0.1
"""Seconds that the solver needs to stop, and the program to end."""
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver says. `assignment` is None where it has none; `closed` is whether nothing better, or nothing at
    all, exists. `value` and `bound`, a lower bound of the objective, are scaled; None where the search gave none.
    """

    assignment: Assignment | None
    closed: bool
    bound: int | None
    value: int | None = None

    @property
    def impossible(self) -> bool:
        """Whether there is no solution."""
        return self.closed and self.assignment is None


def solve_model(
    built: Built,
    seconds: float,
    seed: int,
    workers: int,
    settings: Settings | None = None,
    listener: State | None = None,
    stop: Stop | None = None,
) -> Answer:
    """The best plan and bound of a model within so many seconds, or until `stop` says so. `settings` sets more
    parameters; `listener` hears of each plan and bound at once, and can end the search too.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    if seconds <= SLACK:
        return Answer(None, False, None)
    solver = CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = seconds - SLACK
    parameters.random_seed = seed
    parameters.num_workers = workers
    if settings is not None:
        settings(parameters)
    if listener is None:
        return _read_answer(built, solver, search(solver, built.model, stop))
    solver.best_bound_callback = lambda bound: listener.raise_bound(math.ceil(bound - ROUNDING))
    listener.stop_proof = solver.stop_search
    try:
        return _read_answer(built, solver, search(solver, built.model, stop, _Listener(built, listener)))
    finally:
        listener.stop_proof = None


class _Listener(CpSolverSolutionCallback):
    """Tells a state of each plan."""

    def __init__(self, built: Built, state: State) -> None:
        super().__init__()
        self.built, self.state = built, state

    def on_solution_callback(self) -> None:
        """A better plan."""
        self.state.record_plan(self.built.variables.read(self.response_proto.solution))


def _read_answer(built: Built, solver: CpSolver, status: object) -> Answer:
    if status == MODEL_INVALID:
        raise Inconsistent("internal.model", why=built.model.validate()[:200])
    if status == INFEASIBLE:
        return Answer(None, True, None)
    bound = solver.best_objective_bound
    known = math.ceil(bound - ROUNDING) if math.isfinite(bound) else None
    if status in (OPTIMAL, FEASIBLE):
        assignment = built.variables.read(solver.response_proto.solution)
        return Answer(assignment, status == OPTIMAL, known, _value_of(built, assignment, solver))
    return Answer(None, False, known)


def _value_of(built: Built, assignment: Assignment, solver: CpSolver) -> int:
    """The scaled value of an assignment: until the search is over, the model's variables can say more than is due."""
    instance = built.variables.instance
    more = 0 if built.extra is None else solver.value(built.extra)
    return instance.value(assignment) + more * instance.unit_value


def effort_limit(effort: float, **others: bool | int) -> Settings:
    """Settings: so many deterministic seconds at most, and other parameters by their names."""

    def set_limit(parameters: SatParameters) -> None:
        parameters.max_deterministic_time = effort
        for name, value in others.items():
            setattr(parameters, name, value)

    return set_limit


def confirmation(parameters: SatParameters) -> None:
    """Settings as unlike those of the usual search as can be: no presolve, another seed, one worker."""
    parameters.num_workers = 1
    parameters.cp_model_presolve = False
    parameters.symmetry_level = 0
    parameters.random_seed += 1
