"""How many of several independent things come true: against every case one by one."""

from __future__ import annotations

from itertools import product
from math import comb, prod

import pytest

from planner.study.risk.counts import count, distribution, more_than

CHANCES = [0.0, 0.1, 0.5, 0.5, 0.9, 1.0, 0.25]


def test_the_distribution_is_that_of_all_cases() -> None:
    found = [0.0] * (len(CHANCES) + 1)
    for case in product((0, 1), repeat=len(CHANCES)):
        found[sum(case)] += prod(p if one else 1 - p for p, one in zip(CHANCES, case, strict=True))
    assert distribution(CHANCES) == pytest.approx(found, abs=1e-15)
    assert count(CHANCES).mean == pytest.approx(sum(k * chance for k, chance in enumerate(found)))
    assert [more_than(most, CHANCES) for most in range(8)] == pytest.approx(
        [sum(found[most + 1 :]) for most in range(8)]
    )  # fmt: skip


@pytest.mark.parametrize(("number", "chance"), [(1, 0.02), (1, 0.5), (10, 0.15), (40, 0.5), (200, 0.03)])
def test_bounds_are_as_near_as_they_may_be(number: int, chance: float) -> None:
    each = [comb(number, k) * chance**k * (1 - chance) ** (number - k) for k in range(number + 1)]
    found = count([chance] * number)
    assert sum(each[: found.low]) <= 0.025 and sum(each[found.high + 1 :]) <= 0.025
    assert sum(each[: found.low + 1]) > 0.025 or found.low == number
    assert found.high == 0 or sum(each[found.high :]) > 0.025


def test_what_is_certain_has_no_interval() -> None:
    assert (count([]).low, count([]).high, count([1.0] * 3).low, count([1.0, 0.0]).high) == (0, 0, 3, 1)
