"""Terms from the start to the award, both included."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """The award's term counted from the start."""
    return LinearExpr.weighted_sum(
        [variables.award(term) for term in variables.awards],
        [term - variables.first + 1 for term in variables.awards],
    )
