"""Follows from the rest, where payers are chosen: units under a payer that owes a yearly fee need years that pay it.

Each fee may then be avoided, so that no bound on the number of years holds in every plan; a proof of the cost rests on
one that grows with the evening places of the units that owe the fee.
"""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.model.purchases import Purchase
from planner.model.variables import Variables


def needs_years(
    model: CpModel, variables: Variables, case: Case, bought: list[Purchase], due: dict[int, IntVar]
) -> None:
    """`due` tells for each year whether it pays the fee that those in `bought` owe."""
    counted = [one for one in bought if _counts(case, one)]
    if not any(one.chosen for one in counted):
        return
    rooms = {year: _room(variables, case, year) for year in due}
    for year, literal in due.items():
        here = [one for one in counted if one.year == year]
        model.add(LinearExpr.sum([one.count * _places(one) for one in here]) <= rooms[year] * literal)
    places = model.new_int_var(0, sum(one.most * _places(one) for one in counted), "")
    model.add(places == LinearExpr.sum([one.count * _places(one) for one in counted]))
    years = model.new_int_var(0, len(due), "")
    model.add(years == LinearExpr.sum(list(due.values())))
    held = 0
    for number, room in enumerate(sorted(rooms.values(), reverse=True), 1):
        more = model.new_bool_var("")
        model.add(places >= held + 1).only_enforce_if(more)
        model.add(places <= held).only_enforce_if(~more)
        model.add(years >= number).only_enforce_if(more)
        held += room


def _counts(case: Case, one: Purchase) -> bool:
    """Whether all of it takes evening places that are still open."""
    lost = {attempt.offering for attempt in case.lost}
    return one.modality == EVENING and not any(offering in lost or case.is_kept(offering) for offering in one.of)


def _places(one: Purchase) -> int:
    """Places that each of the offerings takes at least."""
    return min(len(offering.terms) for offering in one.of)


def _room(variables: Variables, case: Case, year: int) -> int:
    """Evening places of the year that are still open."""
    size = case.programme.calendar.size
    terms = range(max(case.now, year * size), min(variables.last, (year + 1) * size - 1) + 1)
    return sum(min(case.evening_cap(term), len(variables.running(term, EVENING))) for term in terms)
