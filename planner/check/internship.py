"""Out of the sector: an internship inside one window, apart from daytime classes, over by the award's term."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import add_months
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """What is wrong with the internship, or that it is missing."""
    months = case.internship_months
    if not months:
        return
    if plan.internship is None:
        yield Violation("internship", "check.internship_missing", (), {"months": months})
        return
    span, calendar = plan.internship, case.programme.calendar
    award = calendar.term(plan.award)
    dates = {"starts": span.starts, "ends": span.ends}
    if span.ends < add_months(span.starts, months):
        yield Violation("internship", "check.internship_short", (), {**dates, "months": months})
    arranged = case.history is not None and span == case.history.internship
    if not arranged and not any(
        window.starts <= span.starts and span.ends <= window.ends for window in case.windows(plan.award)
    ):
        yield Violation("internship", "check.internship_window", (), dates)
    for offering in plan.chosen:
        over = offering.resit or (arranged and case.is_kept(offering))
        if offering.modality == "daytime" and not over and offering.span.overlaps(span):
            yield Violation(
                "internship", "check.internship_classes", (offering.unit,), {**dates, "unit": offering.unit}
            )
    if span.ends > award.span.ends:
        yield Violation(
            "internship", "check.internship_late", (award.name,), {**dates, "term": award.name, "end": award.span.ends}
        )
    first_day = calendar.term(case.now).span.starts
    if not arranged and (span.starts if case.history else span.ends) < first_day:
        yield Violation("internship", "check.internship_early", (), dates)
