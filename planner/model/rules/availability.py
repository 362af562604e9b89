"""Sessions fall on evenings and days that the learner has free; an evening unit without sessions takes one evening."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Forbid what falls on a day that is not free; count evenings against those that are."""
    for term in variables.open_terms:
        with variables.about(case.programme.calendar.term(term).name):
            _add_term(model, variables, case, term)


def _add_term(model: CpModel, variables: Variables, case: Case, term: int) -> None:
    running = variables.offerings_in(term)
    for offering in running:
        if not _can_attend(case, offering, term):
            model.add(variables.taken(offering) == 0)
    plain = [variables.taken(o) for o in running if o.modality == EVENING and not o.sessions]
    if plain:
        busy = _busy_evenings(model, variables, running, term)
        free = len(set(case.learner.free_evenings(term)))
        if len(plain) + len(busy) > free:
            model.add(LinearExpr.sum(plain + busy) <= free)


def excludes(case: Case, offering: Offering) -> bool:
    """Whether it cannot be attended in one of its terms that are still to come."""
    terms = () if offering.resit else offering.terms
    return any(term >= case.now and not _can_attend(case, offering, term) for term in terms)


def _can_attend(case: Case, offering: Offering, term: int) -> bool:
    learner = case.learner
    if not offering.sessions:
        if offering.modality == EVENING:
            return bool(learner.free_evenings(term))
        return offering.modality != DAYTIME or bool(learner.free_days(term))
    return all(
        session.weekday
        in (learner.free_evenings(term) if offering.in_the_evening(session) else learner.free_days(term))
        for session in offering.sessions_in(term)
    )


def _busy_evenings(model: CpModel, variables: Variables, running: list[Offering], term: int) -> list[IntVar]:
    """A literal for each weekday on whose evening one of these offerings has a session in the term."""
    busy: dict[str, IntVar] = {}
    for offering in running:
        for session in offering.sessions_in(term):
            if offering.in_the_evening(session):
                if session.weekday not in busy:
                    busy[session.weekday] = model.new_bool_var("")
                model.add_implication(variables.taken(offering), busy[session.weekday])
    return list(busy.values())
