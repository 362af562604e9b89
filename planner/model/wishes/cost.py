"""Cents over the whole plan."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import money
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """The sum of all years, as far as prices are known."""
    return LinearExpr.sum(list(money.by_year(model, variables, case).values()))
