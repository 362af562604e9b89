"""The terms of a plan, each with its units, its exams and what happens in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.check.requirement import extra
from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.offering import EVENING, Offering
from planner.domain.plan import Plan
from planner.report.attended import attempts, attended, classes, result
from planner.report.events import happenings
from planner.report.values import term_loads

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.report.documents.plan import terms_shape as shape


def terms(case: Case, plan: Plan) -> list[shape.Term]:
    """All terms from the start to the last one with classes or the award; their credits for who asks about them."""
    credits = term_loads(case, plan)
    last, calendar = case.end(plan), case.programme.calendar
    return [_term(case, plan, calendar.term(index), credits) for index in range(case.learner.start, last + 1)]


def _term(case: Case, plan: Plan, term: Term, credits: Sequence[Fraction] | None) -> shape.Term:
    taken, beyond = attended(case, plan, term), extra(case, plan)
    return {
        "term": term.name,
        "title": case.programme.calendar.patterns[term.position].title,
        "starts": term.span.starts.isoformat(),
        "ends": term.span.ends.isoformat(),
        "projected": term.projected,
        "enrol_by": term.enrol_by.isoformat() if term.enrol_by else None,
        "exams": _exams(case, term),
        "units": [_unit(case, offering, term, extra=offering.unit in beyond) for offering in plan.running(term.index)],
        **attempts(case, term),
        **_pause(case, term),
        "evenings": evenings(taken, term.index),
        "hours_per_week": _hours(case, len(taken)),
        "events": events(case, plan, term),
        **_load(case, term, credits),
    }


def _unit(case: Case, offering: Offering, term: Term, *, extra: bool) -> shape.PlannedUnit:
    unit = case.programme.units[offering.unit]
    beyond: shape.Beyond = {"extra": True} if extra else {}
    alone: shape.Alone = {"alone": True} if unit.alone else {}
    return {
        "unit": offering.unit,
        "title": unit.title,
        "offering": offering.id,
        "modality": offering.modality,
        "ects": plain(unit.credits),
        **classes(case, offering, term),
        **beyond,
        **alone,
        **result(case, offering),
    }


def _pause(case: Case, term: Term) -> shape.Paused:
    return {"pause": True} if term.index in case.learner.pause else {}


def _load(case: Case, term: Term, credits: Sequence[Fraction] | None) -> shape.Load:
    return {} if credits is None else {"credits": plain(credits[term.index - case.learner.start])}


def _hours(case: Case, units: int) -> list[shape.Figure] | None:
    """The least and the most hours of work a week for so many units."""
    workload = case.programme.about["workload"]
    return [workload["hours_min"] * units, workload["hours_max"] * units] if workload else None


def _exams(case: Case, term: Term) -> list[shape.Exam] | None:
    """Sessions of exams of the term; None where no document gives them."""
    spans = case.programme.calendar.of(term.year).exams[term.position]
    found: list[shape.Exam] = [
        {"session": n, "starts": span.starts.isoformat(), "ends": span.ends.isoformat()} for n, span in spans
    ]
    return found or None


def evenings(running: Sequence[Offering], term: int) -> int:
    """Evenings a week: one for each unit without sessions, and each weekday on which others have one every week."""
    days = {
        session.weekday
        for offering in running
        for session in offering.sessions_in(term)
        if session.day is None and offering.in_the_evening(session)
    }
    return len(days) + sum(offering.modality == EVENING and not offering.sessions for offering in running)


def events(case: Case, plan: Plan, term: Term) -> list[shape.Event]:
    """The milestones of a term."""
    found: list[shape.Event] = []
    for kind, starts, ends, name in happenings(case, plan, term):
        about: shape.Named = {"id": name} if name else {}
        found.append({"kind": kind, "starts": starts.isoformat(), "ends": ends.isoformat(), **about})
    return found
