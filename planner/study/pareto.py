"""A point is on the front when no other is at least as good in everything and better in something; less is better."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float | None, ...]


def dominates(one: Point, other: Point) -> bool:
    """Whether `one` is no worse in every coordinate and better in one; never where a coordinate is unknown."""
    better = False
    for mine, its in zip(one, other, strict=True):
        if mine is None or its is None or mine > its:
            return False
        better = better or mine < its
    return better


def dominators(points: Sequence[Point]) -> list[list[int]]:
    """For each point the places of those that dominate it, in their order."""
    return [[place for place, other in enumerate(points) if dominates(other, point)] for point in points]


def front(points: Sequence[Point]) -> list[bool | None]:
    """For each point whether nothing dominates it; None where a coordinate is unknown. Equal points are all on it."""
    found: list[bool | None] = []
    for point, better in zip(points, dominators(points), strict=True):
        found.append(None if None in point else not better)
    return found
