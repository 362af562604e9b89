"""A statement of a plan's file that is not so: where it stands, what it says, and what is right."""

from __future__ import annotations

from typing import Any, NamedTuple

from planner.domain.text import Words

Data = dict[str, Any]
"""What a file says: any JSON, of which nothing is known but what its schema asks for."""
Path = tuple[str | int, ...]
NOTHING = object()
"""What a file says where it says nothing, and what is right where nothing should be said."""


class InEach(NamedTuple):
    """A value with texts in it, as it is in each of `LANGUAGES`."""

    values: tuple[Any, ...]


class Statement(NamedTuple):
    """`key` is the message; `place` has the keys on the way with the names of list items, `path` their positions.

    `pattern` is the path without positions: `terms[].units[].ects`.
    """

    key: str
    path: Path
    pattern: str
    place: tuple[Words, ...]
    claimed: Any
    value: Any


WRONG, MISSING, EXTRA, TWICE, AT_MOST = (
    "mismatch.wrong",
    "mismatch.missing",
    "mismatch.extra",
    "mismatch.twice",
    "mismatch.at_most",
)


def at(path: tuple[str, ...], claimed: Any, value: Any, key: str = WRONG) -> Statement:
    """A statement of a key that no list leads to: its place is its path."""
    return Statement(key, path, ".".join(path), path, claimed, value)


def mapping(data: Data, key: str) -> Data:
    """What a file has under a key; nothing where that is no mapping."""
    found = data.get(key)
    return found if isinstance(found, dict) else {}
