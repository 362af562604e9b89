"""Offerings that no plan of a case can use need no variable in a search, and tell how soon an award can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.model.least import compulsory
from planner.model.rules import availability, offering, pin, prerequisite


class Usable:
    """What is left of a case's offerings, found once for the horizons that a search tries one after the other.

    `one_modality` tells that all is of one, as for most learners. Then the tie-break nearly always leaves one plan, and
    whatever way a search takes it ends there. Between an evening and a daytime class of the same term it may not:
    there the models keep every offering, and with them the plan they give.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        modalities = {pattern.modality for pattern in case.programme.patterns} & set(case.modalities)
        self.one_modality = len(modalities) <= 1
        self._last = -1
        self._found: list[Offering] = []

    def within(self, last: int) -> list[Offering]:
        """What a model needs variables for that ends by the term `last`: of one modality, the usable offerings."""
        return self._within(last) if self.one_modality else self.case.offerings(last)

    def _within(self, last: int) -> list[Offering]:
        """Usable offerings that end by the term `last`, and what is kept, in the order of `Case.offerings`."""
        if last > self._last:
            self._last = last + self.case.programme.calendar.size
            self._found = self._after_others([one for one in self.case.offerings(self._last) if self._usable(one)])
        found = [one for one in self._found if one.last <= last or self.case.is_kept(one)]
        return self._before_others(found)

    def _usable(self, one: Offering) -> bool:
        case = self.case
        return case.is_kept(one) or not (
            offering.excludes(case, one) or pin.excludes(case, one) or availability.excludes(case, one)
        )

    def _after_others(self, found: list[Offering]) -> list[Offering]:
        """Without offerings before which nothing of what must come first can be taken; each may rule out others."""
        of, changed = _by_unit(found), True
        while changed:
            changed = False
            for unit, clause in self.case.clauses():
                needed = [prerequisite.ready(one, clause) for other in clause.units for one in of.get(other, ())]
                soonest, own = min(needed, default=date.max), of.get(unit, [])
                kept = [one for one in own if one.resit or one.span.starts >= soonest]
                changed, of[unit] = changed or len(kept) < len(own), kept
        left = {one for some in of.values() for one in some}
        return [one for one in found if one in left]

    def _before_others(self, found: list[Offering]) -> list[Offering]:
        """Without offerings after which a unit that every plan still takes, and that needs them, has no time left."""
        of, changed = _by_unit(found), True
        needed, clauses = self._needed(), [(unit, clause) for unit, clause in self.case.clauses() if len(clause.units) == 1]
        while changed:
            changed = False
            for unit, clause in clauses:
                later, own = of.get(unit, []), of.get(clause.units[0], [])
                if unit not in needed or not later or any(one.resit for one in later):
                    continue
                latest = max(one.span.starts for one in later)
                kept = [one for one in own if self.case.is_kept(one) or prerequisite.ready(one, clause) <= latest]
                changed, of[clause.units[0]] = changed or len(kept) < len(own), kept
        left = {one for some in of.values() for one in some}
        return [one for one in found if one in left]

    def soonest(self, first: int, last: int) -> int:
        """A term before which no award is possible; one after `last` where some unit cannot be taken by then.

        The terms up to `first` are looked at before all others: mostly they are enough.
        """
        found = self._ended(min(first, last))
        return found if found <= first or first >= last else self._ended(last)

    def _ended(self, last: int) -> int:
        """The first term in which each unit that is needed can have ended, or one after `last`."""
        ends = dict.fromkeys(self._needed(), last + 1)
        for one in self._within(last):
            if one.award_from < ends.get(one.unit, 0):
                ends[one.unit] = one.award_from
        return max(ends.values(), default=0)

    def _needed(self) -> set[str]:
        """Units that every plan is still to take: compulsory and pinned ones."""
        pinned = {unit for unit, term in self.case.learner.pins if term >= self.case.now}
        return (compulsory(self.case) | pinned) & set(self.case.remaining)


def _by_unit(offerings: Iterable[Offering]) -> dict[str, list[Offering]]:
    of: dict[str, list[Offering]] = {}
    for one in offerings:
        of.setdefault(one.unit, []).append(one)
    return of
