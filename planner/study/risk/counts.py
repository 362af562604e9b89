"""How many of several independent things come true: the exact distribution, its mean and its bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

OUTSIDE = 0.025
"""The chance of fewer than the lower bound, and of more than the upper one, that is not exceeded."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number that hangs on chance: its mean, and the fewest (`low`) and most (`high`) that it is with 95 %."""

    mean: float
    low: int
    high: int


def distribution(chances: Iterable[float]) -> list[float]:
    """The chance of each number of things, from none to all; `chances` are those of each thing."""
    found = np.ones(1)
    for chance in chances:
        longer = np.zeros(len(found) + 1)
        longer[:-1] += found * (1 - chance)
        longer[1:] += found * chance
        found = longer
    return [float(one) for one in found]


def count(chances: Iterable[float]) -> Count:
    """Mean and bounds: fewer than `low` come with at most 2.5 %, and more than `high`."""
    given = list(chances)
    found = distribution(given)
    below = np.cumsum([0.0, *found])
    low = max(number for number in range(len(found)) if below[number] <= OUTSIDE)
    high = min(number for number in range(len(found)) if 1 - below[number + 1] <= OUTSIDE)
    return Count(sum(given), low, high)


def more_than(most: int, chances: Iterable[float]) -> float:
    """The chance that more than so many come true."""
    return max(0.0, min(1.0, sum(distribution(chances)[most + 1 :])))
