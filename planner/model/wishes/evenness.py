"""Squared distances of the terms' loads from the even load; between its floor and its ceiling nothing counts.

Where floor and ceiling are known, a boolean for each load that a term can have gives the stronger bounds; where they
depend on the plan, lines under the square do.
"""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import loads
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT | None:
    """The sum over the terms from the start to the award's, in parts of a credit, squared; None where units may follow
    the award.
    """
    if case.target.goal is not None and case.learner.extra:
        return None
    total, least_total, most_total = loads.total_credits(variables, case)
    counts = [(term - variables.first + 1) * case.programme.scale for term in variables.awards]
    if not counts:
        return model.new_constant(0)
    floors = least_total // counts[-1], most_total // counts[0]
    ceilings = -(-least_total // counts[-1]), -(-most_total // counts[0])
    if floors[0] == floors[1] and ceilings[0] == ceilings[1] and len(counts) == 1:
        return _by_load(model, variables, case, floors[0], ceilings[0])
    low, high = model.new_int_var(*floors, ""), model.new_int_var(*ceilings, "")
    for count, term in zip(counts, variables.awards, strict=True):
        award = variables.award(term)
        model.add_linear_constraint(total - count * low, 0, count - 1).only_enforce_if(award)
        model.add_linear_constraint(count * high - total, 0, count - 1).only_enforce_if(award)
    return _by_lines(model, variables, case, (low, high, *floors))


def ways(variables: Variables, case: Case) -> list[tuple[int, int, int]]:
    """Terms of the award, with the least and the most scaled credits of all terms for which floor and ceiling are the
    same.
    """
    _, least_total, most_total = loads.total_credits(variables, case)
    found = []
    for award in variables.awards:
        count = (award - variables.first + 1) * case.programme.scale
        for low in range(least_total // count, most_total // count + 1):
            for first, last in ((low * count, low * count), (low * count + 1, low * count + count - 1)):
                if max(first, least_total) <= min(last, most_total):
                    found.append((award, max(first, least_total), min(last, most_total)))
    return found


def _by_load(model: CpModel, variables: Variables, case: Case, low: int, high: int) -> LinearExprT:
    """A boolean for each load that a term can have."""
    low, high = low * case.programme.parts, high * case.programme.parts
    literals, costs = [model.new_constant(0)], [0]
    for term in variables.terms:
        taken, weights = loads.in_term(variables, case, term)
        most = loads.most_in_term(variables, case, term)
        reachable = sorted(_sums(weights, min(most, variables.held.get("balance", most))))
        reached = [model.new_bool_var("") for _ in reachable]
        model.add_exactly_one(reached)
        model.add(LinearExpr.weighted_sum([*reached, *taken], [*reachable, *(-weight for weight in weights)]) == 0)
        literals += reached
        costs += [max(low - load, load - high, 0) ** 2 for load in reachable]
    return LinearExpr.weighted_sum(literals, costs)


def _sums(weights: list[int], most: int) -> set[int]:
    """What some of the weights can add up to."""
    found = 1
    for weight in weights:
        found |= found << weight
    return {total for total in range(min(most, sum(weights)) + 1) if found >> total & 1}


def _by_lines(model: CpModel, variables: Variables, case: Case, even: tuple[IntVar, IntVar, int, int]) -> LinearExprT:
    """A distance for each term up to the award's, from variables for floor and ceiling; the floor has a range."""
    low, high, least_low, most_low = even
    parts, squares = case.programme.parts, [model.new_constant(0)]
    for term in variables.terms:
        literals, weights = loads.in_term(variables, case, term)
        load = LinearExpr.weighted_sum([*literals, model.new_constant(0)], [*weights, 0])
        most = max(loads.most_in_term(variables, case, term) - parts * least_low, parts * most_low, 0)
        distance = model.new_int_var(0, most, "")
        model.add(distance >= load - parts * high)
        over = LinearExpr.sum([*variables.awards_before(term), model.new_constant(0)])
        model.add(distance >= parts * low - load - parts * most_low * over)
        squares.append(_square(model, distance, most))
    return LinearExpr.sum(squares)


def _square(model: CpModel, distance: IntVar, most: int) -> IntVar:
    """At least the square, by the lines through it at neighbouring whole numbers."""
    square = model.new_int_var(0, most * most, "")
    for at in range(most):
        model.add(square >= (2 * at + 1) * distance - at * (at + 1))
    return square
