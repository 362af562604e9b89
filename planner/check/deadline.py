"""The award is not later than the learner's deadline, and in the last of so many terms where the learner wants them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """An award after the deadline, or in another term than the last of the plan's."""
    learner, calendar = case.learner, case.programme.calendar
    limit, term = learner.deadline, calendar.term(plan.award).name
    if limit is not None and plan.award > limit:
        yield Violation("deadline", "check.deadline", (term,), {"term": term, "deadline": calendar.term(limit).name})
    if learner.terms is not None and plan.award - learner.start + 1 != learner.terms:
        last = calendar.term(learner.start + learner.terms - 1).name
        values = {"term": term, "last": last, "count": learner.terms}
        yield Violation("deadline", "check.terms", (term,), values)
