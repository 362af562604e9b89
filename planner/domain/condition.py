"""What has to come before a unit: other units, or credits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.domain.credits import plain

if TYPE_CHECKING:
    from planner.domain.credits import Worth


@dataclass(frozen=True)
class Credits:
    """So many credits (`need`) of `units`, which `whole` says are all units that there are."""

    need: Worth
    units: tuple[str, ...]
    whole: bool = False

    @cached_property
    def pool(self) -> frozenset[str]:
        """The units."""
        return frozenset(self.units)

    @property
    def name(self) -> str:
        """What stands for them among codes of units."""
        return f"credits {plain(self.need)}" if self.whole else f"credits {plain(self.need)} of {', '.join(self.units)}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One of `units` comes first: ended before, or, if `together`, begun in a term not after the unit's first one; or
    else enough of them for one of `credits` have ended before.
    """

    units: tuple[str, ...]
    together: bool
    credits: tuple[Credits, ...] = ()

    @property
    def involved(self) -> tuple[str, ...]:
        """Every unit that can help to meet it."""
        if not self.credits:
            return self.units
        return tuple(dict.fromkeys((*self.units, *(unit for each in self.credits for unit in each.units))))

    @property
    def names(self) -> tuple[str, ...]:
        """What is enough, each by its name."""
        return (*self.units, *(each.name for each in self.credits))


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """Every clause must hold for the unit."""

    unit: str
    clauses: tuple[Clause, ...]
    assumption: str | None
