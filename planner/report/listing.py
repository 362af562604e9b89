"""Names one after the other, as a sentence lists them; each is worded in the language of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from planner.domain.text import Key, Words

if TYPE_CHECKING:
    from planner.report.documents.plan import about_shape as shape

MOST_NAMES = 5
"""Of more names, a sentence gives the first, and how many others there are."""


def listed(names: Sequence[Words]) -> Words:
    """Names with "and" before the last."""
    return names[0] if len(names) == 1 else Key("list.and", first=tuple(names[:-1]), last=names[-1])


def parted(parts: Sequence[Words]) -> Words:
    """Parts that may hold commas themselves, with semicolons between them."""
    return reduce(lambda first, rest: Key("list.parts", first=first, rest=rest), parts) if parts else ""


def few(names: Sequence[Words]) -> Words:
    """Names with "and" before the last, or the first of many and the number of the others."""
    left = len(names) - MOST_NAMES
    if left <= 0:
        return listed(names)
    return Key("list.and_others", count=left, names=tuple(names[:MOST_NAMES]))


def held_text(acquired: list[shape.Held]) -> str:
    """Units acquired before, each with how it was."""
    return ", ".join(f"{held['unit']} ({held['by']})" if held["by"] else held["unit"] for held in acquired)
