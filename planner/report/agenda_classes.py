"""Weekly classes as calendar entries: the weekday inside the offering's days, except holidays and exam weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.calendar import Calendar, Span, shift_years
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import Offering, Session
from planner.domain.plan import Plan
from planner.messages import catalogue, say
from planner.report.agenda_entry import Desk, Entry

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


def classes(desk: Desk, plan: Plan) -> Iterator[Entry]:
    """An entry for each weekly session of each offering that has any."""
    for offering in plan.chosen:
        for number, session in enumerate(sorted(set(offering.sessions), key=_when), 1):
            found = _weekly(desk, offering, session, number)
            if found is not None:
                yield found


def _when(session: Session) -> tuple[int, int, int]:
    return WEEKDAYS.index(session.weekday), session.starts, session.ends


def _weekly(desk: Desk, offering: Offering, session: Session, number: int) -> Entry | None:
    calendar, confidence = desk.case.programme.calendar, offering.pattern.confidence
    days = class_days(calendar, offering, session)
    if not days:
        return None
    weeks = (days[-1] - days[0]).days // 7
    skipped = sorted({days[0] + WEEK * week for week in range(weeks)} - set(days))
    unsure = confidence if confidence in ("usual", "unknown") else None
    period = calendar.period(offering.pattern.period, offering.modality)
    dating = desk.dating(calendar.term(offering.first))
    lines = [
        catalogue(desk.lang)[f"modality.{offering.modality}"].capitalize(),
        *([say(desk.lang, f"agenda.confidence.{unsure}")] if unsure else []),
        *dating,
        *desk.assumed(offering.pattern.assumption, period.assumption if period else None),
    ]
    return desk.entry(
        "class", (offering.unit, number), desk.titled(offering.unit), Span(days[0], days[-1]), "class", lines,
        tentative=bool(unsure or dating), clock=(session.starts, session.ends), skipped=tuple(skipped),
        place=offering.pattern.site or "",
    )  # fmt: skip


def class_days(calendar: Calendar, offering: Offering, session: Session) -> list[date]:
    """Days of the session, in order."""
    day = offering.span.starts
    day += DAY * ((WEEKDAYS.index(session.weekday) - day.weekday()) % 7)
    closed, found = list(_closed(calendar, offering)), []
    while day <= offering.span.ends:
        if not any(span.starts <= day <= span.ends for span in closed):
            found.append(day)
        day += WEEK
    return found


def _closed(calendar: Calendar, offering: Offering) -> Iterator[Span]:
    """Holidays, and what lies between the last day of classes of a term and the next term.

    An offering whose own days end otherwise than its last term says itself when its classes end.
    """
    later = offering.year - calendar.year
    yield from (holiday.shifted(later) for _, holiday in calendar.holidays)
    for index in offering.terms:
        term, last = calendar.term(index), index == offering.last
        classes_end = calendar.patterns[term.position].classes_end
        end = shift_years(classes_end, later) if classes_end else term.span.ends
        reopens = term.span.ends + DAY if last else calendar.term(index + 1).span.starts
        if end + DAY < reopens and (not last or offering.span.ends == term.span.ends):
            yield Span(end + DAY, reopens - DAY)
