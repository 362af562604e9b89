"""The months of experience are reached, by date, by the end of the award's term."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import add_months
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Months that are missing at the end of the award's term."""
    stated, calendar = case.learner.experience, case.programme.calendar
    rules = case.target.award.experience
    if stated is None or stated.months is None or any(case.acquired(rule.unit) for rule in rules.values() if rule.unit):
        return
    rule = rules.get(stated.in_sector is not False)
    if rule is None or stated.months >= rule.months:
        return
    term = calendar.term(plan.award)
    if stated.working is False:
        months = {"months": stated.months, "need": rule.months}
        yield Violation("experience", "check.experience_never", (term.name,), months)
        return
    reached = add_months(calendar.term(case.learner.start).span.starts, rule.months - stated.months)
    if reached > term.span.ends:
        values = {"need": rule.months, "day": reached, "term": term.name, "ends": term.span.ends}
        yield Violation("experience", "check.experience", (term.name,), values)
