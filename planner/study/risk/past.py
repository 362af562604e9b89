"""From counts to chances: the rate of each unit, drawn towards the mean of all the more, the fewer results it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planner.domain.past import PastChances, Rate, Tally
from planner.study.risk.beta import quantile

OUTSIDE = 0.025
"""The chance to be below the lower bound of an interval, and above the upper one."""
HALF = 0.5
"""Half a failure and half a success more: who never failed so far may still fail."""


def chances_of(tallies: Collection[Tally]) -> PastChances:
    """The chances that past results make; at least one exam is counted.

    The mean is (failed + 1/2) / (attempted + 1) over all units. How much units differ beyond chance is estimated from
    the counts (by moments); from that follows the weight of the mean, in results: at most as many as the other units
    have, at least one. The chance of a unit is (failed + weight * mean) / (attempted + weight), its interval that of
    the beta distribution with these failures and successes.
    """
    counted = [each for each in tallies if each.attempted]
    units: dict[str, tuple[int, int]] = {}
    for each in counted:
        attempted, failed = units.get(each.unit, (0, 0))
        units[each.unit] = (attempted + each.attempted, failed + each.failed)
    total, lost = map(sum, zip(*units.values(), strict=True))
    mean = (lost + HALF) / (total + 1)
    weight = _weight(units.values(), total, mean)
    rates = {unit: _rate(*counts, mean, _bounded(weight, total - counts[0])) for unit, counts in units.items()}
    any_unit = _rate(0, 0, mean, _bounded(weight, total))
    years = [each.year for each in counted]
    return PastChances(
        min(years), max(years), Rate(total, lost, mean, any_unit.low, any_unit.high), rates, _second(counted), weight
    )


def _weight(counts: Iterable[tuple[int, int]], total: int, mean: float) -> float | None:
    """How many results of a unit the mean counts as; None where units do not differ more than by chance.

    Were the chances of all units the same, the sum of squares would be the number of units less one, on average; each
    unit of `room` more says that they differ.
    """
    pairs = list(counts)
    squares = sum(n * (failed / n - mean) ** 2 for n, failed in pairs) / (mean * (1 - mean))
    freedom = len(pairs) - 1
    room = total - sum(n * n for n, _ in pairs) / total - freedom
    if room <= 0 or squares <= freedom:
        return None
    return max(0.0, room / (squares - freedom) - 1)


def _bounded(weight: float | None, others: int) -> float:
    """The weight, not above the results that it rests on, and at least that of one."""
    return max(1.0, others if weight is None else min(weight, others))


def _rate(attempted: int, failed: int, mean: float, weight: float) -> Rate:
    lost, won = failed + weight * mean, attempted - failed + weight * (1 - mean)
    bounds = (quantile(share, lost, won) for share in (OUTSIDE, 1 - OUTSIDE))
    return Rate(attempted, failed, lost / (lost + won), *bounds)


def _second(tallies: Iterable[Tally]) -> Rate | None:
    """The chance to fail the second session, of all units together."""
    pairs = [(each.again, each.failed_again) for each in tallies if each.again]
    if not pairs:
        return None
    again, failed = map(sum, zip(*pairs, strict=True))
    return _rate(again, failed, HALF, 1.0)
