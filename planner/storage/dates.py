"""Days, terms and spans out of their texts, with errors that name the place."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain.calendar import Span
from planner.domain.programme import Programme
from planner.storage.validation import Source

Path = tuple[str | int, ...]


def day(source: Source, path: Path, text: str) -> date:
    """A day that exists."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise source.error("date.none", path, value=text) from None


def optional_day(source: Source, path: Path, text: str | None) -> date | None:
    """A day, or nothing."""
    return None if text is None else day(source, path, text)


def span(source: Source, path: Path, data: dict[str, Any], keys: tuple[str, str] = ("from", "to")) -> Span:
    """Days between two keys; the last must not come before the first."""
    first, last = keys
    found = Span(day(source, (*path, first), data[first]), day(source, (*path, last), data[last]))
    if found.ends < found.starts:
        raise source.error("date.backwards", path, starts=data[first], ends=data[last])
    return found


def term(source: Source, path: Path, name: str, programme: Programme) -> int:
    """The index of a term that the programme's calendar has."""
    calendar = programme.calendar
    index = calendar.index(name)
    if index is None or not 1990 <= int(name.partition("-")[0]) <= 2150:
        known = ", ".join(pattern.id for pattern in calendar.patterns)
        example = f"{calendar.year}-{calendar.patterns[0].id}"
        raise source.error("term.unknown", path, value=name, programme=programme.id, known=known, example=example)
    return index
