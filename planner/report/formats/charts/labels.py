"""Places for labels beside their points, so that no label covers a point or another label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

TALL = 10.0
"""Height of a label, in points."""
NEAR = 8.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A label of `wide` points that belongs to a point; `strong` ones are placed first by the caller's order."""

    text: str
    x: float
    y: float
    wide: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label's lower left corner stands; `far` ones need a line to their point."""

    spot: Spot
    left: float
    low: float
    far: bool


def place(spots: list[Spot], area: tuple[float, float], lines: Sequence[Box] = ()) -> list[Placed]:
    """Every label at the nearest free place inside the area and off the lines, in the order given; all in points."""
    taken: list[Box] = [*lines, *((s.x - 6, s.y - 6, s.x + 6, s.y + 6) for s in spots)]
    found = []
    for spot in spots:
        left, low, far = next(
            (choice for choice in _choices(spot) if _free(_box(spot, *choice[:2]), taken, area)),
            (min(spot.x + NEAR, area[0] - spot.wide), spot.y, False),
        )
        taken.append(_box(spot, left, low))
        found.append(Placed(spot, left, low, far))
    return found


def _choices(spot: Spot) -> Iterator[tuple[float, float, bool]]:
    """Right, left, above and below, then ever wider rings around the point."""
    yield spot.x + NEAR, spot.y - TALL / 2, False
    yield spot.x - NEAR - spot.wide, spot.y - TALL / 2, False
    yield spot.x - spot.wide / 2, spot.y + NEAR, False
    yield spot.x - spot.wide / 2, spot.y - NEAR - TALL, False
    for ring in range(1, 16):
        for turn in range(16):
            angle, reach = turn * pi / 8, NEAR + 9.0 * ring
            left = spot.x + reach * cos(angle) - spot.wide * (1 - cos(angle)) / 2
            yield left, spot.y + reach * sin(angle) - TALL / 2, True


def _box(spot: Spot, left: float, low: float) -> Box:
    return left, low, left + spot.wide, low + TALL


def _free(box: Box, taken: list[Box], area: tuple[float, float]) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= area[0] + 8 and box[3] <= area[1] + 6
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
