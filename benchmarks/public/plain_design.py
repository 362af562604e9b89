"""The references for several curricula: plain CP-SAT models that tell the squared distance of a load by its tangents at
whole numbers (good solutions soon, weak bounds), or by a boolean for each load that can be (the other way round).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    IntVar,
    LinearExpr,
    LinearExprT,
)

from benchmarks.public import answers
from benchmarks.public.answers import Effort
from planner.domain.offer import Curriculum, Design, Offer, Place

STATUSES = {OPTIMAL: answers.OPTIMAL, FEASIBLE: answers.FEASIBLE, INFEASIBLE: answers.IMPOSSIBLE}
Taken = dict[str, dict[int, IntVar]]


def solve(
    offer: Offer, effort: Effort, *, by_loads: bool = False
) -> tuple[str, Design | None, Fraction | None, Fraction | None]:
    """Status, design, value and bound; all places of one term, no choices, parameters as CP-SAT has them.

    The value is None where nothing is proven: a square may then be larger than it must be.
    """
    model = CpModel()
    taken: Taken = {
        code: {place.first: model.new_bool_var("") for place in unit.places} for code, unit in offer.units.items()
    }
    for literals in taken.values():
        model.add_exactly_one(literals.values())
    for before, after in offer.precedences:
        for term, literal in taken[after].items():
            model.add_bool_or([~literal, *(other for first, other in taken[before].items() if first < term)])
    squares = _by_loads if by_loads else _by_tangents
    far: list[LinearExprT] = [square for one in offer.curricula for square in squares(model, offer, one, taken)]
    costs: list[LinearExprT] = [
        cost * taken[code][place.first] for code, unit in offer.units.items() for place, cost in unit.costs.items()
    ]
    model.minimize(LinearExpr.sum([*(offer.balance * square for square in far), *costs]))
    solver = CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = effort.workers, effort.seed
    solver.parameters.max_time_in_seconds = effort.limit
    status = STATUSES.get(solver.solve(model), answers.UNKNOWN)
    if status not in (answers.OPTIMAL, answers.FEASIBLE):
        return status, None, None, None
    places = {code: Place((next(t for t, x in of.items() if solver.value(x)),)) for code, of in taken.items()}
    value = Fraction(round(solver.objective_value)) if status == answers.OPTIMAL else None
    return status, Design(places), value, Fraction(round(solver.best_objective_bound))


def _loads(model: CpModel, offer: Offer, one: Curriculum, taken: Taken) -> Iterator[tuple[LinearExprT, list[int]]]:
    """The load of each term, its number of units bounded, and the credits that it may add up."""
    for term in range(offer.terms):
        here = [(taken[code][term], offer.units[code].credits) for code in one.units if term in taken[code]]
        literals, credits = [literal for literal, _ in here], [worth for _, worth in here]
        most = len(here) if one.max_units is None else one.max_units
        model.add_linear_constraint(LinearExpr.sum(literals), one.min_units or 0, most)
        yield LinearExpr.weighted_sum(literals, credits), credits


def _even(offer: Offer, one: Curriculum) -> tuple[int, int, int]:
    """The credits of a curriculum, and the floor and the ceiling of its even load."""
    total = sum(offer.units[code].credits for code in one.units)
    return total, total // offer.terms, -(-total // offer.terms)


def _by_loads(model: CpModel, offer: Offer, one: Curriculum, taken: Taken) -> list[LinearExprT]:
    """The squared distance of each term, linear in booleans for the loads that its units can add up to."""
    _, low, high = _even(offer, one)
    found: list[LinearExprT] = []
    for load, credits in _loads(model, offer, one, taken):
        sums = {0}
        for worth in credits:
            sums |= {known + worth for known in sums}
        chosen = {value: model.new_bool_var("") for value in sorted(sums)}
        model.add_exactly_one(chosen.values())
        model.add(load == LinearExpr.weighted_sum(list(chosen.values()), list(chosen)))
        far = [max(0, value - high, low - value) ** 2 for value in chosen]
        found.append(LinearExpr.weighted_sum(list(chosen.values()), far))
    return found


def _by_tangents(model: CpModel, offer: Offer, one: Curriculum, taken: Taken) -> list[LinearExprT]:
    """A variable for each term that is at least the squared distance of the load, and equal to it in the optimum."""
    total, low, high = _even(offer, one)
    found: list[LinearExprT] = []
    for load, _ in _loads(model, offer, one, taken):
        widest = max(low, total - high)
        distance, square = model.new_int_var(0, widest, ""), model.new_int_var(0, widest**2, "")
        model.add(distance >= load - high)
        model.add(distance >= low - load)
        for k in range(widest):
            model.add(square >= (2 * k + 1) * distance - k * (k + 1))
        found.append(square)
    return found
