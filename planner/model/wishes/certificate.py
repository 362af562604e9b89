"""Terms from the start to the last term of each certificate, both included, summed."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT | None:
    """How many terms end with a certificate unfinished; None where the programme has none."""
    if not case.target.certificates:
        return None
    unfinished = [variables.unfinished(c, term) for c in case.certificates() for term in variables.terms]
    return LinearExpr.sum(unfinished)
