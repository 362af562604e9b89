"""Dated sessions in other academic years: those of a term all move by the same whole number of weeks.

It is the number that brings the first of them nearest to its day and month without leaving its days in the term. So
what alternates goes on alternating, and ten classes stay on ten days, but for those that fall on a holiday or beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from planner.domain.calendar import Calendar, Shift, Span
from planner.domain.classes import no_class, share
from planner.domain.offering import WEEK, Dropped, OfferingPattern, Session

Place = tuple[str, str, tuple[int, ...]]
"""Period and modality of an offering, and the positions of its terms."""


class First(NamedTuple):
    """The first day of the dated sessions of a term, and where those of that day stand: period and modality, terms."""

    day: date
    places: frozenset[Place]


Firsts = Mapping[tuple[int, int], First]
"""By academic year of the days and position of the term."""


def firsts(calendar: Calendar, patterns: Iterable[OfferingPattern]) -> Firsts:
    """The first dated sessions of each term, among those in it that repeat in other years."""
    found: dict[tuple[int, int], First] = {}
    for pattern in patterns:
        if pattern.dated is None or pattern.dated == pattern.years:
            continue
        positions = positions_of(calendar, pattern)
        for day in (session.day for session in pattern.sessions if session.day is not None):
            key = pattern.dated, position(calendar, pattern.dated, positions, day)
            place, known = (pattern.period, pattern.modality, positions), found.get(key)
            inside = _share(calendar, place, *key)
            if not inside.starts <= day <= inside.ends:
                continue
            if known is None or day < known.day:
                found[key] = First(day, frozenset((place,)))
            elif day == known.day:
                found[key] = First(day, known.places | {place})
    return found


def positions_of(calendar: Calendar, pattern: OfferingPattern) -> tuple[int, ...]:
    """Positions of the terms in which the offerings of a pattern run."""
    period = calendar.period(pattern.period, pattern.modality)
    assert period is not None, "checked when the programme was read"
    return period.positions


def position(calendar: Calendar, year: int, positions: tuple[int, ...], day: date) -> int:
    """The last of the terms that has begun on the day; days before the first count as in it."""
    begun = [place for place in positions if calendar.of(year).terms[place].starts <= day]
    return begun[-1] if begun else positions[0]


def in_year(
    calendar: Calendar, first: Firsts, pattern: OfferingPattern, year: int, span: Span
) -> tuple[tuple[Session, ...], tuple[Dropped, ...]]:
    """The sessions of a pattern's offering of an academic year, on the days `span`, dated ones with their day and term;
    and those of them that have no class.
    """
    if pattern.dated is None:
        return pattern.sessions, ()
    positions, found, dropped = positions_of(calendar, pattern), list[Session](), list[Dropped]()
    terms = tuple(year * calendar.size + place for place in positions)
    for session in pattern.sessions:
        if session.day is None:
            found.append(session)
            continue
        place = position(calendar, pattern.dated, positions, session.day)
        day = session.day
        if year != pattern.dated:
            leading = first.get((pattern.dated, place), First(day, frozenset()))
            day += _weeks(calendar, leading, (pattern.dated, place), year) * WEEK
        term = year * calendar.size + place
        moved = replace(session, day=day, term=term)
        why = no_class(calendar, share(calendar, terms, span, term), day, year)
        found.append(moved)
        if why is not None:
            dropped.append(Dropped(moved, why))
    return tuple(found), tuple(dropped)


def _share(calendar: Calendar, where: Place, year: int, position: int) -> Span:
    """The days of an offering of an academic year in the term at a position."""
    period, modality, positions = where
    terms = tuple(year * calendar.size + each for each in positions)
    return share(calendar, terms, calendar.days_of(period, modality, year), year * calendar.size + position)


def _weeks(calendar: Calendar, first: First, term: tuple[int, int], year: int) -> int:
    """Weeks from the year in which the days of a term stand to another one."""
    dated, place = term
    same = Shift(year - dated).day(first.day)
    nearest = round((same - first.day).days / 7)
    shares = [_share(calendar, where, year, place) for where in first.places]
    starts = max((span.starts for span in shares), default=date.min)
    ends = min((span.ends for span in shares), default=date.max)
    weeks = nearest
    while first.day + weeks * WEEK < starts:
        weeks += 1
    while first.day + weeks * WEEK > ends:
        weeks -= 1
    return weeks if first.day + weeks * WEEK >= starts else nearest
