"""Where an internship may stand: the few places among which a best one always is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .case import Case, Offering
from .dates import add_months
from .rules import stay_fits, terms_of


@dataclass(frozen=True)
class Stay:
    """The daytime offerings that an internship excludes, and its last day."""

    excluded: frozenset[Offering]
    ends: date


def stays(case: Case, daytime: Iterable[Offering]) -> list[Stay]:
    """Internships that begin as early as something lets them: a window, a class or the start of the plan.

    Any other internship can begin a day earlier without meeting another class, and it ends no later then.
    """
    if case.internship_months == 0:
        return [Stay(frozenset(), date.min)]
    busy = set(daytime)
    begins = {one.ends + timedelta(days=1) for one in busy} | {_earliest(case)}
    begins |= {case.calendar.ends(term) + timedelta(days=1) for term in case.paused}
    begins |= {case.calendar.starts(term) for term in terms_of(case)}
    found: set[Stay] = set()
    for first, last in case.windows:
        for begin in begins | {first}:
            end = add_months(begin, case.internship_months)
            if (
                first <= begin
                and end <= last
                and end >= case.calendar.starts(case.start)
                and stay_fits(case, begin, end)
            ):
                met = frozenset(one for one in busy if one.starts <= end and begin <= one.ends)
                found.add(Stay(met, end))
    return [one for one in found if not any(_better(other, one) for other in found)]


def _earliest(case: Case) -> date:
    """The first day on which an internship may begin so as to end on the first day of the plan or later."""
    goal = case.calendar.starts(case.start)
    begin = add_months(goal, -case.internship_months) - timedelta(days=4)
    while add_months(begin, case.internship_months) < goal:
        begin += timedelta(days=1)
    return begin


def _better(one: Stay, other: Stay) -> bool:
    return one != other and one.excluded <= other.excluded and one.ends <= other.ends
