"""In a paused term nothing takes place: no class, not even a part of an annual one, no second session, internship,
workshop, report or award.
"""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Leave each paused term empty that is still open."""
    for term in sorted(case.paused):
        days = case.programme.calendar.term(term).span
        with variables.about(case.programme.calendar.term(term).name):
            for offering in variables.offerings:
                if _runs_in(case, offering, term):
                    model.add(variables.taken(offering) == 0)
            for span, slot in variables.slots:
                if span.overlaps(days):
                    model.add(slot == 0)
            if term in variables.awards:
                model.add(variables.award(term) == 0)
            if case.needs_workshop and term in variables.terms:
                model.add(variables.workshop(term) == 0)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether it runs in a paused term."""
    return any(_runs_in(case, offering, term) for term in case.paused)


def _runs_in(case: Case, offering: Offering, term: int) -> bool:
    """Classes belong to terms; a second session has days too."""
    days = case.programme.calendar.term(term).span
    return term in offering.terms or (offering.resit and offering.span.overlaps(days))
