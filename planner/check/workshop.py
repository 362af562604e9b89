"""The workshop is in a term that starts no later than the internship, or where there is none not after the award's."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """The workshop is missing, before the start or too late."""
    unit, calendar = case.target.award.workshop, case.programme.calendar
    if unit is None or case.acquired(unit):
        return
    if plan.workshop is None:
        yield Violation("workshop", "check.workshop_missing", (unit,), {"unit": unit})
        return
    latest = plan.award
    arranged = case.history is not None and case.history.internship is not None
    if case.internship_months and plan.internship is not None and not arranged:
        first, day = case.learner.start, plan.internship.starts
        begun = [term for term in range(first, plan.award + 1) if calendar.term(term).span.starts <= day]
        latest = max(begun, default=first)
    name = calendar.term(plan.workshop).name
    if plan.workshop > latest:
        values = {"unit": unit, "term": name, "latest": calendar.term(latest).name}
        yield Violation("workshop", "check.workshop_late", (unit, name), values)
    attended = case.history.workshop if case.history else None
    if plan.workshop < case.now and plan.workshop != attended:
        yield Violation("workshop", "check.workshop_early", (unit, name), {"unit": unit, "term": name})
