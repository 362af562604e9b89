"""Confidence intervals of 95 %: Wilson's for a share of learners, Student's for the mean of repeated runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""The normal quantile at 97.5 %."""
STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Student's quantiles at 97.5 % for 1 to 30 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the ends of its interval; the ends are None where one observation says nothing about them."""

    value: float
    low: float | None = None
    high: float | None = None


def student(freedom: int) -> float:
    """The quantile at 97.5 % for so many degrees of freedom; beyond the table by Cornish and Fisher's expansion."""
    if freedom <= len(STUDENT):
        return STUDENT[freedom - 1]
    return Z + (Z**3 + Z) / (4 * freedom) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)


def wilson(count: int, total: int) -> Estimate:
    """The share `count` / `total` of learners who stand for others like them, with its interval (Wilson 1927)."""
    share, weight = count / total, Z * Z / total
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == total else min(1.0, middle + half)
    return Estimate(share, low, high)


def mean(values: Sequence[float]) -> Estimate | None:
    """The mean of some observations with Student's interval, None where there are none."""
    if not values:
        return None
    count = len(values)
    middle = sum(values) / count
    if count == 1:
        return Estimate(middle)
    spread = sqrt(sum((value - middle) ** 2 for value in values) / (count - 1))
    half = student(count - 1) * spread / sqrt(count)
    return Estimate(middle, middle - half, middle + half)


def share(counts: Sequence[int], total: int) -> Estimate | None:
    """A share of `total` learners from its count in each run: Wilson's interval for one run, Student's over several.

    Runs with the same learners tell how much chance does; their interval says nothing about other learners.
    """
    if total == 0:
        return None
    if len(counts) == 1:
        return wilson(counts[0], total)
    found = mean([count / total for count in counts])
    assert found is not None and found.low is not None and found.high is not None, "several runs"
    return Estimate(found.value, max(0.0, found.low), min(1.0, found.high))
