"""A scenario's changes applied to the offerings of a programme."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from planner.domain.offering import Offering, OfferingPattern, Session
from planner.domain.programme import Programme
from planner.domain.scenario import Change, Close, Move, Open, Seats, Selector


def with_patterns(programme: Programme, patterns: Iterable[OfferingPattern]) -> Programme:
    """The programme with these offerings instead of its own."""
    return replace(programme, patterns=tuple(patterns))


def apply(programme: Programme, change: Change) -> Programme:
    """The programme after a change of its offerings; itself where the change is another, or does not concern it."""
    match change:
        case Close(where):
            return _change_selected(programme, where, lambda _: None)
        case Seats(where, seats):
            return _change_selected(programme, where, lambda pattern: replace(pattern, seats=seats))
        case Move():
            return _change_selected(programme, change.where, lambda pattern: _move(programme, pattern, change))
        case Open():
            return _open(programme, change)
    return programme


def _change_selected(
    programme: Programme, where: Selector, make: Callable[[OfferingPattern], OfferingPattern | None]
) -> Programme:
    """What is meant replaced by what becomes of it (None: nothing), in the year that is meant or in all."""
    found: list[OfferingPattern] = []
    for pattern in programme.patterns:
        years = where.years(programme, pattern)
        changed = None if years is None else make(pattern)
        if years is None or changed == pattern:
            found.append(pattern)
            continue
        if isinstance(years, int) and pattern.years != years:
            found.append(replace(pattern, closed=pattern.closed | {years}))
            changed = None if changed is None else replace(changed, years=years, closed=frozenset())
        if changed is not None:
            found.append(_with_free_id(changed, [*found, *programme.patterns], pattern))
    return with_patterns(programme, found) if tuple(found) != programme.patterns else programme


def _with_free_id(new: OfferingPattern, others: Iterable[OfferingPattern], old: OfferingPattern) -> OfferingPattern:
    """The pattern under an id that no other offering of a year has; that of the pattern it comes from may stay."""
    taken = {other.id for other in others if other.id != old.id}
    name, number = new.id, 2
    while name in taken:
        name, number = f"{new.id}-{number}", number + 1
    return replace(new, id=name)


def _move(programme: Programme, pattern: OfferingPattern, to: Move) -> OfferingPattern:
    """The pattern in its new place; in another period its dated sessions become weekly ones, on their weekdays."""
    period = pattern.period if to.period is None else to.period
    if programme.calendar.period(period, pattern.modality) is None:
        return pattern
    name, sessions = pattern.id, pattern.sessions
    if period != pattern.period:
        sessions = tuple(dict.fromkeys(replace(session, day=None) for session in sessions))
        if name == _usual_id(pattern.unit, pattern.period, pattern.modality):
            name = _usual_id(pattern.unit, period, pattern.modality)
    sessions = _in_new_hours(sessions, to)
    if to.site is not None:
        sessions = tuple(replace(session, site=None) for session in sessions)
    dated = pattern.dated if any(session.day for session in sessions) else None
    site = pattern.site if to.site is None else to.site
    return replace(pattern, id=name, period=period, sessions=sessions, site=site, dated=dated)


def _in_new_hours(sessions: tuple[Session, ...], to: Move) -> tuple[Session, ...]:
    """The sessions as they are, or a weekly one in their place: a weekday alone keeps the times of the first."""
    if to.weekday is None and to.starts is None:
        return sessions
    if sessions:
        first = replace(sessions[0], day=None)
    elif to.weekday is not None and to.starts is not None and to.ends is not None:
        first = Session(to.weekday, to.starts, to.ends)
    else:
        return ()
    starts, ends = (first.starts, first.ends) if to.starts is None or to.ends is None else (to.starts, to.ends)
    return (replace(first, weekday=to.weekday or first.weekday, starts=starts, ends=ends),)


def _open(programme: Programme, change: Open) -> Programme:
    unit = programme.unit_code(change.unit)
    if unit not in programme.courses() or programme.calendar.period(change.period, change.modality) is None:
        return programme
    assert unit is not None
    name = f"{change.offering}-*" if change.offering else _usual_id(unit, change.period, change.modality)
    new = OfferingPattern(
        name, unit, change.period, change.modality, "every" if change.year is None else change.year, None,
        change.sessions, change.site, change.seats, change.confidence,
    )  # fmt: skip
    taken, number = {pattern.id for pattern in programme.patterns}, 2
    while new.id in taken:
        new, number = replace(new, id=f"{name}-{number}"), number + 1
    return with_patterns(programme, (*programme.patterns, new))


def _usual_id(unit: str, period: str, modality: str) -> str:
    return f"{unit}-*-{period}-{modality}"


def close_offerings(programme: Programme, offerings: Collection[str], years: Iterable[int]) -> Programme:
    """The programme without the offerings of these ids in these years."""
    if not offerings:
        return programme
    closed: dict[str, set[int]] = {}
    for year in years:
        for offering in programme.offerings(year):
            if offering.id in offerings:
                closed.setdefault(offering.pattern.id, set()).add(year)
    if not closed:
        return programme
    patterns = programme.patterns
    return with_patterns(programme, (replace(p, closed=p.closed | closed.get(p.id, set())) for p in patterns))


def by_id(programme: Programme, years: Iterable[int]) -> dict[str, Offering]:
    """The offerings of these years by their ids."""
    return {offering.id: offering for year in years for offering in programme.offerings(year)}
