"""Out of the sector: an internship inside one window, apart from daytime classes, over by the award's term."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import DAYTIME
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One slot is used; it excludes the classes that it meets and the awards that come too soon.

    One that has begun is judged no more beside classes that have begun too, but nothing new is taken during it.
    """
    if not case.internship_months:
        return
    model.add_exactly_one(slot for _, slot in variables.slots)
    arranged = case.history is not None and case.history.internship is not None
    daytime = [offering for offering in variables.offerings if offering.modality == DAYTIME and not offering.resit]
    for span, slot in variables.slots:
        for offering in daytime:
            if offering.span.overlaps(span) and not (arranged and case.is_kept(offering)):
                model.add_implication(slot, ~variables.taken(offering))
        for term in variables.awards:
            if case.programme.calendar.term(term).span.ends < span.ends:
                model.add_implication(slot, ~variables.award(term))
