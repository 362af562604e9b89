"""The days on which an offering has classes: inside its own days, except holidays and exam weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.calendar import DAY, Calendar, Span
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import WEEK, Offering, Session

Days = frozenset[date]


def class_days(calendar: Calendar, offering: Offering, session: Session) -> Days:
    """Days of the session, in its term alone where it has one; a dated one has one, or none where it is dropped."""
    if session.day is not None:
        return frozenset((session.day,) if session in offering.held else ())
    terms, span = offering.terms, offering.span
    if session.term is not None:
        terms, span = (session.term,), share(calendar, terms, span, session.term)
    key = (terms, span, session.weekday)
    found = calendar.weekly.get(key)
    if found is None:
        found = calendar.weekly.setdefault(key, frozenset(_weekly(calendar, *key)))
    return found


def _weekly(calendar: Calendar, terms: tuple[int, ...], span: Span, weekday: str) -> Iterator[date]:
    closed = list(closures(calendar, terms, span))
    day = span.starts + DAY * ((WEEKDAYS.index(weekday) - span.starts.weekday()) % 7)
    while day <= span.ends:
        if not any(no_class.starts <= day <= no_class.ends for no_class in closed):
            yield day
        day += WEEK


def closures(calendar: Calendar, terms: tuple[int, ...], span: Span) -> Iterator[Span]:
    """Holidays, and what lies between the last day of classes of a term and the next term.

    An offering whose own days end otherwise than its last term says itself when its classes end.
    """
    year = terms[0] // calendar.size
    days = calendar.of(year)
    yield from days.holidays
    for index in terms:
        term, last = calendar.term(index), index == terms[-1]
        end = days.classes_end[term.position]
        reopens = term.span.ends + DAY if last else calendar.term(index + 1).span.starts
        if end + DAY < reopens and (not last or span.ends == term.span.ends):
            yield Span(end + DAY, reopens - DAY)


def share(calendar: Calendar, terms: tuple[int, ...], span: Span, term: int) -> Span:
    """The days of an offering in one of its terms: its own first and last day bound the first and the last of them."""
    own = calendar.term(term).span
    return Span(
        span.starts if term == terms[0] else own.starts,
        span.ends if term == terms[-1] else own.ends,
    )


def no_class(calendar: Calendar, inside: Span, day: date, year: int) -> str | None:
    """Why a dated session has no class on a day: `outside` its days, or on a `holiday`; None where it has one."""
    if not inside.starts <= day <= inside.ends:
        return "outside"
    return "holiday" if any(span.starts <= day <= span.ends for span in calendar.of(year).holidays) else None
