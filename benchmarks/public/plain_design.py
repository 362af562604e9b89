"""The reference for several curricula: a plain CP-SAT model, squared distances by their tangents at whole numbers."""

from __future__ import annotations

from fractions import Fraction

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr

from benchmarks.public import answers
from benchmarks.public.answers import Effort
from planner.domain.offer import Curriculum, Design, Offer, Place

STATUSES = {OPTIMAL: answers.OPTIMAL, FEASIBLE: answers.FEASIBLE, INFEASIBLE: answers.IMPOSSIBLE}
Taken = dict[str, dict[int, IntVar]]


def solve(offer: Offer, effort: Effort) -> tuple[str, Design | None, Fraction | None, Fraction | None]:
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
    far = [square for one in offer.curricula for square in _squares(model, offer, one, taken)]
    costs = [
        cost * taken[code][place.first] for code, unit in offer.units.items() for place, cost in unit.costs.items()
    ]
    model.minimize(offer.balance * sum(far) + sum(costs))
    solver = CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = effort.workers, effort.seed
    solver.parameters.max_time_in_seconds = effort.limit
    status = STATUSES.get(solver.solve(model), answers.UNKNOWN)
    if status not in (answers.OPTIMAL, answers.FEASIBLE):
        return status, None, None, None
    places = {code: Place((next(t for t, x in of.items() if solver.value(x)),)) for code, of in taken.items()}
    value = Fraction(round(solver.objective_value)) if status == answers.OPTIMAL else None
    return status, Design(places), value, Fraction(round(solver.best_objective_bound))


def _squares(model: CpModel, offer: Offer, one: Curriculum, taken: Taken) -> list[IntVar]:
    """A variable for each term that is at least the squared distance of the load, and equal to it in the optimum."""
    total = sum(offer.units[code].credits for code in one.units)
    low, high = total // offer.terms, -(-total // offer.terms)
    found = []
    for term in range(offer.terms):
        here = [(taken[code][term], offer.units[code].credits) for code in one.units if term in taken[code]]
        count = LinearExpr.sum([literal for literal, _ in here])
        load = LinearExpr.weighted_sum([literal for literal, _ in here], [credits for _, credits in here])
        model.add_linear_constraint(count, one.min_units or 0, len(here) if one.max_units is None else one.max_units)
        widest = max(low, total - high)
        distance, square = model.new_int_var(0, widest, ""), model.new_int_var(0, widest**2, "")
        model.add(distance >= load - high)
        model.add(distance >= low - load)
        for k in range(widest):
            model.add(square >= (2 * k + 1) * distance - k * (k + 1))
        found.append(square)
    return found
