"""In a paused term nothing takes place: no class, not even a part of an annual one, no second session, internship,
workshop, report or award.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import Span, Term
from planner.domain.case import Case
from planner.domain.plan import Plan, Violation


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Whatever of the plan stands in a paused term that was still open when it was made."""
    for index in case.learner.pause:
        if index >= case.now:
            yield from _in_term(case, plan, case.programme.calendar.term(index))


def _in_term(case: Case, plan: Plan, term: Term) -> Iterator[Violation]:
    name = term.name
    for offering in plan.chosen:
        values = {"unit": offering.unit, "term": name}
        if offering.resit and (term.index in offering.terms or _meet(offering.span, term.span)):
            yield Violation("pause", "check.pause_resit", (offering.unit, name), values)
        elif not offering.resit and term.index in offering.terms:
            yield Violation("pause", "check.pause_unit", (offering.unit, name), values)
    if case.internship_months and plan.internship is not None and _meet(plan.internship, term.span):
        days = {"starts": plan.internship.starts, "ends": plan.internship.ends}
        yield Violation("pause", "check.pause_internship", (name,), {"term": name, **days})
    if case.needs_workshop and plan.workshop == term.index:
        unit = case.target.award.workshop or ""
        yield Violation("pause", "check.pause_workshop", (unit, name), {"unit": unit, "term": name})
    if plan.award == term.index:
        yield Violation("pause", "check.pause_award", (name,), {"term": name})


def _meet(one: Span, other: Span) -> bool:
    return one.starts <= other.ends and other.starts <= one.ends
