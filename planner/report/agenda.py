"""A plan as calendar entries: terms, enrolment, exams, milestones and weekly classes, each under a lasting name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planner.domain.calendar import Span, Term
from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import WEEK, Offering, Session
from planner.domain.plan import Plan
from planner.messages import catalogue, say, worded
from planner.messages import text as say_text
from planner.report.agenda_entry import CANCELLED, NOTHING, Desk, Entry
from planner.report.attended import attended
from planner.report.events import Happening, happenings
from planner.report.listing import listed
from planner.report.notices import notices_data
from planner.report.sessions import session_data, where

__all__ = ["Entry", "entries", "replacing"]
BEFORE = ("enrol_from", "enrol_by", NOTHING)


def entries(case: Case, plan: Plan, *, label: str = "", created: date, owner: str = "") -> tuple[Entry, ...]:
    """Everything of the plan that has a day, in the order of the days.

    `label` begins every summary and enters every name, for files that hold several plans; `created` is the day that
    the descriptions give the plan. `owner` is the key of a calendar that follows plans (`Desk`).
    """
    desk, calendar = Desk(case, label, created, owner), case.programme.calendar
    terms = [calendar.term(index) for index in range(case.learner.start, case.end(plan) + 1)]
    found = [*_enrolment(desk, plan, terms), *_second_sessions(desk, plan), *_classes(desk, plan)]
    for term in terms:
        found += [*_term(desk, plan, term), *_own_days(desk, plan, term), *_exams(desk, plan, term)]
        found += [_milestone(desk, plan, term, event) for event in happenings(case, plan, term)]
    return tuple(sorted(found, key=lambda entry: entry.starts))


def replacing(new: Iterable[Entry], old: Iterable[Entry], first_day: date) -> tuple[Entry, ...]:
    """The entries of a new plan, and, cancelled, those of the old plan that are in it no more; what was over before
    `first_day` stays in the calendar as it was, but for days to enrol, which come before what they are for, and a note
    that there was no plan.
    """
    new = tuple(new)
    kept = {entry.uid for entry in new}
    note = say("agenda.cancelled")
    gone = [
        replace(entry, status=CANCELLED, alarm="", description=f"{note}\n{entry.description}")
        for entry in old
        if entry.uid not in kept and (entry.ends >= first_day or entry.kind in BEFORE)
    ]
    return (*new, *gone)


def _term(desk: Desk, plan: Plan, term: Term) -> Iterator[Entry]:
    pattern = desk.case.programme.calendar.patterns[term.position]
    words = {"term": term.name, "title": say_text(pattern.title)}
    dating = [*desk.dating(term), *desk.assumed(pattern.assumption)]
    lines = [*_units(desk, plan, term)]
    if pattern.classes_end is not None:
        last = desk.case.programme.calendar.of(term.year).classes_end[term.position]
        lines.append(say("agenda.last_class", day=last))
    paused = _is_pause(desk, plan, term)
    days = (("term_start", term.span.starts), ("term_end", term.span.ends))
    for kind, day in days[:1] if paused else days:
        key = "agenda.paused" if paused else f"agenda.{kind}"
        summary = say(key, **words, starts=term.span.starts, ends=term.span.ends)
        told = [*lines, *dating]
        if kind == "term_start" and term.index == desk.case.learner.start:
            told[:0] = [worded(entry["text"]) for entry in notices_data(desk.case, plan.chosen, desk.created)]
        yield desk.entry(kind, (term.name,), summary, Span(day, day), "term", told, tentative=term.projected)


def _own_days(desk: Desk, plan: Plan, term: Term) -> Iterator[Entry]:
    """First and last days of a modality whose classes keep other days than the term, unless a timetable gives them."""
    usual = {"classes_start": term.span.starts, "classes_end": term.span.ends}
    taken = attended(desk.case, plan, term)
    for modality in dict.fromkeys(offering.modality for offering in taken):
        running = [o for o in taken if o.modality == modality and not o.sessions]
        first = min((o.span.starts for o in running if o.first == term.index), default=None)
        last = max((o.span.ends for o in running if o.last == term.index), default=None)
        for kind, day in (("classes_start", first), ("classes_end", last)):
            if day is not None and day != usual[kind]:
                periods = (desk.case.programme.calendar.period(o.pattern.period, modality) for o in running)
                lines = [*_units(desk, plan, term), *desk.dating(term)]
                lines += desk.assumed(*(period.assumption for period in periods if period))
                summary = say(f"agenda.{kind}", term=term.name, modality=modality)
                yield desk.entry(kind, (term.name, modality), summary, Span(day, day), "term", lines,
                                 tentative=term.projected)  # fmt: skip


def _units(desk: Desk, plan: Plan, term: Term) -> list[str]:
    taken = attended(desk.case, plan, term)
    if not taken:
        paused = _is_pause(desk, plan, term)
        return [say("agenda.pause" if paused else "agenda.no_units", term=term)]
    lines = [say("agenda.units", term=term)]
    for offering in taken:
        words = {"unit": desk.titled(offering.unit), "modality": offering.modality}
        own = len(offering.terms) == 1 and offering.span != term.span
        days = {"starts": offering.span.starts, "ends": offering.span.ends}
        lines.append(say("agenda.unit_own", **words, **days) if own else say("agenda.unit", **words))
    return lines


def _is_pause(desk: Desk, plan: Plan, term: Term) -> bool:
    """Whether nothing is taken because a pause was asked for: one note at its start tells it all."""
    return term.index in desk.case.learner.pause and not attended(desk.case, plan, term)


def _lost(case: Case) -> list[Offering]:
    """Classes that were attended and that the plan does not count on."""
    return [attempt.offering for attempt in case.lost]


def _enrolment(desk: Desk, plan: Plan, terms: list[Term]) -> Iterator[Entry]:
    """One entry for all terms of a year that share a day, named after the first term with that day, planned or not."""
    calendar, shared = desk.case.programme.calendar, dict[tuple[str, str, date], list[Term]]()
    every = [*(offering for offering in plan.chosen if not offering.resit), *_lost(desk.case)]
    starting = {offering.first for offering in every}
    for term in terms:
        year = calendar.of(term.year)
        for kind, days in (("enrol_from", year.enrol_from), ("enrol_by", year.enrol_by)):
            day = days[term.position]
            if term.index in starting and day is not None:
                owner = calendar.patterns[days.index(day)]
                shared.setdefault((kind, f"{term.year}-{owner.id}", day), []).append(term)
    for (kind, subject, day), sharing in shared.items():
        names = {term.index for term in sharing}
        units = [offering.unit for offering in every if offering.first in names]
        dating = desk.dating(sharing[0], stated=True)
        summary = say(f"agenda.{kind}", terms=listed([term.name for term in sharing]))
        lines = [say("agenda.starting", units=listed(units)), *dating]
        alarm, span = kind == "enrol_by", Span(day, day)
        yield desk.entry(kind, (subject,), summary, span, "enrolment", lines, tentative=bool(dating), alarm=alarm)


def _exams(desk: Desk, plan: Plan, term: Term) -> Iterator[Entry]:
    """Exams of a term with units; those of a later session concern only who failed before."""
    calendar = desk.case.programme.calendar
    dating = desk.dating(term, stated=True)
    taken = attended(desk.case, plan, term)
    for session, span in calendar.of(term.year).exams[term.position] if taken else ():
        summary = say("agenda.exam", term=term.name, session=session)
        only = [say("agenda.second_session_only")] if session > 1 else []
        yield desk.entry(
            "exam", (term.name, session), summary, span, "exam",
            [*only, *_units(desk, plan, term), *dating], tentative=bool(dating or only),
        )  # fmt: skip


def _second_sessions(desk: Desk, plan: Plan) -> Iterator[Entry]:
    """Second sessions of the years with classes, to be kept free in case; those that the plan counts on are its own."""
    calendar = desk.case.programme.calendar
    counted = {offering.span for offering in plan.chosen if offering.resit}
    taken = [*(offering for offering in plan.chosen if not offering.resit), *_lost(desk.case)]
    for year in sorted({offering.year for offering in taken}):
        for number, span in enumerate(calendar.of(year).resits, 1):
            if span not in counted:
                dating = desk.dating(calendar.term(year * calendar.size), stated=True)
                lines = [say("agenda.second_session_only"), *dating]
                summary = say("agenda.second_session", year=calendar.year_name(year))
                subject = (calendar.year_name(year), number)
                yield desk.entry("second_session", subject, summary, span, "exam", lines, tentative=True)


def _milestone(desk: Desk, plan: Plan, term: Term, event: Happening) -> Entry:
    """Only a second session has days that a document gives; the others are the plan's, or the end of a term."""
    dating, assumptions = _origin(desk, term, event)
    lines, last = [], event.ends
    if event.kind == "workshop":
        lines = [say("agenda.some_day", starts=event.starts, ends=event.ends)]
        last = event.starts  # a note at the beginning, for what has no day of its own
    elif event.kind in ("certificate", "report", "award") and event.ends == term.span.ends:
        lines = [say("agenda.term_day", term=term)]
    subject: tuple[object, ...] = (event.name,) if event.kind in ("resit", "certificate") else ()
    subject += _again(desk.case, term, event)
    summary = say(f"event.{event.kind}", name=event.name or "")
    return desk.entry(
        event.kind, subject, summary, Span(event.starts, last), "exam" if event.kind == "resit" else "milestone",
        [*lines, *dating, *desk.assumed(*assumptions)], tentative=event.kind != "resit" or bool(dating),
    )  # fmt: skip


