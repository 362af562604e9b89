"""One measured line, and the arithmetic that all measurements share."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure and its spread over `n` values; `target` is the most that the median may be, None for no target."""

    group: str
    name: str
    unit: str
    n: int
    median: float
    low: float
    p90: float
    p99: float
    high: float
    target: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the median is within the target."""
        return None if self.target is None else self.median <= self.target


def row(group: str, name: str, unit: str, values: Sequence[float], target: float | None = None) -> Row:
    """The line of some values."""
    ordered = sorted(values)
    return Row(
        group, name, unit, len(ordered), median(ordered), ordered[0],
        quantile(ordered, 0.90), quantile(ordered, 0.99), ordered[-1], target,
    )  # fmt: skip


def count(group: str, name: str, number: int) -> Row:
    """The line of a plain count."""
    return row(group, name, "count", [number])


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of sorted values lies, between neighbours by proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of a piece of work, and what it returns."""
    started = time.perf_counter()
    outcome = work()
    return time.perf_counter() - started, outcome


def yardstick() -> int:
    """Plain Python whose work never changes: a few milliseconds on any machine, to hold other times against."""
    counts: dict[int, int] = {}
    for number in range(30_000):
        key = number * number % 1009
        counts[key] = counts.get(key, 0) + 1
    return sum(counts.values())
