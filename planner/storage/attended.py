"""Classes as the JSON of a plan tells them, term by term: what it says of terms that are over is taken as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from planner.domain.attended import past_offering, usual
from planner.domain.calendar import Span
from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, DISTANCE, EVENING, Offering, Session

Data = dict[str, Any]
DAY = 24 * 60


class _Lines(NamedTuple):
    """The line of a unit in its first term, and its sessions by term."""

    unit: str
    terms: tuple[int, ...]
    entry: Data
    sessions: dict[int, list[Session]]


def told(case: Case, data: Data) -> tuple[Offering, ...]:
    """Every offering that the terms of a plan name, attempts that came to nothing too, as they are told there.

    What is not told, or cannot be so, is as the programme has it; nothing is refused here, an audit finds what is
    false.
    """
    calendar, found = case.programme.calendar, list[_Lines]()
    parts = [(index, part) for part in data["terms"] if (index := calendar.index(part["term"])) is not None]
    for index, part in sorted(parts, key=lambda item: item[0]):
        for entry in _entries(part):
            unit = case.programme.unit_code(entry["unit"])
            if unit is None or case.programme.units[unit].kind != "course":
                continue
            line = next((one for one in found if _continues(one, unit, index, entry)), None)
            if line is None:
                found.append(line := _Lines(unit, _terms(case, unit, index, entry), entry, {}))
            line.sessions[index] = list(_sessions(entry, index))
    return tuple(_offering(case, line) for line in found)


def _entries(part: Data) -> Iterator[Data]:
    for key in ("units", "attempts"):
        entries = part.get(key)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("unit"), str):
                yield entry


def _continues(line: _Lines, unit: str, term: int, entry: Data) -> bool:
    return line.unit == unit and term in line.terms[1:] and line.entry.get("offering") == entry.get("offering")


def _terms(case: Case, unit: str, term: int, entry: Data) -> tuple[int, ...]:
    """The terms of a unit whose first line stands in a term."""
    calendar, names = case.programme.calendar, entry.get("terms")
    if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
        indices = tuple(calendar.index(name) for name in names)
        if indices == tuple(range(term, term + len(names))) and (term + len(names) - 1) // calendar.size == (
            term // calendar.size
        ):
            return tuple(range(term, term + len(names)))
    found = usual(case, unit, term, _modality(entry))
    return found.terms if found is not None else (term,)


def _modality(entry: Data) -> str | None:
    found = entry.get("modality")
    return found if found in (EVENING, DAYTIME, DISTANCE) else None


def _offering(case: Case, line: _Lines) -> Offering:
    entry, programme = line.entry, case.programme
    known = usual(case, line.unit, line.terms[0], _modality(entry))
    modality = _modality(entry) or (known.modality if known else next(iter(case.modalities), EVENING))
    span = _span(entry)
    if span is None and known is not None and known.terms == line.terms:
        span = known.span
    every = [set(line.sessions.get(term, ())) for term in line.terms]
    weekly = {replace(session, term=None) for session in set().union(*every) if session.day is None}
    steady = all({replace(s, term=None) for s in part if s.day is None} == weekly for part in every)
    sessions = [
        replace(session, term=None) if steady and session.day is None else session
        for term in line.terms
        for session in line.sessions.get(term, ())
    ]
    name, seats = entry.get("offering"), entry.get("seats")
    return past_offering(
        programme, line.unit, modality, line.terms, span, dict.fromkeys(sessions),
        name if isinstance(name, str) and name else None, _text(entry, "site"),
        seats if type(seats) is int else None, _text(entry, "confidence"),
    )  # fmt: skip


def _text(entry: Data, key: str) -> str | None:
    found = entry.get(key)
    return found if isinstance(found, str) and found else None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _span(entry: Data) -> Span | None:
    starts, ends = _day(entry.get("starts")), _day(entry.get("ends"))
    return Span(starts, ends) if starts is not None and ends is not None and starts <= ends else None


def _sessions(entry: Data, term: int) -> Iterator[Session]:
    """The sessions of a line, those that can be so."""
    entries = entry.get("sessions")
    for one in entries if isinstance(entries, list) else ():
        if not isinstance(one, dict) or one.get("weekday") not in WEEKDAYS:
            continue
        starts, ends, day = _minutes(one.get("start")), _minutes(one.get("end")), _day(one.get("date"))
        if starts is None or ends is None or ends <= starts or (day is None) != ("date" not in one):
            continue
        if day is not None and WEEKDAYS[day.weekday()] != one["weekday"]:
            continue
        names = one.get("teachers")
        teachers = tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
        yield Session(one["weekday"], starts, ends, day, term, _text(one, "site"), _text(one, "room"), teachers)


def _minutes(text: Any) -> int | None:
    """Minutes after midnight of 18:00."""
    if not isinstance(text, str) or len(text) != 5 or text[2] != ":" or not (text[:2] + text[3:]).isascii():
        return None
    if not (text[:2] + text[3:]).isdigit() or int(text[3:]) > 59:
        return None
    found = int(text[:2]) * 60 + int(text[3:])
    return found if found <= DAY else None
