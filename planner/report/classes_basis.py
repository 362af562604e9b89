"""What a reader should check of the classes of a plan: how sure they are, lost dates, ways, years."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Any

from planner.check.clash import meetings
from planner.domain.case import Case
from planner.domain.offering import Cycle
from planner.domain.plan import Plan
from planner.report.events import to_come
from planner.report.years import all_years_data, years_told

Message = tuple[str, dict[str, Any]]


def of_classes(case: Case, plan: Plan) -> Iterator[Message]:
    """All of it, of classes that are not over."""
    yield from _confidence(case, plan)
    yield from _dropped(case, plan)
    yield from _travel(case, plan)
    yield from every_year(case, {offering.unit for offering in to_come(case, plan)})


def every_year(case: Case, units: Collection[str]) -> Iterator[Message]:
    """Units that a timetable lists without a year although the programme has them in some years only."""
    found: dict[tuple[str | int | Cycle, ...], list[str]] = {}
    for unit, years in case.programme.dropped_years().items():
        if unit in units:
            found.setdefault(years, []).append(unit)
    for years, names in found.items():
        when = years_told(all_years_data(years))
        yield "warning.every_year", {"units": ", ".join(names), "when": when}


def _confidence(case: Case, plan: Plan) -> Iterator[Message]:
    unsure = [offering.unit for offering in to_come(case, plan) if offering.pattern.confidence == "unknown"]
    if unsure:
        yield "warning.unsure", {"names": ", ".join(sorted(unsure))}


def _dropped(case: Case, plan: Plan) -> Iterator[Message]:
    """Dates that fall on a holiday or beyond the term in the year of the plan."""
    for offering in to_come(case, plan):
        days = tuple(session.day for session, _ in offering.dropped)
        if days:
            yield "warning.dropped", {"unit": offering.unit, "days": days}


def _travel(case: Case, plan: Plan) -> Iterator[Message]:
    """Sites used on the same day, with no word on how long it takes between them."""
    unknown: dict[str, None] = {}
    for one, other in combinations(to_come(case, plan), 2):
        for meeting in meetings(case.programme, one, other):
            if meeting.travel is None:
                ends = one.site_of(meeting.one), other.site_of(meeting.other)
                unknown[" – ".join(sorted(str(site) for site in ends))] = None
    if unknown:
        yield "warning.travel_unknown", {"names": ", ".join(sorted(unknown))}
