"""Whether every academic year offers the same choices: classes that clash in one year may not do so in another."""

from __future__ import annotations

from itertools import combinations

from planner.domain.calendar import DAY, Calendar, Span
from planner.domain.classes import class_days, closures
from planner.domain.offering import Offering, OfferingPattern, Session
from planner.domain.programme import Programme

WEEK_OF_DAYS = 7
LEAP = 2
"""Days by which a span may be shorter in another year: 29 February at either end."""


def years_alike(programme: Programme, years: range) -> bool:
    """Whether classes clash in all these years or in none, as far as that is easily known.

    Dated sessions, which holidays and the ends of terms drop in some years only, may clash differently in each. So may
    weekly ones whose offerings have few days in common.
    """
    timed = [p for p in programme.patterns if p.sessions and not isinstance(p.years, int)]
    if any(pattern.dated is not None for pattern in timed):
        return False
    offered = {o.pattern: o for o in programme.offerings(programme.calendar.year)}
    offered |= {o.pattern: o for o in programme.offerings(programme.calendar.year + 1)}
    known = [offered[pattern] for pattern in timed if pattern in offered]
    pairs = [(one, other) for one, other in combinations(known, 2) if one.unit != other.unit]
    return all(
        _long(programme.calendar, one, other) or _constant(programme, one.pattern, other.pattern, years)
        for one, other in pairs
        if (one.pattern.period, one.modality) != (other.pattern.period, other.modality) and _meet(one, other)
    )


def _meet(one: Offering, other: Offering) -> bool:
    """Whether they have sessions on one weekday at nearly the same time, or too close for any way between two sites."""
    return any(a.weekday == b.weekday for a in one.sessions for b in other.sessions)


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
    """Whether each two sessions share class days in all the years or in none."""
    found: dict[tuple[Session, Session], set[bool]] = {}
    for year in years:
        running = {o.pattern: o for o in programme.offerings(year)}
        if one in running and other in running:
            for a in one.sessions:
                for b in other.sessions:
                    shared = class_days(programme.calendar, running[one], a) & class_days(
                        programme.calendar, running[other], b
                    )
                    found.setdefault((a, b), set()).add(bool(shared))
    return all(len(seen) == 1 for seen in found.values())
