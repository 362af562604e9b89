"""Class days of random calendars and timetables, ten years ahead, against a plain enumeration that shares no code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from planner.check import clash as checked
from planner.domain.case import Case
from planner.domain.classes import class_days
from planner.domain.offering import Offering
from planner.domain.offering import Session as Timed
from planner.domain.plan import Plan
from planner.model.rules import clash as modelled
from planner.study.collisions import collisions
from tests.agreement import product_case, product_outcome
from tests.reference import solve_by_enumeration
from tests.reference.dates import Calendar
from tests.reference.random_calendars import random_calendar_case
from tests.reference.weekly import Section, Session, apart, no_clash, sections
from tests.report import ics_lines
from tests.report.calendars_sample import calendar_of

SEEDS, BATCH = 24, 12
SOLVED = 60
AHEAD = 10


@dataclass(frozen=True)
class Year:
    """A year of a random timetable, as the product has it and as the enumeration does; the two go in the same order."""

    case: Case
    number: int
    offerings: list[Offering]
    sections: list[Section]
    rows: list[list[dict[str, Any]]]
    ways: dict[frozenset[str], int]


def years(seed: int) -> Iterator[Year]:
    """From the year before the dates of the calendar to ten years after."""
    programme, learner, terms = random_calendar_case(seed)
    case = product_case(programme, learner, terms)
    calendar = Calendar(programme["calendar"], programme["pathways"])
    named: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in programme["timetable"]:
        named.setdefault((row["offering"], row["unit"]), []).append(row)
    ways = {frozenset(pair): minutes for *pair, minutes in programme["travel"]}
    for year in range(calendar.base - 1, calendar.base + AHEAD + 1):
        offerings = [o for o in case.programme.offerings(year) if o.pattern.named]
        plain = list(sections(programme, calendar, range(year, year + 1), str))
        yield Year(case, year, offerings, plain, list(named.values()), ways)


def check_days(year: Year) -> None:
    """The days of every offering and of each of its sessions."""
    for offering, section in zip(year.offerings, year.sections, strict=True):
        assert (offering.span, offering.terms) == ((section.starts, section.ends), section.terms)
        for session, plain in zip(offering.sessions, section.sessions, strict=True):
            assert class_days(year.case.programme.calendar, offering, session) == plain.days
            assert session.weekday == plain.weekday


def check_clashes(year: Year) -> int:
    """Model and checker on each two sections; how many clash."""
    programme, found = year.case.programme, 0
    pairs = zip(combinations(year.offerings, 2), combinations(year.sections, 2), strict=True)
    for (one, other), plain in pairs:
        expected = not no_clash(list(plain), year.ways)
        near = (other, one) if one.span.starts > other.span.starts else (one, other)
        meet = bool(list(modelled._pairs_in_time([one, other])))
        if one.unit == other.unit:  # never taken together, and so never asked for
            assert not meet
            meet = one.span.overlaps(other.span)
        assert (meet and modelled._clash(programme, *near)) == expected
        assert any(meeting.clashes for meeting in checked.meetings(programme, one, other)) == expected
        found += expected
    return found


Use = tuple[str, frozenset[tuple[str, int, str]]]


def uses(year: Year) -> tuple[Counter[Use], Counter[Use]]:
    """Rooms and teachers that two sessions need at once, by trying each two; one class is needed once."""
    rooms: Counter[Use] = Counter()
    teachers: Counter[Use] = Counter()
    every = [
        (section, row, session)
        for section, rows in zip(year.sections, year.rows, strict=True)
        for row, session in zip([row for row in rows if row.get("start")], section.sessions, strict=True)
    ]
    for (one, here, a), (other, there, b) in combinations(every, 2):
        if one is other or not a.days & b.days or _one_class(here, a, there, b):
            continue
        both = frozenset(((one.unit, a.starts, a.weekday), (other.unit, b.starts, b.weekday)))
        together = a.starts < b.ends and b.starts < a.ends
        if here["room"] and (here["room"], a.site) == (there["room"], b.site) and together:
            rooms[here["room"], both] += 1
        if here["teacher"] and here["teacher"] == there["teacher"] and not apart(a, b, year.ways):
            teachers[here["teacher"], both] += 1
    return rooms, teachers


def _one_class(here: dict[str, Any], a: Session, there: dict[str, Any], b: Session) -> bool:
    keys = ("offering", "start", "end", "site", "room")
    return [here[key] for key in keys] == [there[key] for key in keys] and a.days == b.days


def _asked(offering: Offering, session: Timed) -> tuple[str, int, str]:
    return offering.unit, session.starts, session.weekday


def check_uses(year: Year) -> int:
    """`planner timetable` names the rooms and teachers needed twice at once; how many."""
    found = collisions(year.case.programme, [year.number])
    expected = uses(year)
    for told, plain in zip((found.rooms, found.teachers), expected, strict=True):
        assert plain == Counter(
            (use.name, frozenset((_asked(use.one, use.first), _asked(use.other, use.second)))) for use in told
        )
    idle = {(idle.offering.id, idle.session) for idle in found.idle if idle.offering.year == year.number}
    none = {
        (offering.id, session)
        for offering, section in zip(year.offerings, year.sections, strict=True)
        for session, plain in zip(offering.sessions, section.sessions, strict=True)
        if not plain.days
    }
    assert idle == none
    return sum(map(len, expected))


def check_ics(year: Year) -> int:
    """Classes in a calendar are on the enumerated days, at the hour of the session; how many."""
    chosen = {
        offering.unit: (offering, section) for offering, section in zip(year.offerings, year.sections, strict=True)
    }
    plan = Plan(tuple(offering for offering, _ in chosen.values()), max(o.last for o, _ in chosen.values()))
    expected: Counter[tuple[str, date, int]] = Counter()
    for unit, (_, section) in chosen.items():
        expected.update((f"{unit} {unit}", on, plain.starts) for plain in section.sessions for on in plain.days)
    found: Counter[tuple[str, date, int]] = Counter()
    for event in ics_lines.events(calendar_of(year.case, plan)):
        if event.get("DTSTART")[0].get("VALUE") != "DATE":
            for at in ics_lines.occurrences(event):
                found[event.text("SUMMARY"), at.date(), at.hour * 60 + at.minute] += 1
    assert found == expected
    return len(expected)


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_class_days_of_random_calendars_for_ten_years(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        for year in years(seed):
            check_days(year)
            seen["clashes"] += check_clashes(year)
            seen["uses"] += check_uses(year)
            seen["dropped"] += sum(len(offering.dropped) for offering in year.offerings)
            if year.number % 5 == seed % 5:
                seen["classes"] += check_ics(year)
    assert min(seen[name] for name in ("clashes", "uses", "dropped", "classes")) >= 8


def test_plans_of_random_calendars_by_enumeration() -> None:
    seen: Counter[str] = Counter()
    for seed in range(SOLVED):
        programme, learner, terms = random_calendar_case(seed)
        expected = solve_by_enumeration(programme, learner, terms)
        status, values = product_outcome(product_case(programme, learner, terms))
        known = {name: value for name, value in expected.objectives.items() if value is not None}
        assert (status, values) == (expected.status, known), seed
        seen[status] += 1
    assert min(seen["optimal"], seen["impossible"]) >= SOLVED // 6
