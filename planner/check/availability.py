"""Sessions fall on evenings and days that the learner has free; an evening unit without sessions takes one evening."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.offering import EVENING_FROM, Offering, Session
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Sessions on other days, and terms with too few free evenings."""
    for term in sorted({term for offering in plan.chosen for term in offering.terms if term >= case.now}):
        name = case.programme.calendar.term(term).name
        running = plan.running(term)
        free = set(case.learner.free_evenings(term))
        for offering in running:
            yield from _sessions(case, offering, term, name)
        without = [offering.unit for offering in running if offering.modality == "evening" and not offering.sessions]
        held = [(o, session) for o in running for session in o.sessions if session.term in (None, term)]
        used = {session.weekday for offering, session in held if _in_the_evening(offering, session)}
        if without and len(without) + len(used) > len(free):
            values = {"term": name, "count": len(without) + len(used), "free": len(free)}
            yield Violation("availability", "check.evenings", (*without, name), values)


def _in_the_evening(offering: Offering, session: Session) -> bool:
    """Whether it asks for a free evening, not for a free day: at a distance the hour decides."""
    if offering.modality == "distance":
        return session.starts >= EVENING_FROM
    return offering.modality == "evening"


def _sessions(case: Case, offering: Offering, term: int, name: str) -> Iterator[Violation]:
    evenings, days = case.learner.free_evenings(term), case.learner.free_days(term)
    if not offering.sessions and not days and offering.modality == "daytime":
        yield Violation("availability", "check.no_days", (offering.unit, name), {"unit": offering.unit, "term": name})
    for session in offering.sessions:
        if session.term not in (None, term):
            continue
        if session.weekday not in (evenings if _in_the_evening(offering, session) else days):
            values = {"unit": offering.unit, "term": name, "weekday": session.weekday}
            yield Violation("availability", "check.weekday", (offering.unit, name), values)
