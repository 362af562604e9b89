"""The award is not later than the learner's deadline."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """An award after the deadline."""
    limit, calendar = case.learner.deadline, case.programme.calendar
    if limit is not None and plan.award > limit:
        values = {"term": calendar.term(plan.award).name, "deadline": calendar.term(limit).name}
        yield Violation("deadline", "check.deadline", (values["term"],), values)
