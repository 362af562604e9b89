"""Lies about a document: each of its fields changed alone, to another value of its kind; seeded.

A lie is a path, what was done there, and the document with it. Numbers go up and down, truths turn round, days and
terms become others, words become others of the same field, nothing becomes something; items of lists are dropped,
repeated or change places, and keys go.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

Path = tuple[str | int, ...]
DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
TERM = re.compile(r"^([0-9]{4})-([A-Z][A-Za-z0-9]*)$")
SOMETHING: dict[str, Any] = {
    "enrol_by": "2019-10-15", "exams": [{"session": 1, "starts": "2020-01-20", "ends": "2020-01-24"}], "site": "Paris",
    "seats": 12, "confidence": "usual", "hours_per_week": [6, 8], "unit": "AST004", "modality": "evening",
    "internship": {"starts": "2020-03-01", "ends": "2020-06-01"}, "workshop": "2010-S1", "report": "2010-S1",
}  # fmt: skip
"""What stands in the place of nothing, by key; a day, a term or a number elsewhere."""


@dataclass(frozen=True, slots=True)
class Lie:
    """`pattern` is the path without places in lists: `terms[].units[].ects`."""

    path: Path
    kind: str
    data: Any

    @property
    def pattern(self) -> str:
        """Where, for all items of a list alike."""
        text = ""
        for step in self.path:
            text += "[]" if isinstance(step, int) else f".{step}" if text else str(step)
        return text


def lies(data: Any, random: Random) -> Iterator[Lie]:
    """Every field changed alone, one after the other."""
    words = _words(data)
    for path, value in _fields(data, ()):
        for kind, other in _changes(path, value, words, random):
            yield Lie(path, kind, _with(data, path, other))
        if isinstance(value, list):
            for kind, other in _lists(value, random):
                yield Lie(path, kind, _with(data, path, other))
        if path and isinstance(path[-1], str):
            yield Lie(path, "key removed", _without(data, path))


def _fields(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if path:
        yield path, node
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in items:
        yield from _fields(value, (*path, step))


def _words(data: Any) -> dict[str, list[str]]:
    """All texts of a field, by the pattern of its path."""
    found: dict[str, set[str]] = {}
    for path, value in _fields(data, ()):
        if isinstance(value, str):
            found.setdefault(Lie(path, "", None).pattern, set()).add(value)
    return {pattern: sorted(values) for pattern, values in found.items()}


def _changes(path: Path, value: Any, words: dict[str, list[str]], random: Random) -> Iterator[tuple[str, Any]]:
    """Other values of the same kind."""
    if isinstance(value, bool):
        yield "turned round", not value
    elif isinstance(value, (int, float)):
        for step in (1, -1):
            yield f"{step:+}", value + step
    elif value is None:
        yield "something", SOMETHING.get(str(path[-1]), 7)
    elif isinstance(value, str):
        yield from _texts(value, [w for w in words[Lie(path, "", None).pattern] if w != value], random)


def _texts(value: str, others: list[str], random: Random) -> Iterator[tuple[str, str]]:
    term = TERM.match(value)
    if DAY.match(value):
        for days in (1, -1):
            yield f"{days:+} day", (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    elif term:
        yield "a year later", f"{int(term[1]) + 1}-{term[2]}"
    elif value:
        yield "other word", value[:-1] + ("y" if value[-1] != "y" else "z")
    if others:
        yield "another's", random.choice(others)


def _lists(value: list[Any], random: Random) -> Iterator[tuple[str, list[Any]]]:
    for place in range(len(value)):
        yield "dropped", [*value[:place], *value[place + 1 :]]
        yield "repeated", [*value[:place], value[place], *value[place:]]
    if len(value) > 1:
        place = random.randrange(len(value) - 1)
        if value[place] != value[place + 1]:
            yield "swapped", [*value[:place], value[place + 1], value[place], *value[place + 2 :]]


def _with(data: Any, path: Path, value: Any) -> Any:
    """A copy with another value at the path; what is not on the way is shared."""
    if not path:
        return copy.deepcopy(value)
    found = copy.copy(data)
    found[path[0]] = _with(data[path[0]], path[1:], value)
    return found


def _without(data: Any, path: Path) -> Any:
    found = copy.copy(data)
    if len(path) == 1:
        del found[path[0]]
    else:
        found[path[0]] = _without(data[path[0]], path[1:])
    return found
