"""The days on which an offering has classes: inside its own days, except holidays and exam weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.domain.calendar import Calendar, Span, shift_years
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import WEEK, Offering, Session

DAY = timedelta(days=1)


def class_days(calendar: Calendar, offering: Offering, session: Session) -> list[date]:
    """Days of the session, in order; a dated one has one."""
    if session.day is not None:
        return [session.day]
    day = offering.span.starts
    day += DAY * ((WEEKDAYS.index(session.weekday) - day.weekday()) % 7)
    closed, found = list(_closed(calendar, offering)), []
    while day <= offering.span.ends:
        if not any(span.starts <= day <= span.ends for span in closed):
            found.append(day)
        day += WEEK
    return found


def has_classes(calendar: Calendar, offering: Offering, day: date) -> bool:
    """Whether weekly sessions of the offering on that weekday take place on the day."""
    if not offering.span.starts <= day <= offering.span.ends:
        return False
    return not any(span.starts <= day <= span.ends for span in _closed(calendar, offering))


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
