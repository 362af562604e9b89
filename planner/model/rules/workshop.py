"""The workshop is in a term that starts no later than the internship, or where there is none not after the award's."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model.cpsat import CpModel
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """One term holds it, early enough; before an internship that starts before the plan, the first one."""
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
        latest = case.programme.calendar.term_on(span.starts, variables.first).index
        for term in range(latest + 1, variables.last + 1):
            model.add_implication(slot, ~variables.workshop(term))
