"""The largest load of a term in credits, in all modalities."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, LinearExpr, LinearExprT

from planner.domain.case import Case
from planner.model import least_loads, loads
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """A bound on every term, in parts of a credit, that is no lower than what is known without a search."""
    weighted = [loads.in_term(variables, case, term) for term in variables.terms]
    fullest = max((sum(weights) for _, weights in weighted), default=0)
    low = min(least(variables, case), fullest)
    most = model.new_int_var(low, fullest, "")
    for literals, weights in weighted:
        if sum(weights) > low:
            model.add(LinearExpr.weighted_sum(literals, weights) <= most)
    return most


def least(variables: Variables, case: Case) -> int:
    """A load that no plan can be below."""
    return least_loads.fullest(variables, case)
