"""Names one after the other, as a sentence lists them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from planner.messages import say


def listed(names: Sequence[str]) -> str:
    """Names with "and" before the last."""
    return names[0] if len(names) == 1 else say("list.and", first=", ".join(names[:-1]), last=names[-1])


def parted(parts: Sequence[str]) -> str:
    """Parts that may hold commas themselves, with semicolons between them."""
    return reduce(lambda first, rest: say("list.parts", first=first, rest=rest), parts) if parts else ""


MOST_NAMES = 5
"""Of more names, a sentence gives the first, and how many others there are."""


def few(names: Sequence[str]) -> str:
    """Names with "and" before the last, or the first of many and the number of the others."""
    left = len(names) - MOST_NAMES
    if left <= 0:
        return listed(names)
    return say("list.and_others", count=left, names=", ".join(names[:MOST_NAMES]))
