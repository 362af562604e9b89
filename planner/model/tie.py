"""Among plans that are equally good: units worth more, earlier terms, then the order of units, modalities, sections."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import LinearExpr, LinearExprT
from planner.model.variables import Variables

MOST = 2**16
"""Sections count one unit after the other as long as so many combinations of them are enough."""


def expression(variables: Variables, case: Case) -> tuple[LinearExprT, int]:
    """The larger of units to choose from, early terms, the order of the programme's file, its modalities and sections;
    and more than two plans can differ in it, each unit being taken once at most.
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
    choices = {unit for rule in case.target.requirements if rule.kind == "count" for unit in rule.units}
    size = {unit: programme.scaled(unit) for unit in choices}
    weights = []
    sections, width = _sections(variables)
    for o, section in zip(variables.offerings, sections, strict=True):
        early = (o.first - first) * (2 * len(rank) - rank[o.unit]) + len(o.terms) - 1
        before = (early - latest * size.get(o.unit, 0)) * 4 * len(rank) + place.get(o.modality, 0)
        weights.append(before * width + section)
    return weights


def _sections(variables: Variables) -> tuple[list[int], int]:
    """A weight for each offering by its place among those of its unit in the same terms and modality, in the order of
    the file, and more than the weights of a plan can sum to. The first unit counts before the second and so on, so that
    leaving out sections that nobody can take changes no order between the others.
    """
    seen: dict[tuple[str, str, tuple[int, ...]], int] = {}
    places = []
    for o in variables.offerings:
        key = (o.unit, o.modality, o.terms)
        places.append(seen.get(key, 0))
        seen[key] = places[-1] + 1
    most = dict.fromkeys(variables.units, 1)
    for (unit, _, _), number in seen.items():
        most[unit] = max(most[unit], number)
    factor, width = dict[str, int](), 1
    for unit in reversed(variables.units):
        factor[unit] = min(width, MOST)
        width += (most[unit] - 1) * factor[unit]
    return [place * factor[o.unit] for o, place in zip(variables.offerings, places, strict=True)], width
