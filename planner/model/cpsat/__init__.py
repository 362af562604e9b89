"""All that is used of CP-SAT, from beneath `cp_model`, which loads pandas and numpy for the names of types.

That is how long a plan takes. The helper is no public part of the solver: where a version has another one, `cp_model`
does it all.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.errors import is_short_of_memory

try:
    from ortools.sat.python.cp_model_helper import (
        FEASIBLE,
        INFEASIBLE,
        MODEL_INVALID,
        OPTIMAL,
        FlatIntExpr,
        IntVar,
        LinearExpr,
        SatParameters,
    )

    from planner.model.cpsat.builder import Constraint, CpModel, LinearExprT, new_model
    from planner.model.cpsat.solver import CpSolver, CpSolverSolutionCallback
except (ImportError, AttributeError) as error:
    if is_short_of_memory(error):
        raise
    from ortools.sat.python.cp_model import (  # type: ignore[assignment]
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

    new_model = CpModel

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
    "without",
]


def without(model: CpModel, places: Iterable[int]) -> CpModel:
    """A copy of a model without the constraints at these places; the others stay where they are."""
    copy, nothing = model.clone(), new_model().proto.constraints.add()
    for place in places:
        copy.proto.constraints[place].copy_from(nothing)
    return copy
