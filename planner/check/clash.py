"""No two sessions of chosen offerings overlap, and between two sites there is time to travel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.offering import Offering, Session
from planner.domain.plan import Plan, Violation
from planner.domain.programme import Programme


class Meeting(NamedTuple):
    """Two sessions on the same day: minutes between them (negative where they overlap) and minutes of travel, None
    where no table says. `day` is None where they meet every week.
    """

    one: Session
    other: Session
    day: date | None
    gap: int
    travel: int | None

    @property
    def clashes(self) -> bool:
        """Whether nobody can attend both; unknown travel takes no time."""
        return self.gap < (self.travel or 0)


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each pair of offerings with sessions on one day at the same time, or too close for the way between them."""
    timed = [offering for offering in plan.chosen if offering.sessions]
    for place, one in enumerate(timed):
        for other in timed[place + 1 :]:
            if one.unit == other.unit or (case.is_kept(one) and case.is_kept(other)):
                continue
            found = [meeting for meeting in meetings(case.programme, one, other) if meeting.clashes]
            if found:
                term = case.programme.calendar.term(max(one.first, other.first)).name
                yield _violation(one.unit, other.unit, term, min(found, key=lambda meeting: meeting.gap >= 0))


def _violation(unit: str, other: str, term: str, meeting: Meeting) -> Violation:
    values = {"unit": unit, "other": other, "term": term}
    if meeting.gap >= 0:
        key, more = "check.travel", {"weekday": meeting.one.weekday, "gap": meeting.gap, "minutes": meeting.travel}
    elif meeting.day is not None:
        key, more = "check.clash_day", {"day": meeting.day}
    else:
        key, more = "check.clash", {"weekday": meeting.one.weekday}
    return Violation("clash", key, (unit, other, term), values | more)


def meetings(programme: Programme, one: Offering, other: Offering) -> Iterator[Meeting]:
    """Pairs of sessions of two offerings that both take place on some day."""
    if not one.span.overlaps(other.span):
        return
    for a, b in product(one.held, other.held):
        if same_day(programme, one, a, other, b):
            gap = max(a.starts, b.starts) - min(a.ends, b.ends)
            yield Meeting(a, b, a.day or b.day, gap, programme.travel_minutes(one.site_of(a), other.site_of(b)))


def same_day(programme: Programme, one: Offering, a: Session, other: Offering, b: Session) -> bool:
    """Whether both sessions ever have class on the same day."""
    if a.weekday != b.weekday:
        return False
    return bool(class_days(programme.calendar, one, a) & class_days(programme.calendar, other, b))
