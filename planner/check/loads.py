"""The credits of each term of a plan, and how even they are: a unit is spread evenly over the terms it runs in.

Exact fractions take a while to import, and few learners ask for even loads: so each function imports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.plan import Plan

if TYPE_CHECKING:
    from fractions import Fraction


def loads(case: Case, plan: Plan) -> list[Fraction] | None:
    """Credits of each term from the start to the award's; None when those of a unit are unknown. A second session of
    exams is no load.
    """
    from fractions import Fraction

    attended = [offering for offering in plan.chosen if not offering.resit]
    credits = [case.programme.units[offering.unit].credits for offering in attended]
    if None in credits:
        return None
    found = []
    for term in range(case.learner.start, case.end(plan) + 1):
        worth = zip(attended, credits, strict=True)
        found.append(sum((Fraction(value or 0, len(o.terms)) for o, value in worth if term in o.terms), Fraction()))
    return found


def balance(case: Case, plan: Plan) -> int | None:
    """The largest load, in parts of a credit (`Programme.parts`); None when credits of a unit are unknown."""
    found = loads(case, plan)
    return None if found is None else int(max(found, default=0) * case.programme.parts)


def evenness(case: Case, plan: Plan) -> int | None:
    """The squared distances of the loads from the floor and the ceiling of the even load, in parts squared."""
    from fractions import Fraction

    found = loads(case, plan)
    if not found:
        return None if found is None else 0
    even = sum(found) / len(found)
    low, high = even.__floor__(), even.__ceil__()
    total = sum((max(low - load, load - high, Fraction()) ** 2 for load in found), Fraction())
    return int(total * case.programme.parts**2)