def _again(case: Case, term: Term, event: Happening) -> tuple[object, ...]:
    """What tells a second session or a defence from those before it, which stay where they were."""
    if event.kind == "resit":
        number = sum(a.lost and a.offering.unit == event.name and a.offering.last <= term.index for a in case.lost)
    elif event.kind == "report" and case.history is not None:
        number = 1 + sum(lost < term.index for lost in case.history.lost_defences)
    else:
        return ()
    return (number,) if number > 1 else ()


def _origin(desk: Desk, term: Term, event: Happening) -> tuple[list[str], tuple[str | None, ...]]:
    """Why the days of a milestone are not certain, and the assumptions behind them."""
    case, award = desk.case, desk.case.target.award.assumptions
    calendar = case.programme.calendar
    if event.kind == "experience":
        rule = case.experience_rule
        return desk.dating(calendar.term(case.learner.start)), (award.get("accrual"), rule.assumption if rule else None)
    if event.kind == "internship":
        pathway = case.programme.pathways.get(case.learner.pathway)
        if case.learner.windows or case.history or pathway is None:
            return [], (award.get("internship"),)
        return desk.dating(term), (award.get("internship"), pathway.window_assumption)
    if event.kind == "resit":
        return desk.dating(term, stated=True), (calendar.resits_assumption,)
    if event.kind == "certificate":
        found = (entry.assumption for entry in case.programme.certificates if entry.id == event.name)
        return desk.dating(term), tuple(found)
    return desk.dating(term), (award.get("workshop" if event.kind == "workshop" else "report"),)


