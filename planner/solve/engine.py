"""One place that runs CP-SAT: parameters, the clock, who stops it, and what a status means."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from planner.domain.learner import CREDITS
from planner.errors import Inconsistent
from planner.listening import LISTENERS
from planner.model.cpsat import (
    FEASIBLE,
    INFEASIBLE,
    MODEL_INVALID,
    OPTIMAL,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    SatParameters,
)
from planner.model.patience import OutOfTime
from planner.solve.config import Config
from planner.solve.progress import Stop, criterion

LARGE = 250
QUICK_EFFORT = 0.05
GLANCE_EFFORT = 0.003
CONFIRM_EFFORT = 0.05
BALANCE_EFFORT = 0.15
Settings = Callable[[SatParameters], None]
RUNNING: list[CpSolver] = []
LOOK = 0.05
"""Seconds between two looks at whether somebody stops a search, and at how far it is."""
Heard = Callable[[float | None, float | None], object]
"""Told the best value so far and its bound, each None where there is none."""


def stop() -> None:
    """Let the solver come back at once, from another thread."""
    for solver in RUNNING:
        solver.stop_search()


@dataclass(slots=True)
class Clock:
    """The time that is left of the limit, none once `stop` says so, how many solves took it, and with what `effort`."""

    started: float
    limit: float
    solves: int = 0
    stop: Stop | None = None
    effort: float = 0.0

    @classmethod
    def start(cls, limit: float) -> Clock:
        """A clock that runs from now."""
        return cls(time.perf_counter(), limit)

    @classmethod
    def of(cls, config: Config, taken: float = 0.0) -> Clock:
        """A clock that runs from now, of whose limit so many seconds are gone already."""
        return cls(time.perf_counter(), config.time_limit - taken, stop=criterion(config.stop))

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return 0.0 if self.stop is not None and self.stop() else max(0.0, self.limit - self.elapsed)

    def part(self, share: float) -> Clock:
        """A clock that runs from now over a share of the time that is left."""
        return Clock(time.perf_counter(), self.left * share, stop=self.stop)

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


def is_large(model: CpModel, times: int = 1) -> bool:
    """Whether the model is of the size from which presolve pays, or so many times that."""
    return len(model.proto.variables) > LARGE * times


def run(
    model: CpModel, config: Config, clock: Clock, *, wide: bool = False, name: str = "", effort: float = math.inf,
    quick: float = QUICK_EFFORT, heard: Heard | None = None,
) -> Answer:  # fmt: skip
    """Solve. `wide` says that the award may be in several terms, `name` which objective is minimised. `effort` limits
    the work, in CP-SAT's deterministic seconds, the same on any machine, and `quick` what of it is spent without
    presolve where the model is small. A long search tells `heard` its best value and bound on the way.

    Raises:
        Inconsistent: CP-SAT refuses the model, which is a defect of ours.
    """
    if not wide and name == "balance":
        answer = _once(model, config, clock, QUICK, min(effort, BALANCE_EFFORT))
        if answer.proven or effort <= BALANCE_EFFORT:
            return answer
    if not wide and name in CREDITS:
        return _once(model, config, clock, THOROUGH, effort, heard)
    if not wide and not is_large(model):
        answer = _once(model, config, clock, QUICK, min(effort, quick))
        if answer.proven or effort <= quick:
            return answer
    return _once(model, config, clock, THOROUGH, effort, heard)


def confirm(
    model: CpModel, config: Config, clock: Clock, effort: float = math.inf, first: float = CONFIRM_EFFORT
) -> Answer:  # fmt: skip
    """Whether something exists, with other configurations than usual; the quicker one has an effort of `first` alone.

    Raises:
        Inconsistent: as `run`.
    """
    answer = _once(model, config, clock, CONFIRMING, min(effort, first))
    if answer.proven or effort <= first:
        return answer
    return _once(model, config, clock, COUNTING, effort)


def rules_out(model: CpModel, config: Config, clock: Clock) -> bool:
    """Whether a short look shows that nothing exists."""
    return _once(model, config, clock, QUICK, GLANCE_EFFORT).found is False


def search(
    solver: CpSolver, model: CpModel, stop: Stop | None, listener: CpSolverSolutionCallback | None = None,
    look: Callable[[], object] | None = None,
) -> Any:  # fmt: skip
    """CP-SAT's status of a search that ends soon after `stop` says so. `look` is called now and then until it ends.

    The search runs beside this thread, which asks and looks: so both are called here, and what they raise comes out
    here, once the search has ended.
    """
    alone = stop is None and look is None
    if LISTENERS or not alone or threading.current_thread() is not threading.main_thread():
        # CP-SAT would take Ctrl-C from the whole process, and leave it to the system afterwards.
        solver.parameters.catch_sigint_signal = False
    RUNNING.append(solver)
    try:
        return solver.solve(model, listener) if alone else _search_beside(solver, model, stop, listener, look)
    finally:
        RUNNING.remove(solver)


def _search_beside(
    solver: CpSolver, model: CpModel, stop: Stop | None, listener: CpSolverSolutionCallback | None,
    look: Callable[[], object] | None,
) -> Any:  # fmt: skip
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(solver.solve, model, listener)
        try:
            while not wait((running,), LOOK).done:
                if stop is not None and stop():
                    solver.stop_search()
                if look is not None:
                    look()
        finally:
            while not running.done():
                solver.stop_search()
                wait((running,), LOOK)
        return running.result()


class _Far(CpSolverSolutionCallback):
    """How far a search is: kept in the solver's threads, told in the one that asked."""

    def __init__(self, solver: CpSolver, heard: Heard) -> None:
        super().__init__()
        self.heard, self.value, self.bound = heard, None, None
        self.told: tuple[float | None, float | None] = (None, None)
        solver.best_bound_callback = self.on_bound

    value: float | None
    bound: float | None

    def on_solution_callback(self) -> None:
        """A better solution."""
        self.value = self.ObjectiveValue()

    def on_bound(self, bound: float) -> None:
        """A better bound."""
        self.bound = bound

    def look(self) -> None:
        """Tell what is new."""
        now = self.value, self.bound
        if now != self.told:
            self.told = now
            self.heard(*now)


