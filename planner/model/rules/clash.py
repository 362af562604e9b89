"""No two sessions of chosen offerings overlap."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Of two offerings whose sessions overlap, one at most is taken."""
    timed = [offering for offering in variables.offerings if offering.sessions]
    for one, other in combinations(timed, 2):
        if one.unit == other.unit or (case.is_kept(one) and case.is_kept(other)):
            continue
        if one.span.overlaps(other.span) and _overlap(one, other):
            with variables.about(one.unit, other.unit):
                model.add_at_most_one([variables.taken(one), variables.taken(other)])


def _overlap(one: Offering, other: Offering) -> bool:
    return any(
        a.weekday == b.weekday and a.starts < b.ends and b.starts < a.ends for a in one.sessions for b in other.sessions
    )
