"""Sections with sessions, weekly or dated, and the ways between their sites; read from rows of a timetable.

Two sessions clash where there is a day on which both take place and on which nobody can be at both: they overlap, or
the minutes between them are fewer than the way between their sites takes. No way is known: it takes no time. At a
distance there is no site. A dated session of another academic year is on the same weekday, on the day nearest to the
same date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from .dates import Calendar, day, shifted

Raw = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """A session of an offering of one year, with all its days."""

    weekday: str
    starts: int
    ends: int
    site: str | None
    days: frozenset[date]
    terms: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """An offering of one academic year."""

    unit: str
    modality: str
    terms: tuple[int, ...]
    starts: date
    ends: date
    sessions: tuple[Session, ...]


def minutes(text: str) -> int:
    """Minutes after midnight."""
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


def sections(programme: Raw, calendar: Calendar, years: range, resolve: Callable[[str], str]) -> Iterator[Section]:
    """The sections of the timetable in some academic years."""
    named: dict[str, list[Raw]] = {}
    for row in programme["timetable"]:
        named.setdefault(row["offering"], []).append(row)
    for year in years:
        for rows in named.values():
            only, _, period = rows[0]["period"].rpartition("-")
            if not only or int(only) == year:
                yield _section(programme, calendar, year, period, rows, resolve)


def _section(
    programme: Raw, calendar: Calendar, year: int, period: str, rows: list[Raw], resolve: Callable[[str], str]
) -> Section:
    modality = rows[0]["modality"]
    fitting = [raw for raw in programme["calendar"]["periods"] if raw["id"] == period]
    own = [raw for raw in fitting if raw.get("modality") == modality]
    raw = (own + [raw for raw in fitting if raw.get("modality") is None])[0]
    terms = tuple(sorted(year * calendar.size + calendar.ids.index(name) for name in raw["terms"]))
    starts = calendar.in_year(day(raw["starts"]), year) if raw.get("starts") else calendar.starts(terms[0])
    ends = calendar.in_year(day(raw["ends"]), year) if raw.get("ends") else calendar.ends(terms[-1])
    closed = list(_closed(programme["calendar"], calendar, year, terms))
    found = []
    for row in rows:
        if row.get("date"):
            written = day(row["date"])
            found.append(_dated(row, calendar, year, terms, written))
        elif row.get("weekday"):
            on = (starts + ONE * number for number in range((ends - starts).days + 1))
            days = [d for d in on if DAYS[d.weekday()] == row["weekday"] and not any(a <= d <= b for a, b in closed)]
            found.append(_session(row, row["weekday"], days, terms))
    return Section(resolve(rows[0]["unit"]), modality, terms, starts, ends, tuple(found))


def _closed(raw: Raw, calendar: Calendar, year: int, terms: tuple[int, ...]) -> Iterator[tuple[date, date]]:
    """Holidays, and the days between the terms of a section that has several."""
    for holiday in raw.get("holidays", ()):
        yield calendar.in_year(day(holiday["starts"]), year), calendar.in_year(day(holiday["ends"]), year)
    for one, following in pairwise(terms):
        yield calendar.ends(one) + ONE, calendar.starts(following) - ONE


def _dated(row: Raw, calendar: Calendar, year: int, terms: tuple[int, ...], written: date) -> Session:
    """On its day; in another year on the nearest day of that weekday. It belongs to the term begun last by then."""
    # The dates of the tests are all of the calendar's own academic year or of the one that the period names.
    only = row["period"].rpartition("-")[0]
    stated = int(only) if only else calendar.base
    same = shifted(written, year - stated)
    near = [same + ONE * step for step in range(-3, 4) if (same + ONE * step).weekday() == written.weekday()]
    places = [term - year * calendar.size for term in terms]
    begun = [place for place in places if calendar.starts(stated * calendar.size + place) <= written]
    term = year * calendar.size + (max(begun) if begun else min(places))
    return _session(row, DAYS[written.weekday()], near, (term,))


def _session(row: Raw, weekday: str, days: list[date], terms: tuple[int, ...]) -> Session:
    site = (row.get("site") or None) if row["modality"] != "distance" else None
    return Session(weekday, minutes(row["start"]), minutes(row["end"]), site, frozenset(days), terms)


def apart(one: Session, other: Session, ways: dict[frozenset[str], int]) -> bool:
    """Whether somebody can be at both."""
    if not one.days & other.days:
        return True
    way = 0
    if one.site and other.site and one.site != other.site:
        way = ways.get(frozenset((one.site, other.site)), 0)
    first, second = sorted((one, other), key=lambda session: (session.starts, session.ends))
    return first.ends + way <= second.starts


def no_clash(chosen: list[Any], ways: dict[frozenset[str], int]) -> bool:
    """Whether all sections can be attended; what has no sessions never clashes."""
    for one, other in combinations(chosen, 2):
        if not all(apart(a, b, ways) for a in one.sessions for b in other.sessions):
            return False
    return True


def takes_evening(modality: str, session: Session) -> bool:
    """Evening classes do, and live ones at a distance from 17:00 on; all others take a day."""
    return modality == "evening" or (modality == "distance" and session.starts >= 17 * 60)


def attendable(running: list[Any], term: int, evenings: set[str], days: set[str]) -> bool:
    """Every session of the term on a free evening or day; an evening unit without any takes one evening more."""
    busy, plain = set(), 0
    for chosen in running:
        plain += chosen.modality == "evening" and not chosen.sessions
        if chosen.modality == "daytime" and not chosen.sessions and not days:
            return False
        for session in chosen.sessions:
            if term in session.terms:
                evening = takes_evening(chosen.modality, session)
                if session.weekday not in (evenings if evening else days):
                    return False
                busy |= {session.weekday} if evening else set()
    return not plain or plain + len(busy) <= len(evenings)
