"""Terms for a sentence: neighbours as one span, and of many single ones the first and the last."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.calendar import Calendar
from planner.domain.text import Key

MOST_SPANS = 4
"""Of more single terms, a sentence names the first and the last."""


def term_spans(calendar: Calendar, indices: Sequence[int]) -> tuple[Key, ...]:
    """Terms for a sentence: with their days, and neighbours as one span."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found: list[Key] = []
    for run in runs:
        first, last = calendar.term(run[0]), calendar.term(run[-1])
        days = {"starts": first.span.starts, "ends": last.span.ends}
        if first is last:
            found.append(Key("dated", term=first.name, **days))
        else:
            found.append(Key("terms.range", first=first.name, last=last.name, **days))
    if len(found) > MOST_SPANS and len(found) == len(indices):
        return (Key("terms.several", count=len(found), first=found[0], last=found[-1]),)
    return tuple(found)
