"""One objective of the sharing after others: what a column costs in it, and what those before it still allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.solve.sharing.problem import NEVER, Column, Kind

Measure = Callable[[Kind, int], int]
"""Of a kind and the term of the award; summed over all learners."""


def late(kind: Kind, award: int) -> int:
    """1 for a learner who is not on time."""
    return kind.late(award)


def without_plan(kind: Kind, award: int) -> int:
    """1 for a learner without a plan."""
    return int(award == NEVER)


def terms(kind: Kind, award: int) -> int:
    """Terms to the award; 0 without a plan."""
    return 0 if award == NEVER else kind.terms(award)


def wait(kind: Kind, award: int) -> int:
    """Terms to the award; without a plan more than any plan takes."""
    return kind.terms(award)


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum that is at most so much."""

    measure: Measure
    most: int


@dataclass(frozen=True, slots=True)
class Level:
    """`cost` is minimised under the limits. `worst` is the longest delay that a plan may have, None for any."""

    cost: Measure
    limits: tuple[Limit, ...] = ()
    worst: int | None = None

    def allows(self, kind: Kind, award: int) -> bool:
        """Whether a column with this award may be chosen."""
        return award == NEVER or self.worst is None or kind.delay(award) <= self.worst

    def sums(self, kinds: list[Kind], chosen: dict[Column, int]) -> tuple[int, ...]:
        """The cost of chosen columns, and their sum under each limit, in order."""
        measures = (self.cost, *(limit.measure for limit in self.limits))
        return tuple(
            sum(measure(kinds[column.kind], column.award) * number for column, number in chosen.items())
            for measure in measures
        )
