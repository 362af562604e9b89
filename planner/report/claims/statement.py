"""A statement of a plan's file that is not so: where it stands, what it says, and what is right."""

from __future__ import annotations

from typing import Any, NamedTuple

Path = tuple[str | int, ...]
NOTHING = object()
"""What a file says where it says nothing, and what is right where nothing should be said."""


class Statement(NamedTuple):
    """`key` is the message; `place` has the keys on the way with the names of list items, `path` their positions.

    `pattern` is the path without positions: `terms[].units[].ects`.
    """

    key: str
    path: Path
    pattern: str
    place: tuple[str, ...]
    claimed: Any
    value: Any


WRONG, MISSING, EXTRA, TWICE, AT_MOST = (
    "mismatch.wrong",
    "mismatch.missing",
    "mismatch.extra",
    "mismatch.twice",
    "mismatch.at_most",
)
