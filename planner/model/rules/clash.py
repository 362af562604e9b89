"""No two sessions of chosen offerings overlap, and between two sites there is time to travel."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.offering import Offering, Session
from planner.domain.programme import Programme
from planner.model.cpsat import CpModel
from planner.model.variables import Variables

TICK = 1000
"""Pairs between two looks at the clock."""


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Of two offerings whose sessions clash on a day on which both have class, one at most is taken."""
    near = _pairs_in_time([offering for offering in variables.offerings if offering.held])
    for number, (one, other) in enumerate(near):
        if number % TICK == 0:
            variables.tick()
        if case.is_kept(one) and case.is_kept(other):
            continue
        if _clash(case.programme, one, other):
            with variables.about(one.unit, other.unit):
                model.add_at_most_one([variables.taken(one), variables.taken(other)])


def _pairs_in_time(timed: list[Offering]) -> Iterator[tuple[Offering, Offering]]:
    """Pairs of different units that share a day; a unit may have many sections, one after the other."""
    timed = sorted(timed, key=lambda offering: offering.span.starts)
    changes = [len(timed)] * len(timed)
    for place in range(len(timed) - 2, -1, -1):
        changes[place] = changes[place + 1] if timed[place].unit == timed[place + 1].unit else place + 1
    for place, one in enumerate(timed):
        at = changes[place]
        while at < len(timed) and timed[at].span.starts <= one.span.ends:
            if timed[at].unit == one.unit:
                at = changes[at]
            else:
                yield one, timed[at]
                at += 1


def _clash(programme: Programme, one: Offering, other: Offering) -> bool:
    return any(
        a.weekday == b.weekday and _too_close(programme, one, a, other, b) and _same_day(programme, one, a, other, b)
        for a in one.held
        for b in other.held
    )


def _too_close(programme: Programme, one: Offering, a: Session, other: Offering, b: Session) -> bool:
    """Whether one cannot be at both on the same day; unknown travel takes no time."""
    travel = programme.travel_minutes(one.site_of(a), other.site_of(b)) or 0
    return a.starts < b.ends + travel and b.starts < a.ends + travel


def _same_day(programme: Programme, one: Offering, a: Session, other: Offering, b: Session) -> bool:
    """Whether there is a day on which both sessions take place."""
    calendar = programme.calendar
    return not class_days(calendar, one, a).isdisjoint(class_days(calendar, other, b))
