"""Every design of a tiny offer, one by one, judged by the checker; nothing of the model is in it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

from planner.check.design import value, violations
from planner.domain.offer import Curriculum, Design, Offer


def least(offer: Offer) -> Fraction | None:
    """The least value of all designs; None where there is none."""
    return min((value(offer, one) for one in designs(offer) if not violations(offer, one)), default=None)


def designs(offer: Offer) -> Iterator[Design]:
    """All places times all choices."""
    codes = list(offer.units)
    takes = [list(_takes(one)) for one in offer.curricula]
    for places in product(*(offer.units[code].places for code in codes)):
        for taken in product(*takes):
            chosen = {one.id: units for one, units in zip(offer.curricula, taken, strict=True) if units}
            yield Design(dict(zip(codes, places, strict=True)), chosen)


def _takes(curriculum: Curriculum) -> Iterator[tuple[str, ...]]:
    """Every set of units that the curriculum may take, whatever the bounds."""
    options = sorted({code for choice in curriculum.choices for code in choice.units})
    for size in range(len(options) + 1):
        yield from combinations(options, size)
