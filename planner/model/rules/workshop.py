"""The workshop is not later than the internship's term, or than the award's where there is no internship."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One term holds it, early enough."""
    if not case.needs_workshop:
        return
    model.add_exactly_one(variables.workshop(term) for term in variables.terms)
    arranged = case.history is not None and case.history.internship is not None
    if not variables.slots or arranged:
        for term in variables.terms:
            if early := variables.awards_before(term):
                model.add_at_most_one([variables.workshop(term), *early])
        return
    for span, slot in variables.slots:
        latest = case.programme.calendar.term_at(span.ends, variables.first).index
        for term in range(latest + 1, variables.last + 1):
            model.add_implication(slot, ~variables.workshop(term))
