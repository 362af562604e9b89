"""Terms by which units are taken before the term of a plan that is recommended, or after the one that follows it."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel, LinearExpr, LinearExprT
from planner.model.least import compulsory
from planner.model.variables import Variables


def expression(model: CpModel, variables: Variables, case: Case) -> LinearExprT | None:
    """How many terms in all; None where the programme recommends none."""
    if not case.programme.recommends_terms:
        return None
    away = {offering: _away(variables, case, offering) for offering in variables.offerings}
    taken = [variables.taken(offering) for offering in away]
    return LinearExpr.weighted_sum([*taken, model.new_constant(0)], [*away.values(), 1])


def least(variables: Variables, case: Case) -> int:
    """Terms that no plan is below: each unit that every plan has where it is least away."""
    return sum(
        min((_away(variables, case, offering) for offering in variables.offerings_of(unit)), default=0)
        for unit in compulsory(case)
    )


def _away(variables: Variables, case: Case, offering: Offering) -> int:
    best = case.programme.units[offering.unit].recommended_term
    if best is None:
        return 0
    term = offering.first - variables.first + 1
    return max(0, best - term) + max(0, term - best - 1)
