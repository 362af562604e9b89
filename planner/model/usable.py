"""Offerings that no plan of a case can use need no variable in a search, and tell how soon an award can be."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model import time_windows
from planner.model.least import compulsory
from planner.model.rules import availability, offering, pause, pin


class Usable:
    """What is left of a case's offerings, found once for the horizons that a search tries one after the other, up to
    the term `end`.

    `one_modality` tells that all is of one, as for most learners. Then the tie-break nearly always leaves one plan, and
    whatever way a search takes it ends there. Between an evening and a daytime class of the same term it may not:
    there the models keep every offering, and with them the plan they give.
    """

    def __init__(self, case: Case, end: int | None = None) -> None:
        self.case, self._end = case, end
        modalities = {pattern.modality for pattern in case.programme.patterns} & set(case.modalities)
        self.one_modality = len(modalities) <= 1
        self._last = -1
        self._found: list[Offering] = []
        self._in_time: dict[int, list[Offering]] = {}

    def within(self, last: int) -> list[Offering]:
        """What a model needs variables for that ends by the term `last`: of one modality, the usable offerings."""
        return self._within(last) if self.one_modality else self.case.offerings(last)

    def _within(self, last: int) -> list[Offering]:
        """Usable offerings that end by the term `last`, and what is kept, in the order of `Case.offerings`."""
        if last > self._last:
            more = last + self.case.programme.calendar.size
            self._last = more if self._end is None else max(last, min(more, self._end))
            usable = [one for one in self.case.offerings(self._last) if self._usable(one)]
            self._found = time_windows.after_others(self.case, usable)
        if last not in self._in_time:
            late = self.case.late
            found = [one for one in self._found if one.last <= last or one.unit in late or self.case.is_kept(one)]
            self._in_time[last] = time_windows.before_others(self.case, found, self._needed())
        return self._in_time[last]

    def _usable(self, one: Offering) -> bool:
        case = self.case
        return case.is_kept(one) or not (
            offering.excludes(case, one)
            or pin.excludes(case, one)
            or availability.excludes(case, one)
            or pause.excludes(case, one)
        )

    def soonest(self, first: int, last: int) -> int:
        """A term before which no award is possible; one after `last` where some unit cannot be taken by then.

        The terms up to `first` are looked at before all others: mostly they are enough.
        """
        found = self._ended(min(first, last))
        return found if found <= first or first >= last else self._ended(last)

    def _ended(self, last: int) -> int:
        """The first term in which each unit that is needed can have ended, or one after `last`."""
        ends = dict.fromkeys(self._needed() - self.case.late, last + 1)
        for one in self._within(last):
            if one.award_from < ends.get(one.unit, 0):
                ends[one.unit] = one.award_from
        return max(ends.values(), default=0)

    def _needed(self) -> set[str]:
        """Units that every plan is still to take: compulsory and pinned ones."""
        pinned = {pin.unit for pin in self.case.learner.pins if pin.term >= self.case.now}
        return (compulsory(self.case) | pinned) & set(self.case.remaining)