def _once(
    model: CpModel, config: Config, clock: Clock, settings: Settings, effort: float, heard: Heard | None = None
) -> Answer:
    solver = CpSolver()
    left = clock.left
    if not left:
        return Answer(None, False, 0, solver)
    clock.solves += 1
    parameters = solver.parameters
    parameters.num_workers = config.workers
    parameters.interleave_search = config.workers > 1
    parameters.random_seed = config.seed
    parameters.max_time_in_seconds = left
    parameters.max_deterministic_time = effort
    settings(parameters)
    far = None if heard is None else _Far(solver, heard)
    status = search(solver, model, clock.stop, far, None if far is None else far.look)
    clock.effort += solver.response_proto.deterministic_time
    if status in (OPTIMAL, FEASIBLE):
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Answer(True, status == OPTIMAL, bound, solver)
    if status == INFEASIBLE:
        return Answer(False, True, 0, solver)
    if status == MODEL_INVALID:
        raise Inconsistent("internal.model", why=model.validate()[:200])
    return Answer(None, False, 0, solver)


def set_small(parameters: SatParameters) -> None:
    """Small models are solved before presolve would pay: the relaxation decides."""
    parameters.cp_model_presolve = False
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.cut_level = 0
    parameters.search_branching = SatParameters.LP_SEARCH
    parameters.use_sat_inprocessing = False


def _quick(parameters: SatParameters) -> None:
    """For small models; now and then one is not solved like this, hence the limit of effort."""
    set_small(parameters)
    parameters.add_lp_constraints_lazily = False


def _thorough(parameters: SatParameters) -> None:
    """Presolve, and the whole model in the linear relaxation: proofs over an open horizon need both."""
    parameters.linearization_level = 2


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


QUICK, THOROUGH, CONFIRMING, COUNTING = _quick, _thorough, _confirming, _counting
