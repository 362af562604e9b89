"""Intervals against values of the textbooks."""

from __future__ import annotations

import pytest

from planner.study.stress.intervals import Estimate, mean, share, student, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (5, 10, 0.2366, 0.7634),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilson(count: int, total: int, low: float, high: float) -> None:
    found = wilson(count, total)
    assert (found.value, found.low, found.high) == (
        pytest.approx(count / total),
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.706), (30, 2.042), (31, 2.0395), (60, 2.0003), (120, 1.9799), (10_000, 1.9602)]
)
def test_student(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, abs=2e-4)


def test_the_mean_of_three() -> None:
    found = mean([1, 2, 3])
    assert found is not None and found.low is not None
    assert (found.value, found.low) == (2, pytest.approx(2 - 4.303 / 3**0.5, abs=1e-6))


def test_one_value_has_no_interval_and_none_no_mean() -> None:
    assert mean([4]) == Estimate(4)
    assert mean([]) is None
    assert share([], 0) is None and share([0], 0) is None


def test_shares_of_one_run_and_of_several() -> None:
    assert share([3], 4) == wilson(3, 4)
    found = share([2, 4], 4)
    assert found is not None and (found.value, found.low, found.high) == (0.75, 0.0, 1.0)
    assert share([3, 3, 3], 4) == Estimate(0.75, 0.75, 0.75)
