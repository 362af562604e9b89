"""Among plans that are equally good: units worth more, earlier terms, the order of the file, then the modalities'."""

from __future__ import annotations

from ortools.sat.python.cp_model import LinearExpr, LinearExprT

from planner.domain.case import Case
from planner.model.variables import Variables


def expression(variables: Variables, case: Case) -> tuple[LinearExprT, int]:
    """The larger of units to choose from, early terms, the order of the programme's file and its modalities; and more
    than two plans can differ in it, each unit being taken once at most.
    """
    weights = _weights(variables, case)
    least, most = dict.fromkeys(variables.units, 0), dict.fromkeys(variables.units, 0)
    for offering, weight in zip(variables.offerings, weights, strict=True):
        least[offering.unit] = min(least[offering.unit], weight)
        most[offering.unit] = max(most[offering.unit], weight)
    sum_of_taken = LinearExpr.weighted_sum([variables.taken(o) for o in variables.offerings], weights)
    return sum_of_taken, sum(most.values()) - sum(least.values()) + 1


def _weights(variables: Variables, case: Case) -> list[int]:
    """A weight for each offering of the variables."""
    programme, first = case.programme, variables.first
    rank = {unit: place for place, unit in enumerate(variables.units)}
    place = {modality: place for place, modality in enumerate(case.modalities)}
    latest = (variables.last - first + 1) * 2 * len(rank) ** 2 + 1
    choices = {unit for rule in programme.requirements if rule.kind == "count" for unit in rule.units}
    size = {unit: programme.units[unit].credits or 0 for unit in choices}
    weights = []
    for o in variables.offerings:
        early = (o.first - first) * (2 * len(rank) - rank[o.unit]) + len(o.terms) - 1
        weights.append((early - latest * size.get(o.unit, 0)) * 4 * len(rank) + place.get(o.modality, 0))
    return weights
