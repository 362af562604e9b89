"""Squared distances of the terms' loads from the even load; between its floor and its ceiling nothing counts."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr, LinearExprT

from planner.domain.case import Case
from planner.model import loads
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT:
    """The sum over the terms from the start to the award's, in parts of a credit, squared."""
    low, high, floors = _even(model, variables, case)
    parts, squares = case.programme.parts, [model.new_constant(0)]
    for term in variables.terms:
        literals, weights = loads.in_term(variables, case, term)
        load = LinearExpr.weighted_sum([*literals, model.new_constant(0)], [*weights, 0])
        most = max(sum(weights) - parts * floors[0], parts * floors[1], 0)
        distance = model.new_int_var(0, most, "")
        model.add(distance >= load - parts * high)
        over = LinearExpr.sum([*variables.awards_before(term), model.new_constant(0)])
        model.add(distance >= parts * low - load - parts * floors[1] * over)
        squares.append(_square(model, distance, most))
    return LinearExpr.sum(squares)


def least(variables: Variables, case: Case) -> int:
    """All terms may be even."""
    return 0


def _even(model: CpModel, variables: Variables, case: Case) -> tuple[LinearExprT, LinearExprT, tuple[int, int]]:
    """Floor and ceiling of the credits of all terms shared by the terms to the award, and the range of the floor."""
    total, least_total, most_total = loads.planned(variables, case)
    counts = [term - variables.first + 1 for term in variables.awards]
    if not counts:
        return 0, 0, (0, 0)
    floors = least_total // counts[-1], most_total // counts[0]
    if len(counts) == 1 and least_total == most_total:
        return floors[0], -(-least_total // counts[0]), floors
    low = model.new_int_var(*floors, "")
    high = model.new_int_var(-(-least_total // counts[-1]), -(-most_total // counts[0]), "")
    for count, term in zip(counts, variables.awards, strict=True):
        award = variables.award(term)
        model.add_linear_constraint(total - count * low, 0, count - 1).only_enforce_if(award)
        model.add_linear_constraint(count * high - total, 0, count - 1).only_enforce_if(award)
    return low, high, floors


def _square(model: CpModel, distance: IntVar, most: int) -> IntVar:
    """At least the square, by the lines through it at neighbouring whole numbers."""
    square = model.new_int_var(0, most * most, "")
    for at in range(most):
        model.add(square >= (2 * at + 1) * distance - at * (at + 1))
    return square
