"""No two sessions of chosen offerings overlap, and between two sites there is time to travel."""

from __future__ import annotations

from collections.abc import Iterator

from ortools.sat.python.cp_model import CpModel

from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.offering import Offering, Session
from planner.domain.programme import Programme
from planner.model.variables import Variables


def add(model: CpModel, variables: Variables, case: Case) -> None:
    """Of two offerings whose sessions clash on a day on which both have class, one at most is taken."""
    for one, other in _near([offering for offering in variables.offerings if offering.held]):
        if one.unit == other.unit or (case.is_kept(one) and case.is_kept(other)):
            continue
        if _clash(case.programme, one, other):
            with variables.about(one.unit, other.unit):
                model.add_at_most_one([variables.taken(one), variables.taken(other)])


def _near(timed: list[Offering]) -> Iterator[tuple[Offering, Offering]]:
    """Pairs that share a day."""
    timed = sorted(timed, key=lambda offering: offering.span.starts)
    for place, one in enumerate(timed):
        for other in timed[place + 1 :]:
            if other.span.starts > one.span.ends:
                break
            yield one, other


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
