"""Offerings that no plan of a case can use, by rules that judge an offering alone, need no variable in a search."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.rules import availability, offering, pin

ALONE = (offering.excludes, pin.excludes, availability.excludes)
"""Predicates of (case, offering); the rules they belong to exclude the same offerings in a model that has them all."""


class Usable:
    """What is left of a case's offerings, found once for the horizons that a search tries one after the other."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._last = -1
        self._found: list[Offering] = []

    def within(self, last: int) -> list[Offering]:
        """Usable offerings that end by the term `last`, and what is kept, in the order of `Case.offerings`."""
        if last > self._last:
            self._last = last + self.case.programme.calendar.size
            self._found = [one for one in self.case.offerings(self._last) if self._usable(one)]
        return [one for one in self._found if one.last <= last or self.case.is_kept(one)]

    def _usable(self, one: Offering) -> bool:
        return self.case.is_kept(one) or not any(excludes(self.case, one) for excludes in ALONE)
