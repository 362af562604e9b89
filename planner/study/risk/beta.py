"""Quantiles of the beta distribution, as `BETA.INV` of a spreadsheet gives them."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

HALVINGS = 60
"""Steps of a search between 0 and 1: beyond them nothing changes."""
FRACTIONS, SMALL, TINY = 10_000, 1e-15, 1e-300


def quantile(share: float, a: float, b: float) -> float:
    """The number below which a beta-distributed one is with the chance `share`; `a` and `b` are positive."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle, a, b) < share else (low, middle)
    return (low + high) / 2


def below(x: float, a: float, b: float) -> float:
    """The chance that it is below `x`: the regularised incomplete beta function."""
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction by which the front is divided, from its first terms on."""
    value, c, d = 1.0, 1.0, 0.0
    for number in range(1, FRACTIONS):
        m = number // 2
        if number % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _not_zero(1 + part * d)
        c = _not_zero(1 + part / c)
        value *= c * d
        if abs(c * d - 1) < SMALL:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
