"""Sections with sessions, weekly or dated, and the ways between their sites; read from rows of a timetable.

Two sessions clash where there is a day on which both take place and on which nobody can be at both: they overlap, or
the minutes between them are fewer than the way between their sites takes. No way is known: it takes no time. At a
distance there is no site. In another academic year all dated sessions of a term are as many whole weeks later:
the one that brings the first of them nearest to its day without leaving the term. What then falls beyond its term or on
a holiday has no class; its weekday is asked for all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
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
    named: dict[tuple[str, str], list[Raw]] = {}
    for row in programme["timetable"]:
        named.setdefault((row["offering"], row["unit"]), []).append(row)
    for year in years:
        for rows in named.values():
            only, _, period = rows[0]["period"].rpartition("-")
            if not only or int(only) == year:
                yield _section(programme, calendar, year, period, rows, resolve)


def _section(
    programme: Raw, calendar: Calendar, year: int, period: str, rows: list[Raw], resolve: Callable[[str], str]
) -> Section:
    modality = rows[0]["modality"]
    terms, (starts, ends) = _period(programme, calendar, rows[0], year)
    closed = list(_closed(programme["calendar"], calendar, terms, ends))
    found = []
    for row in rows:
        if row.get("date"):
            found.append(_dated(programme, row, calendar, year))
        elif row.get("weekday"):
            on = (starts + ONE * number for number in range((ends - starts).days + 1))
            free = [d for d in on if DAYS[d.weekday()] == row["weekday"] and not any(a <= d <= b for a, b in closed)]
            found.append(_session(row, row["weekday"], free, terms))
    return Section(resolve(rows[0]["unit"]), modality, terms, starts, ends, tuple(found))


def _days(calendar: Calendar, raw: Raw, terms: tuple[int, ...], year: int) -> tuple[date, date]:
    """First and last day of a period."""
    starts = calendar.first_in(day(raw["starts"]), year) if raw.get("starts") else calendar.starts(terms[0])
    return starts, calendar.last_in(day(raw["ends"]), year) if raw.get("ends") else calendar.ends(terms[-1])


def _period(programme: Raw, calendar: Calendar, row: Raw, year: int) -> tuple[tuple[int, ...], tuple[date, date]]:
    """Terms and days of the period of a row."""
    name, modality = row["period"].rpartition("-")[2], row["modality"]
    fitting = [raw for raw in programme["calendar"]["periods"] if raw["id"] == name]
    own = [raw for raw in fitting if raw.get("modality") == modality]
    raw = (own + [raw for raw in fitting if raw.get("modality") is None])[0]
    terms = tuple(sorted(year * calendar.size + calendar.ids.index(name) for name in raw["terms"]))
    return terms, _days(calendar, raw, terms, year)


def _closed(raw: Raw, calendar: Calendar, terms: tuple[int, ...], ends: date) -> Iterator[tuple[date, date]]:
    """Holidays, and the days after the last classes of a term: up to the section's next term, or to the term's own end.

    A section that ends on another day than its last term says itself when its classes end.
    """
    year = terms[0] // calendar.size
    for holiday in raw.get("holidays", ()):
        yield calendar.first_in(day(holiday["starts"]), year), calendar.last_in(day(holiday["ends"]), year)
    for number, term in enumerate(terms):
        given = raw["terms"][term % calendar.size].get("classes_end")
        last = calendar.last_in(day(given), year) if given else calendar.ends(term)
        if number + 1 < len(terms):
            yield last + ONE, calendar.starts(terms[number + 1]) - ONE
        elif ends == calendar.ends(term):
            yield last + ONE, ends


def _stated(calendar: Calendar, row: Raw) -> int:
    """The academic year of a date: the dates of the tests are of the calendar's own or of the one the period names."""
    only = row["period"].rpartition("-")[0]
    return int(only) if only else calendar.base


def _place(programme: Raw, calendar: Calendar, row: Raw, year: int) -> tuple[int, date, date]:
    """In a year, the term of a dated session, and the first and last day of its section in that term.

    It belongs to the term that has begun last by its date, in the year of the date.
    """
    stated, written = _stated(calendar, row), day(row["date"])
    terms, days = _period(programme, calendar, row, year)
    there = [stated * calendar.size + term % calendar.size for term in terms]
    number = max((n for n, term in enumerate(there) if calendar.starts(term) <= written), default=0)
    first = days[0] if number == 0 else calendar.starts(terms[number])
    return terms[number], first, days[1] if number == len(terms) - 1 else calendar.ends(terms[number])


def _weeks(programme: Raw, calendar: Calendar, term: int, on: date) -> int:
    """Weeks by which all dated sessions of a term are later than they are written; `on` leads where none is in it."""
    year = term // calendar.size
    rows = [row for row in programme["timetable"] if row.get("date") and "-" not in row["period"]]
    placed = [(day(row["date"]), *_place(programme, calendar, row, year)) for row in rows]
    there = [_place(programme, calendar, row, calendar.base) for row in rows]
    mine = [
        (written, first, last)
        for (written, own, first, last), (_, begins, ends) in zip(placed, there, strict=True)
        if own == term and begins <= written <= ends
    ]
    earliest = min((written for written, _, _ in mine), default=on)
    same = shifted(earliest, year - calendar.base)
    bounds = [(first, last) for written, first, last in mine if written == earliest]
    near = [same + ONE * step for step in range(-13, 14) if (same + ONE * step).weekday() == earliest.weekday()]
    inside = [d for d in near if all(first <= d <= last for first, last in bounds)] or near
    return (min(inside, key=lambda d: abs((d - same).days)) - earliest).days // 7


def _dated(programme: Raw, row: Raw, calendar: Calendar, year: int) -> Session:
    """A dated session in a year: on its day, unless that is beyond its term or on a holiday."""
    written, (term, first, last) = day(row["date"]), _place(programme, calendar, row, year)
    moves = year != _stated(calendar, row)
    at = written + 7 * ONE * (_weeks(programme, calendar, term, written) if moves else 0)
    off = [
        (calendar.first_in(day(holiday["starts"]), year), calendar.last_in(day(holiday["ends"]), year))
        for holiday in programme["calendar"].get("holidays", ())
    ]
    held = first <= at <= last and not any(begin <= at <= end for begin, end in off)
    return _session(row, DAYS[written.weekday()], [at] if held else [], (term,))


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
