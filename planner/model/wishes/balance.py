"""The largest load of a term in credits, in all modalities."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import loads
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.least import choices, compulsory
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
    """Parts of a credit in the fullest term of any plan, found without a search.

    What must lie between two terms, or in the terms of one position of the year, is spread evenly over those at best;
    and the credits of units add up to it.
    """
    size, parts = len(variables.terms), case.programme.parts // case.programme.scale
    inside = [[0] * size for _ in range(size)]
    for unit in compulsory(case):
        offerings, credits = variables.offerings_of(unit), case.programme.scaled(unit)
        if credits and offerings and not any(one.resit for one in offerings):
            first, last = min(one.first for one in offerings), max(one.last for one in offerings)
            inside[first - variables.first][min(last - variables.first, size - 1)] += credits * parts
    if size:
        inside[0][size - 1] += parts * sum(_fewest_credits(case, *rule) for rule in choices(case))
    most, columns = 0, [0] * size
    for first in range(size - 1, -1, -1):
        total = 0
        for last in range(first, size):
            columns[last] += inside[first][last]
            total += columns[last]
            most = max(most, -(-total // (last - first + 1)))
    shares = {(one.unit, loads.share(case, one)) for one in variables.offerings if not one.resit}
    return _next_sum([weight for _, weight in shares], max(most, _fullest_position(variables, case)))


def _fullest_position(variables: Variables, case: Case) -> int:
    """Parts of a credit in one of the terms of a position of the year, evenly spread."""
    size, most = case.programme.calendar.size, 0
    loads_at: dict[int, int] = {}
    for unit in compulsory(case):
        offerings = variables.offerings_of(unit)
        at = [{} if o.resit else {term % size: loads.share(case, o) for term in o.terms} for o in offerings]
        for position in set.intersection(*map(set, at)) if at else ():
            loads_at[position] = loads_at.get(position, 0) + min(shares[position] for shares in at)
    for position, total in loads_at.items():
        most = max(most, -(-total // max(1, sum(term % size == position for term in variables.terms))))
    return most


def _next_sum(weights: list[int], least: int) -> int:
    """The smallest sum of some of the weights that is not below a number; the number itself where there is none."""
    sums = 1
    for weight in weights:
        if sums >> least & 1:
            return least
        sums |= sums << weight
    above = sums >> least
    return least + (above & -above).bit_length() - 1 if above else least


def _fewest_credits(case: Case, units: tuple[str, ...], missing: int) -> int:
    """Scaled credits of the smallest of the units to choose from, those that a second session may spare left out."""
    second = {resit.unit for resit in case.resits}
    worth = sorted(0 if unit in second else case.programme.scaled(unit) for unit in units)
    return sum(worth[:missing])
