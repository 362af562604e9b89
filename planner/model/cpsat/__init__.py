"""All that is used of CP-SAT, from beneath `cp_model`, which loads pandas and numpy for the names of types.

That is how long a plan takes. The helper is no public part of the solver: where a version has another one, `cp_model`
does it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

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
    "holds",
    "new_model",
    "put_back",
    "restore",
    "start_from",
    "take_out",
]


def take_out(model: CpModel, places: Iterable[int]) -> None:
    """Leave the constraints at these places empty; the others stay where they are."""
    constraints, nothing = model.proto.constraints, new_model().proto.constraints.add()
    for place in places:
        constraints[place].copy_from(nothing)


def put_back(model: CpModel, whole: CpModel, places: Iterable[int]) -> None:
    """Give a copy of a model the constraints at these places again."""
    constraints, all_of_them = model.proto.constraints, whole.proto.constraints
    for place in places:
        constraints[place].copy_from(all_of_them[place])


def restore(model: CpModel, kept: CpModel) -> None:
    """Make of a model again what it was when it was cloned; the variables that were there stay."""
    model.proto.copy_from(kept.proto)
    model.rebuild_constant_map()


def start_from(model: CpModel, values: Sequence[int]) -> None:
    """A value to try first for each variable, in the order in which they were made, in place of earlier hints."""
    model.proto.clear_solution_hint()
    hint = model.proto.solution_hint
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)


def holds(constraint: Any, values: Sequence[int]) -> bool:
    """Whether a constraint holds with these values of the variables; no for kinds that are not known here."""

    def true(literals: Iterable[int]) -> int:
        return sum(values[one] if one >= 0 else 1 - values[-one - 1] for one in literals)

    if true(constraint.enforcement_literal) < len(constraint.enforcement_literal):
        return True
    if constraint.has_bool_and():
        return true(constraint.bool_and.literals) == len(constraint.bool_and.literals)
    if constraint.has_bool_or():
        return true(constraint.bool_or.literals) > 0
    if constraint.has_at_most_one():
        return true(constraint.at_most_one.literals) <= 1
    if constraint.has_exactly_one():
        return true(constraint.exactly_one.literals) == 1
    if not constraint.has_linear():
        return False
    linear = constraint.linear
    total, domain = sum(values[v] * c for v, c in zip(linear.vars, linear.coeffs, strict=True)), list(linear.domain)
    return any(low <= total <= high for low, high in zip(domain[::2], domain[1::2], strict=True))
