"""One place that runs CP-SAT: parameters, the clock, and what a status means."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.learner import CREDITS
from planner.errors import Inconsistent
from planner.listening import LISTENERS
from planner.model.cpsat import FEASIBLE, INFEASIBLE, MODEL_INVALID, OPTIMAL, CpModel, CpSolver, SatParameters
from planner.model.patience import OutOfTime
from planner.solve.config import Config

LARGE = 250
QUICK_EFFORT = 0.05
CONFIRM_EFFORT = 0.05
BALANCE_EFFORT = 0.15
Settings = Callable[[SatParameters], None]
RUNNING: list[CpSolver] = []


def stop() -> None:
    """Let the solver come back at once, from another thread."""
    for solver in RUNNING:
        solver.stop_search()


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

    def tick(self) -> None:
        """Nothing while there is time.

        Raises:
            OutOfTime: there is none left.
        """
        if not self.left:
            raise OutOfTime


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


def run(
    model: CpModel, config: Config, clock: Clock, *, wide: bool = False, confirm: bool = False, name: str = "",
    effort: float = math.inf,
) -> Answer:  # fmt: skip
    """Solve. `wide` says that the award may be in several terms, `name` which objective is minimised; with `confirm`,
    another configuration than usual is to agree that nothing exists. `effort` limits the work, in CP-SAT's
    deterministic seconds, the same on any machine.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    if confirm:
        answer = _once(model, config, clock, CONFIRMING, min(effort, CONFIRM_EFFORT))
        if answer.proven or effort <= CONFIRM_EFFORT:
            return answer
        return _once(model, config, clock, COUNTING, effort)
    if not wide and name == "balance":
        answer = _once(model, config, clock, QUICK, min(effort, BALANCE_EFFORT))
        if answer.proven or effort <= BALANCE_EFFORT:
            return answer
    if not wide and name in CREDITS:
        return _once(model, config, clock, EVEN, effort)
    if not wide and not is_large(model):
        answer = _once(model, config, clock, QUICK, min(effort, QUICK_EFFORT))
        if answer.proven or effort <= QUICK_EFFORT:
            return answer
    return _once(model, config, clock, THOROUGH, effort)


def _once(model: CpModel, config: Config, clock: Clock, settings: Settings, effort: float) -> Answer:
    solver = CpSolver()
    if not clock.left:
        return Answer(None, False, 0, solver)
    clock.solves += 1
    parameters = solver.parameters
    parameters.num_workers = config.workers
    parameters.interleave_search = config.workers > 1
    parameters.random_seed = config.seed
    parameters.max_time_in_seconds = clock.left
    parameters.max_deterministic_time = effort
    parameters.catch_sigint_signal = not LISTENERS
    settings(parameters)
    RUNNING.append(solver)
    try:
        status = solver.solve(model)
    finally:
        RUNNING.remove(solver)
    if status in (OPTIMAL, FEASIBLE):
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Answer(True, status == OPTIMAL, bound, solver)
    if status == INFEASIBLE:
        return Answer(False, True, 0, solver)
    if status == MODEL_INVALID:
        raise Inconsistent("internal.model", why=model.validate()[:200])
    return Answer(None, False, 0, solver)


def _quick(parameters: SatParameters) -> None:
    """Small models are solved before presolve would pay; now and then one is not, hence the limit of effort."""
    parameters.cp_model_presolve = False
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.cut_level = 0
    parameters.add_lp_constraints_lazily = False
    parameters.search_branching = SatParameters.LP_SEARCH
    parameters.use_sat_inprocessing = False


def _thorough(parameters: SatParameters) -> None:
    """Presolve, and the whole model in the linear relaxation: proofs over an open horizon need both."""
    parameters.linearization_level = 2


def _even(parameters: SatParameters) -> None:
    """Loads are sums under a bound: cuts and probing cost more time than they save."""
    parameters.cut_level = 0
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0


def _confirming(parameters: SatParameters) -> None:
    """No presolve, no relaxation, another seed: as unlike the others as can be."""
    parameters.num_workers = 1
    parameters.interleave_search = False
    parameters.cp_model_presolve = False
    parameters.linearization_level = 0
    parameters.symmetry_level = 0
    parameters.random_seed += 1


def _counting(parameters: SatParameters) -> None:
    """The same with the relaxation: that there is too little room for too many units is a sum, and hopeless without."""
    _confirming(parameters)
    parameters.linearization_level = 2


QUICK, THOROUGH, EVEN, CONFIRMING, COUNTING = _quick, _thorough, _even, _confirming, _counting
