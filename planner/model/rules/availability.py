"""Sessions fall on evenings and days that the learner has free; an evening unit without sessions takes one evening."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Forbid what falls on a day that is not free; count evenings against those that are."""
    for term in variables.open_terms:
        with variables.about(case.programme.calendar.term(term).name):
            _in_term(model, variables, case, term)


def _in_term(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    for offering in variables.running(term):
        if not _attendable(case, offering, term):
            model.add(variables.taken(offering) == 0)
    if evening := variables.running(term, EVENING):
        plain = [variables.taken(offering) for offering in evening if not offering.sessions]
        busy = _busy_evenings(model, variables, [offering for offering in evening if offering.sessions])
        free = len(set(case.learner.free_evenings(term)))
        if plain and len(plain) + len(busy) > free:
            model.add(LinearExpr.sum(plain + busy) <= free)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether it cannot be attended in one of its terms that are still to come."""
    terms = () if offering.resit else offering.terms
    return any(term >= case.now and not _attendable(case, offering, term) for term in terms)


def _attendable(case: Case, offering: Offering, term: int) -> bool:
    if offering.modality == EVENING:
        free = case.learner.free_evenings(term)
    elif offering.modality == DAYTIME:
        free = case.learner.free_days(term)
    else:
        return True
    return all(session.weekday in free for session in offering.sessions) if offering.sessions else bool(free)


def _busy_evenings(model: CpModel, variables: Variables, offerings: list[Offering]) -> list[IntVar]:
    """A literal for each weekday on which one of these offerings has a session."""
    busy: dict[str, IntVar] = {}
    for offering in offerings:
        for session in offering.sessions:
            if session.weekday not in busy:
                busy[session.weekday] = model.new_bool_var("")
            model.add_implication(variables.taken(offering), busy[session.weekday])
    return list(busy.values())
