"""The largest number of units in a term, in all modalities."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, LinearExpr, LinearExprT

from planner.domain.case import Case
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """A bound on every term."""
    most = model.new_int_var(0, len(variables.units), "")
    for term in variables.terms:
        literals = [variables.taken(offering) for offering in variables.running(term)]
        if literals:
            model.add(LinearExpr.sum(literals) <= most)
    return most


def least(variables: Variables, case: Case) -> int:
    """A load that no plan can be below: the places that the units need, spread evenly over the horizon."""
    rules = case.programme.requirements
    places, second = 0, {resit.unit for resit in case.resits}
    for rule, missing in case.requirements():
        others = {unit for other in rules if other is not rule for unit in other.units}
        if rule.kind == "count" and not others & set(rule.units):
            places += max(0, missing - len(second & set(rule.units)))
    for unit in {unit for rule in rules if rule.kind == "all" for unit in rule.units if not case.acquired(unit)}:
        places += min((0 if offering.resit else len(offering.terms) for offering in variables.of(unit)), default=0)
    return -(-places // len(variables.terms))
