"""The credits and units of a row in each term: their sums, their bounds, and which loads can be reached at all."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.design.instance import Row
from planner.model.design.variables import Sum, Variables


@dataclass(frozen=True, slots=True)
class Load:
    """Scaled credits and number of units of a row in a term."""

    credits: Sum
    units: Sum


def loads(variables: Variables, number: int) -> list[Load]:
    """The load of a row in each term of the offer, in order."""
    instance = variables.instance
    found = [Load(Sum(), Sum()) for _ in range(instance.offer.terms)]
    for unit, k, literal in variables.literals_that_count(number):
        for term in instance.places[unit][k].terms:
            found[term].credits.add(literal, instance.loads[unit][k])
            found[term].units.add(literal, 1)
    return found


def add_bounds(variables: Variables, row: Row, load: Load) -> None:
    """Constrain a load to the least and the most of units and of credits of its row."""
    limits = ((load.units, row.min_units, row.max_units), (load.credits, row.min_load, row.max_load))
    for sum_, least, most in limits:
        low, high = sum_.bounds()
        if low > most or high < least or least > most:
            variables.model.add_bool_or([])
        elif low < least or high > most:
            variables.model.add_linear_constraint(sum_.linear, least, min(most, high))


def reachable_loads(row: Row, load: Load) -> list[int]:
    """The scaled credits that some units give, as many as the row allows; in rising order."""
    most = min(row.max_units, load.units.bounds()[1])
    if load.units.constant > most:
        return []
    sums = [0] * (most + 1)
    sums[load.units.constant] = 1
    for weight in load.credits.weights:
        for count in range(most, load.units.constant, -1):
            sums[count] |= sums[count - 1] << weight
    bits = 0
    for count in range(max(row.min_units, load.units.constant), most + 1):
        bits |= sums[count]
    found = (place + load.credits.constant for place, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1")
    return [credits for credits in found if row.min_load <= credits <= row.max_load]
