"""What is odd in a plan after results: results where none were planned, and what the day of the run contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.plan import Plan

if TYPE_CHECKING:
    from planner.report.documents.plan import changes_shape as shape

SECOND_SESSION, OVER, CLOSED, BEGUN, GOING_ON = "second_session", "over", "closed", "begun", "going_on"


def overdue(case: Case, plan: Plan, kept: Collection[str], today: date | None) -> list[shape.Overdue]:
    """Second sessions and terms that are over and that the plan still counts on; terms in which it starts something
    new (not `kept`) though nobody may enrol, or they have begun; terms that are judged before they end.
    """
    if today is None:
        return []
    found = [*_second_sessions(plan, today, case), *_going_on(case, today)]
    for term in _terms(case, plan):
        over = [offering.unit for offering in plan.chosen if not offering.resit and offering.last == term.index]
        starting = [offering.unit for offering in plan.chosen
                    if not offering.resit and offering.first == term.index and offering.unit not in kept]  # fmt: skip
        if term.span.ends < today:
            report = case.target.award.report if plan.award == term.index and case.needs_report else None
            found += _entry(OVER, term, [*over, *([report] if report else [])])
            starting = [unit for unit in starting if unit not in over]
        if term.enrol_by is not None and term.enrol_by < today:
            found += _entry(CLOSED, term, starting, {"enrol_by": term.enrol_by.isoformat()})
        elif term.enrol_by is None and term.span.starts <= today:
            found += _entry(BEGUN, term, starting)
    return found


def _terms(case: Case, plan: Plan) -> Iterator[Term]:
    """The open terms of the plan."""
    return (case.programme.calendar.term(index) for index in range(case.now, plan.award + 1))


def _entry(what: str, term: Term, units: list[str], days: shape.OverdueDays | None = None) -> list[shape.Overdue]:
    more: shape.OverdueDays = days or {}
    return [{"what": what, "term": term.name, "units": units, **more}] if units else []


def _second_sessions(plan: Plan, today: date, case: Case) -> Iterator[shape.Overdue]:
    """One for each second session that is over, by its days."""
    over = sorted({offering.span for offering in plan.chosen if offering.resit and offering.span.ends < today})
    for span in over:
        held = [offering for offering in plan.chosen if offering.resit and offering.span == span]
        days: shape.OverdueDays = {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()}
        term = case.programme.calendar.term(held[0].first)
        yield from _entry(SECOND_SESSION, term, [offering.unit for offering in held], days)


def _going_on(case: Case, today: date) -> Iterator[shape.Overdue]:
    """Terms that count as past, with what counts as passed there because nobody said otherwise."""
    supposed = [attempt.offering for attempt in case.history.attempts if not attempt.said] if case.history else []
    for index in range(case.learner.start, case.now):
        term = case.programme.calendar.term(index)
        if term.span.ends >= today:
            yield from _entry(GOING_ON, term, [offering.unit for offering in supposed if offering.last == index])
