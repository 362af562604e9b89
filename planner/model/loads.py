"""The credits of each term, in parts of a credit: those of a unit are spread evenly over the terms it runs in."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.least import compulsory
from planner.model.variables import Variables


def share(case: Case, offering: Offering) -> int:
    """Parts of a credit that the offering adds to each of its terms; 0 where its credits are unknown."""
    return case.programme.scaled(offering.unit) * case.programme.parts // (case.programme.scale * len(offering.terms))


def in_term(variables: Variables, case: Case, term: int) -> tuple[list[IntVar], list[int]]:
    """Literals and their weights, whose sum is the load of the term in parts of a credit."""
    weighted = [(variables.taken(one), share(case, one)) for one in variables.offerings_in(term)]
    return [literal for literal, _ in weighted], [weight for _, weight in weighted]


def most_in_term(variables: Variables, case: Case, term: int) -> int:
    """Parts of a credit that a plan can have in the term at most: each unit once, and no more than the caps allow."""
    every, by_modality = dict[str, int](), dict[str, dict[str, int]]()
    for one in variables.offerings_in(term):
        weight = share(case, one)
        for weights in (every, by_modality.setdefault(one.modality, {})):
            weights[one.unit] = max(weights.get(one.unit, 0), weight)
    if term not in variables.open_terms:
        return sum(every.values())
    (_, units), (_, credits) = case.bounds(term)
    caps = {EVENING: case.evening_cap(term), DAYTIME: case.learner.daytime_cap.of(term)}
    capped = sum(_heaviest(weights.values(), caps.get(modality)) for modality, weights in by_modality.items())
    most = min(capped, _heaviest(every.values(), None if units is None else int(units)))
    return most if credits is None else min(most, int(credits * case.programme.parts))


def _heaviest(weights: Iterable[int], number: int | None) -> int:
    """The sum of so many of the largest, or of all."""
    return sum(sorted(weights, reverse=True)[:number])


def unknown_credits(model: CpModel, variables: Variables, case: Case) -> list[IntVar]:
    """Literals that are true when the plan takes classes of unknown credits."""
    units = case.programme.units
    return [variables.taken(o) for o in variables.offerings if not o.resit and units[o.unit].credits is None]


def total_credits(variables: Variables, case: Case) -> tuple[LinearExpr, int, int]:
    """The scaled credits of all terms together (`Programme.scale`), as an expression and between two numbers, equal
    where nothing is open.
    """
    literals, weights, least, most = list[IntVar](), list[int](), 0, 0
    taken_by_all = compulsory(case)
    for unit in variables.units:
        offerings = variables.offerings_of(unit)
        attended = [variables.taken(one) for one in offerings if not one.resit]
        credits = case.programme.scaled(unit)
        literals += attended
        weights += [credits] * len(attended)
        most += credits if attended else 0
        least += credits if unit in taken_by_all and len(attended) == len(offerings) else 0
    total = LinearExpr.weighted_sum([*literals, variables.model.new_constant(0)], [*weights, 0])
    if variables.totals is not None:
        least, most = max(least, variables.totals[0]), min(most, variables.totals[1])
    return total, least, most
