"""Whether every academic year offers the same choices: classes that clash in one year may not do so in another."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from typing import NamedTuple

from planner.domain.calendar import DAY, Calendar, Span
from planner.domain.classes import Days, class_days, closures
from planner.domain.offering import Offering, OfferingPattern
from planner.domain.programme import Programme

WEEK_OF_DAYS = 7
LEAP = 2
"""Days by which a span may be shorter in another year: 29 February at either end."""


class _Kind(NamedTuple):
    """Weekly sessions that have their classes on the same days of every year: an offering that stands for all of them,
    and the units that have such sessions.
    """

    one: Offering
    units: set[str]


def years_alike(programme: Programme, years: range) -> bool:
    """Whether classes clash in all these years or in none, as far as that is easily known.

    Dated sessions, which holidays and the ends of terms drop in some years only, may clash differently in each. So may
    weekly ones whose offerings have few days in common.
    """
    timed = [p for p in programme.patterns if p.sessions and not isinstance(p.years, int)]
    if any(pattern.dated is not None for pattern in timed):
        return False
    return all(
        _long(programme.calendar, one.one, other.one) or _constant(programme, one.one.pattern, other.one.pattern, years)
        for kinds in _kinds(programme).values()
        for one, other in combinations(kinds.values(), 2)
        if len(one.units | other.units) > 1 and _apart(one.one, other.one)
    )


def _kinds(programme: Programme) -> dict[str, dict[Hashable, _Kind]]:
    """What there is on each weekday, each kind once, however many sections a unit has."""
    found: dict[str, dict[Hashable, _Kind]] = {}
    for year in (programme.calendar.year + 1, programme.calendar.year):
        for one in programme.offerings(year):
            pattern = one.pattern
            if isinstance(pattern.years, int):
                continue
            for weekday in {session.weekday for session in pattern.sessions}:
                key = (pattern.period, one.modality, pattern.years, pattern.closed)
                found.setdefault(weekday, {}).setdefault(key, _Kind(one, set())).units.add(one.unit)
    return found


def _apart(one: Offering, other: Offering) -> bool:
    """Whether they do not have the same days in every year already."""
    return (one.pattern.period, one.modality) != (other.pattern.period, other.modality)


def _long(calendar: Calendar, one: Offering, other: Offering) -> bool:
    """Whether so many days are common, or so clearly none, that every year has a week of classes in common, or none.

    So many closures leave at most one run of days more; where the days left are more than six times the runs, one run
    has a whole week.
    """
    first, last = max(one.span.starts, other.span.starts), min(one.span.ends, other.span.ends)
    days = (last - first).days + 1 - LEAP
    closed = [*closures(calendar, one.terms, one.span), *closures(calendar, other.terms, other.span)]
    inside = [Span(max(span.starts, first), min(span.ends, last)) for span in closed]
    lengths = [(span.ends - span.starts) // DAY + 1 + LEAP for span in inside if span.starts <= span.ends]
    return days <= -2 * LEAP or days - sum(lengths) > (WEEK_OF_DAYS - 1) * (len(lengths) + 1)


def _constant(programme: Programme, one: OfferingPattern, other: OfferingPattern, years: range) -> bool:
    """Whether each two sessions on one weekday share class days in all the years or in none."""
    seen: dict[str, set[bool]] = {}
    for year in years:
        running = {id(o.pattern): o for o in programme.offerings(year) if o.pattern is one or o.pattern is other}
        if len(running) == 2:
            days = [_days(programme.calendar, running[id(pattern)]) for pattern in (one, other)]
            for weekday in days[0].keys() & days[1].keys():
                seen.setdefault(weekday, set()).add(not days[0][weekday].isdisjoint(days[1][weekday]))
    return all(len(found) == 1 for found in seen.values())


def _days(calendar: Calendar, offering: Offering) -> dict[str, Days]:
    """Its class days on each weekday on which it has any."""
    return {session.weekday: class_days(calendar, offering, session) for session in offering.sessions}
