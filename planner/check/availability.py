"""Sessions fall on evenings and days that the learner has free; an evening unit without sessions takes one evening."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Sessions on other days, and terms with too few free evenings."""
    for term in sorted({term for offering in plan.chosen for term in offering.terms if term >= case.now}):
        name = case.programme.calendar.term(term).name
        running = plan.running(term)
        free = set(case.learner.free_evenings(term))
        for offering in running:
            yield from _sessions(case, offering, term, name)
        evening = [offering for offering in running if offering.modality == "evening"]
        without = [offering.unit for offering in evening if not offering.sessions]
        used = {session.weekday for offering in evening for session in offering.sessions}
        if without and len(without) + len(used) > len(free):
            values = {"term": name, "count": len(without) + len(used), "free": len(free)}
            yield Violation("availability", "check.evenings", (*without, name), values)


def _sessions(case: Case, offering: Offering, term: int, name: str) -> Iterator[Violation]:
    learner = case.learner
    free = {"evening": learner.free_evenings(term), "daytime": learner.free_days(term)}.get(offering.modality)
    if free is None:
        return
    if not offering.sessions and not free and offering.modality == "daytime":
        yield Violation("availability", "check.no_days", (offering.unit, name), {"unit": offering.unit, "term": name})
    for session in offering.sessions:
        if session.weekday not in free:
            values = {"unit": offering.unit, "term": name, "weekday": session.weekday}
            yield Violation("availability", "check.weekday", (offering.unit, name), values)
