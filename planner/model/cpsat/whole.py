"""The same names out of `cp_model`, which loads pandas: for a version of the solver with another helper."""

from __future__ import annotations

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    MODEL_INVALID,
    OPTIMAL,
    Constraint,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    FlatIntExpr,
    IntVar,
    LinearExpr,
    LinearExprT,
    SatParameters,
)


def new_model() -> CpModel:
    """An empty model."""
    return CpModel()


__all__ = [
    "FEASIBLE",
    "INFEASIBLE",
    "MODEL_INVALID",
    "OPTIMAL",
    "Constraint",
    "CpModel",
    "CpSolver",
    "CpSolverSolutionCallback",
    "FlatIntExpr",
    "IntVar",
    "LinearExpr",
    "LinearExprT",
    "SatParameters",
    "new_model",
]
