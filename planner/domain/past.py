"""Past results of exams, and the chances to fail that they make: assumptions still, but counted ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.chances import Chances
from planner.domain.programme import Programme


@dataclass(frozen=True, slots=True)
class Tally:
    """Results at a unit (code) in an academic year (the calendar year in which it begins): exams taken in the first
    session and those failed, and the same in the second one.
    """

    unit: str
    year: int
    attempted: int
    failed: int
    again: int = 0
    failed_again: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts, the chance to fail that is read from them, and the bounds (`low`, `high`) of its interval of 95 %."""

    attempted: int
    failed: int
    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PastChances:
    """What past results of the academic years `first` to `last` say: the `mean` of all units, which is also the chance
    of a unit without results, that of each of the `units` (codes), and that to fail the `second` session too, None
    where nobody counted it. The mean counts as much as `weight` results of a unit, None where units do not differ more
    than by chance.
    """

    first: int
    last: int
    mean: Rate
    units: Mapping[str, Rate]
    second: Rate | None
    weight: float | None

    def chances(self, programme: Programme) -> Chances:
        """The chances in a programme: what its file would say."""
        units = {code: rate.chance for code, rate in self.known(programme).items()}
        return Chances(self.mean.chance, units, 1.0 if self.second is None else self.second.chance)

    def known(self, programme: Programme) -> dict[str, Rate]:
        """The units that the programme has, by its own codes, in its order."""
        found = {code: rate for unit, rate in self.units.items() if (code := programme.unit_code(unit)) is not None}
        return {unit: found[unit] for unit in programme.units if unit in found}
