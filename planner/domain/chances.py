"""Chances to fail: what a learner's file, or a programme's, assumes. No document gives any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance to `fail` an exam, with that of some `units` (codes) in its place; `second_session` is the chance
    that who failed fails again there, 1 where nobody counts on it.
    """

    fail: float = 0.0
    units: Mapping[str, float] = field(default_factory=dict)
    second_session: float = 1.0

    def of(self, unit: str) -> float:
        """The chance to fail an attempt at the unit."""
        return self.units.get(unit, self.fail)
