"""No two sessions of chosen offerings overlap."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each pair of offerings with sessions on the same weekday at the same time, in weeks that both run."""
    for place, one in enumerate(plan.chosen):
        for other in plan.chosen[place + 1 :]:
            if one.unit == other.unit or (case.is_kept(one) and case.is_kept(other)):
                continue
            if one.span.ends < other.span.starts or other.span.ends < one.span.starts:
                continue
            days = [a.weekday for a in one.sessions for b in other.sessions
                    if a.weekday == b.weekday and max(a.starts, b.starts) < min(a.ends, b.ends)]  # fmt: skip
            if days:
                term = case.programme.calendar.term(max(one.first, other.first)).name
                values = {"unit": one.unit, "other": other.unit, "weekday": days[0], "term": term}
                yield Violation("clash", "check.clash", (one.unit, other.unit, term), values)
