"""The largest number of units in a term, in all modalities."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """A bound on every term."""
    most = model.new_int_var(0, len(variables.units), "")
    for term in variables.terms:
        literals = [variables.taken(offering) for offering in variables.offerings_in(term)]
        if literals:
            model.add(LinearExpr.sum(literals) <= most)
    return most