def _classes(desk: Desk, plan: Plan) -> Iterator[Entry]:
    """An entry for each session of each offering that has any, those that were attended in vain too."""
    lost = [attempt.offering for attempt in desk.case.lost]
    for offering in (*(one for one in lost if one not in plan.chosen), *plan.chosen):
        for number, session in enumerate(sorted(set(offering.sessions), key=_when), 1):
            found = _class(desk, offering, session, number)
            if found is not None:
                yield found


def _when(session: Session) -> tuple[object, ...]:
    """Weekly ones first; whatever the year, each keeps its place."""
    day = session.day.isoformat() if session.day else ""
    return day, WEEKDAYS.index(session.weekday), session.starts, session.ends, session.site or "", session.room or ""


def _class(desk: Desk, offering: Offering, session: Session, number: int) -> Entry | None:
    calendar, confidence = desk.case.programme.calendar, offering.pattern.confidence
    days = sorted(class_days(calendar, offering, session))
    if not days:
        return None
    weeks = (days[-1] - days[0]).days // 7
    skipped = sorted({days[0] + WEEK * week for week in range(weeks)} - set(days))
    unsure = confidence if confidence in ("usual", "unknown") else None
    period = calendar.period(offering.pattern.period, offering.modality)
    dating = desk.dating(calendar.term(offering.first))
    lines = [
        catalogue()[f"modality.{offering.modality}"].capitalize(),
        *([say(f"agenda.confidence.{unsure}")] if unsure else []),
        *([say("agenda.teachers", names=listed(session.teachers))] if session.teachers else []),
        *dating,
        *desk.assumed(
            offering.pattern.assumption, period.assumption if period else None, *(calendar.breaks if skipped else ())
        ),
    ]
    attempt = 1 + sum(a.lost and a.offering.unit == offering.unit and a.offering.first < offering.first
                      for a in desk.case.lost)  # fmt: skip
    subject = (offering.unit, number) if attempt == 1 else (offering.unit, number, attempt)
    return desk.entry(
        "class", subject, desk.titled(offering.unit), Span(days[0], days[-1]), "class", lines,
        tentative=bool(unsure or dating), clock=(session.starts, session.ends), skipped=tuple(skipped),
        place=where(session_data(session), offering.pattern.site),
    )  # fmt: skip
