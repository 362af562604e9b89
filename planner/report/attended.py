"""What has happened of a plan as data: classes that were attended and what came of them, and the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.history import Attempt
from planner.domain.offering import Offering
from planner.domain.plan import Plan
from planner.report.sessions import sessions_data

if TYPE_CHECKING:
    from planner.report.documents.plan import past_shape, shape, terms_shape


def classes(case: Case, offering: Offering, term: Term) -> terms_shape.Classes:
    """When and where the classes of an offering are in a term."""
    return {
        "starts": offering.span.starts.isoformat(),
        "ends": offering.span.ends.isoformat(),
        "terms": [case.programme.calendar.term(index).name for index in offering.terms],
        "sessions": sessions_data(offering, term.index),
        "site": offering.pattern.site,
        "seats": offering.pattern.seats,
        "confidence": offering.pattern.confidence,
    }


def result(case: Case, offering: Offering) -> terms_shape.Judged:
    """The result of a unit that was taken, where the plan is under way."""
    attempts = case.history.attempts if case.history else ()
    found = next((attempt for attempt in attempts if attempt.offering == offering), None)
    return {"result": found.result} if found else {}


def attended(case: Case, plan: Plan, term: Term) -> list[Offering]:
    """What has classes in a term, and what had and came to nothing."""
    lost = [attempt.offering for attempt in case.lost if term.index in attempt.offering.terms]
    return [*plan.running(term.index), *(offering for offering in lost if offering not in plan.chosen)]


def attempts(case: Case, term: Term) -> terms_shape.Attended:
    """Attempts of the term that the plan does not count on, as they were attended, where the plan is under way."""
    if case.history is None:
        return {}
    found = [attempt for attempt in case.lost if term.index in attempt.offering.terms]
    return {
        "attempts": [
            {
                "unit": a.offering.unit,
                "title": case.programme.units[a.offering.unit].title,
                "offering": a.offering.id,
                "modality": a.offering.modality,
                **classes(case, a.offering, term),
                "result": a.result,
            }
            for a in found
        ]
    }


def history_data(case: Case) -> shape.Past:
    """The key `history` of a plan that is under way: what a later plan starts from."""
    history, term = case.history, case.programme.calendar.term
    if history is None:
        return {}
    span = history.internship
    return {
        "history": {
            "now": term(history.now).name,
            "attempts": [_past(case, attempt) for attempt in history.attempts],
            "internship": {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()} if span else None,
            "workshop": None if history.workshop is None else term(history.workshop).name,
            "report": None if history.report is None else term(history.report).name,
            "lost_defences": [term(index).name for index in history.lost_defences],
            "report_result": history.report_result,
            "report_said": history.report_said,
            "resits": history.resits,
            "no_resit": sorted(history.no_resit),
        }
    }


def _past(case: Case, attempt: Attempt) -> past_shape.PastAttempt:
    payer: past_shape.Paid = {} if attempt.payer is None else {"payer": attempt.payer}
    return {
        "unit": attempt.offering.unit,
        "term": case.programme.calendar.term(attempt.offering.first).name,
        "offering": attempt.offering.id,
        "result": attempt.result,
        "said": attempt.said,
        **payer,
    }
