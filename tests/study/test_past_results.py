"""From counts to chances: the estimate by hand, its limits, and quantiles of the beta distribution."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from planner.domain.past import Tally
from planner.study.risk.beta import below, quantile
from planner.study.risk.past import chances_of

TALLIES = (Tally("A", 2017, 24, 3, 2, 1), Tally("A", 2018, 16, 1, 1, 0), Tally("B", 2017, 20, 8, 6, 3),
           Tally("C", 2018, 10, 0))  # fmt: skip


def sure(x: Fraction, a: int, b: int) -> Fraction:
    """The chance that a beta-distributed number with whole parameters is below `x`, by counting coins."""
    flips = a + b - 1
    return sum((comb(flips, k) * x**k * (1 - x) ** (flips - k) for k in range(a, flips + 1)), Fraction(0))


@pytest.mark.parametrize(("a", "b"), [(1, 1), (1, 10), (10, 1), (4, 37), (30, 5), (200, 300)])
def test_the_beta_distribution_is_that_of_counted_coins(a: int, b: int) -> None:
    for x in (Fraction(1, 50), Fraction(1, 9), Fraction(2, 5), Fraction(9, 10)):
        assert below(float(x), a, b) == pytest.approx(float(sure(x, a, b)), abs=1e-12)
    for share in (0.025, 0.5, 0.975):
        assert float(sure(Fraction(quantile(share, a, b)), a, b)) == pytest.approx(share, abs=1e-9)


def test_bounds_of_halves_are_those_of_the_arcsine() -> None:
    """Beta(1/2, 1/2): the chance to be below x is 2/π arcsin √x, so x is sin² (π share / 2)."""
    assert quantile(0.025, 0.5, 0.5) == pytest.approx(0.0015413331334, abs=1e-12)
    assert quantile(1 / 3, 0.5, 0.5) == pytest.approx(0.25, abs=1e-12)


def test_the_case_of_the_guide_by_hand() -> None:
    found = chances_of(TALLIES)
    mean = 12.5 / 71
    squares = (40 * (0.1 - mean) ** 2 + 20 * (0.4 - mean) ** 2 + 10 * mean**2) / (mean * (1 - mean))
    weight = 38 / (squares - 2) - 1
    assert (found.first, found.last) == (2017, 2018)
    assert (found.mean.attempted, found.mean.failed, found.mean.chance) == (70, 12, pytest.approx(mean))
    assert found.weight == pytest.approx(weight) and 3.39 < weight < 3.4
    a, c = found.units["A"], found.units["C"]
    assert a.chance == pytest.approx((4 + weight * mean) / (40 + weight))
    assert c.chance == pytest.approx(weight * mean / (10 + weight))
    assert (a.attempted, a.failed) == (40, 4) and 0 < c.low < c.chance < c.high
    assert below(a.low, 4 + weight * mean, 36 + weight * (1 - mean)) == pytest.approx(0.025)
    assert below(a.high, 4 + weight * mean, 36 + weight * (1 - mean)) == pytest.approx(0.975)
    assert found.second is not None and (found.second.attempted, found.second.failed) == (9, 4)
    assert found.second.chance == pytest.approx(0.45)


def test_units_that_do_not_differ_have_the_mean_that_weighs_as_all_the_others() -> None:
    found = chances_of([Tally("A", 2017, 30, 6), Tally("B", 2017, 20, 4), Tally("C", 2017, 5, 1)])
    mean = 11.5 / 56
    assert found.weight is None and found.second is None
    assert found.units["A"].chance == pytest.approx((6 + 25 * mean) / 55)
    assert found.units["C"].chance == pytest.approx((1 + 50 * mean) / 55)


def test_the_more_results_a_unit_has_the_nearer_it_stays_to_its_own() -> None:
    rates = [
        chances_of([Tally("A", 2017, 4 * n, n), Tally("B", 2017, 200, 180), Tally("C", 2017, 200, 20)]).units["A"]
        for n in (1, 5, 25, 100)
    ]
    drawn = [abs(rate.chance - 0.25) for rate in rates]
    assert drawn == sorted(drawn, reverse=True) and drawn[0] > drawn[-1]
    widths = [rate.high - rate.low for rate in rates]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("failed", [0, 7])
def test_nothing_is_certain_however_few_or_many_failed(failed: int) -> None:
    found = chances_of([Tally("A", 2017, 7, failed), Tally("B", 2017, 0, 0)])
    assert set(found.units) == {"A"}
    for rate in (found.mean, found.units["A"]):
        assert 0 <= rate.low < rate.chance < rate.high <= 1 and 0 < rate.chance < 1
    assert found.mean.chance == pytest.approx((failed + 0.5) / 8)
    # a unit alone: the mean is made of its own results, and counts as one of them
    assert found.units["A"].chance == pytest.approx((failed + found.mean.chance) / 8)
