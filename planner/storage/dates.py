"""Days, terms and spans out of their texts, with errors that name the place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.domain.calendar import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, Span
from planner.domain.programme import Programme
from planner.errors import BadInput, read_each
from planner.storage.validation import Source

Path = tuple[str | int, ...]


def parse(text: str, wrong: Callable[..., BadInput], none: str = "date.none") -> date:
    """A day that exists, among those that plans are reckoned with; `wrong` makes the error of a key (`none`: no day).

    Raises:
        BadInput: made by `wrong`.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise wrong(none, value=text) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise wrong("date.range", value=text, first=FIRST_DAY, last=LAST_DAY)
    return found


def day(source: Source, path: Path, text: str) -> date:
    """A day that exists."""
    return parse(text, lambda key, **values: source.error(key, path, **values))


def optional_day(source: Source, path: Path, text: str | None) -> date | None:
    """A day, or nothing."""
    return None if text is None else day(source, path, text)


def span(source: Source, path: Path, data: dict[str, Any], keys: tuple[str, str] = ("from", "to")) -> Span:
    """Days between two keys; the last must not come before the first."""
    first, last = keys
    found = Span(*read_each(keys, lambda key: day(source, (*path, key), data[key])))
    if found.ends < found.starts:
        raise source.error("date.backwards", path, starts=data[first], ends=data[last])
    return found


def read_claim(source: Source, path: Path, data: dict[str, Any], keys: tuple[str, str]) -> Span | None:
    """Days that a result states of itself; None where they are so far away that no plan has them, which is false of the
    plan and no fault of its form.
    """
    try:
        return span(source, path, data, keys)
    except BadInput as error:
        if error.key == "date.range":
            return None
        raise


def term(source: Source, path: Path, name: str, programme: Programme) -> int:
    """The index of a term that the programme's calendar has."""
    calendar = programme.calendar
    index = calendar.index(name)
    if index is None:
        year, sign, pattern = name.partition("-")
        named = next((each.id for each in calendar.patterns if each.id.casefold() == pattern.casefold()), pattern)
        index = calendar.index(year + sign + named)
    if index is not None and not FIRST_YEAR <= index // calendar.size <= LAST_YEAR:
        raise source.error("term.range", path, value=name, first=FIRST_YEAR, last=LAST_YEAR)
    if index is None:
        known = ", ".join(pattern.id for pattern in calendar.patterns)
        example = f"{calendar.year}-{calendar.patterns[0].id}"
        raise source.error("term.unknown", path, value=name, programme=programme.id, known=known, example=example)
    return index
