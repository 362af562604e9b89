"""Runs the solver on a model and answers for its variables, in any thread; another may stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ortools.sat.python.cp_model_helper import (
    CpSolverStatus,
    Literal,
    ResponseHelper,
    SatParameters,
    SolutionCallback,
    SolveWrapper,
)

from planner.model.cpsat.builder import CpModel, LinearExprT


class CpSolver:
    """One search after the other, by the same parameters; values are those of the last one's best solution."""

    def __init__(self) -> None:
        self.parameters = SatParameters()
        self.best_bound_callback: Callable[[float], None] | None = None
        self._response: Any = None
        self._search: SolveWrapper | None = None
        self._lock = threading.Lock()

    def solve(self, model: CpModel, solution_callback: CpSolverSolutionCallback | None = None) -> CpSolverStatus:
        """Search; each solution is told to the callback."""
        search = SolveWrapper()
        with self._lock:
            self._search = search
        search.set_parameters(self.parameters)
        if solution_callback is not None:
            search.add_solution_callback(solution_callback)
        if self.best_bound_callback is not None:
            search.add_best_bound_callback(self.best_bound_callback)
        self._response = search.solve(model.proto)  # type: ignore[no-untyped-call]
        if solution_callback is not None:
            search.clear_solution_callback(solution_callback)
        with self._lock:
            self._search = None
        status: CpSolverStatus = self._response.status
        return status

    def stop_search(self) -> None:
        """Come back at once, with what there is."""
        with self._lock:
            if self._search is not None:
                self._search.stop_search()

    def value(self, expression: LinearExprT) -> int:
        """What an expression is in the solution."""
        return ResponseHelper.value(self.response_proto, expression)

    def boolean_value(self, literal: Literal) -> bool:
        """Whether a literal is true in the solution."""
        return ResponseHelper.boolean_value(self.response_proto, literal)

    @property
    def objective_value(self) -> float:
        """What the objective is in the solution."""
        return float(self.response_proto.objective_value)

    @property
    def best_objective_bound(self) -> float:
        """What the objective cannot be better than."""
        return float(self.response_proto.best_objective_bound)

    @property
    def response_proto(self) -> Any:
        """The solver's whole answer."""
        if self._response is None:
            raise RuntimeError("solve() has not been called.")
        return self._response


class CpSolverSolutionCallback(SolutionCallback):
    """Is told of each solution while the search goes on."""

    def OnSolutionCallback(self) -> None:  # noqa: N802 - the name that the solver calls
        """Pass it on."""
        self.on_solution_callback()

    def on_solution_callback(self) -> None:
        """There is a solution."""
        raise NotImplementedError

    @property
    def response_proto(self) -> Any:
        """The solver's answer so far."""
        return self.Response()  # type: ignore[no-untyped-call]
