"""In which academic years something is offered, as documents hold it and as people read it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.offering import Cycle
from planner.domain.text import Joined, Key, Words


def years_data(years: str | int | Cycle) -> Words:
    """`every`, `even`, `odd` or one year; of every n-th year the sentence itself."""
    if isinstance(years, Cycle):
        return Key("show.cycle", count=years.every, first=str(years.first))
    return str(years)


def all_years_data(several: Sequence[str | int | Cycle]) -> Words:
    """The same of a unit that has more than one way."""
    found = [years_data(years) for years in several]
    return found[0] if len(found) == 1 else Joined(tuple(found), ", ")


def years_told(years: Words) -> Words:
    """What a document holds, in words."""
    return Key(f"show.{years}") if years in ("even", "odd") else years
