"""What a learner cannot do without, and the room there is for it: what bounds on any way to go on are counted from.

Each part is a relaxation: units that some ways could leave out, clashes, least loads and money are left aside.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from planner.check import availability, load_cap, offering, pause
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import DAYTIME, DISTANCE, EVENING, Offering
from planner.domain.plan import Plan
from planner.solve.horizon import earliest_award
from planner.study.risk.estimate.minima import without_minima

ALONE = (offering, pause, availability, load_cap)
"""Rules that one offering can break by itself."""


class Needed:
    """Of a case, from its first open term to the horizon (`end`, excluded): `slots` are the offerings of each unit that
    no rule forbids on their own, in the order of their ends.
    """

    def __init__(self, case: Case) -> None:
        self.case = without_minima(replace(case, learner=case.learner.without_deadline()))
        self.calendar = case.programme.calendar
        self.end = case.learner.start + LONGEST_PLAN_YEARS * self.calendar.size
        self.terms = range(case.now, self.end)
        self.before = self._before()
        self.slots = {unit: self._slots(unit) for unit in case.remaining}
        self.floor = earliest_award(self.case)

    def _slots(self, unit: str) -> tuple[Offering, ...]:
        years = range(self.terms.start // self.calendar.size, (self.end - 1) // self.calendar.size + 1)
        every = (one for year in years for one in self.case.programme.offerings(year) if one.unit == unit)
        found = (one for one in every if one.first >= self.terms.start and one.last < self.end)
        avoided = unit in self.case.learner.avoid
        return () if avoided else tuple(sorted(filter(self._is_allowed, found), key=lambda one: (one.last, one.id)))

    def _is_allowed(self, one: Offering) -> bool:
        plan = Plan((one,), self.end)
        return not any(list(rule.violations(self.case, plan)) for rule in ALONE)

    def _before(self) -> dict[str, tuple[str, ...]]:
        """Units that a unit has to wait for, whatever is chosen."""
        found: dict[str, list[str]] = {}
        for unit, clause in self.case.clauses():
            if not clause.together and not clause.credits and len(clause.units) == 1:
                found.setdefault(unit, []).extend(one for one in clause.units if one in self.case.remaining)
        return {unit: tuple(some) for unit, some in found.items()}

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Units that have to be passed, in the order of the programme, but those that a second session may save."""
        case = self.case
        found = {unit for rule in case.target.requirements if rule.kind == "all" for unit in rule.units} - case.late
        found &= set(case.remaining)
        while more := {other for unit in found for other in self.before.get(unit, ())} - found:
            found |= more
        saved = {one.unit for one in case.resits}
        return tuple(unit for unit in case.remaining if unit in found - saved)

    @cached_property
    def pools(self) -> list[tuple[tuple[str, ...], int]]:
        """Units of which a number has to be passed beside all others."""
        case, taken, found = self.case, {unit for unit in self.case.remaining if unit in self.units}, []
        saved = {one.unit for one in case.resits}
        for rule, missing in case.requirements():
            free = tuple(unit for unit in rule.units if unit in case.remaining and self.slots[unit])
            if rule.kind == "count" and missing and saved.isdisjoint(rule.units) and taken.isdisjoint(rule.units):
                found.append((free, int(missing)))
                taken |= set(rule.units)
        return found

    @cached_property
    def room(self) -> dict[int, int]:
        """The most units that run in each term."""
        return {term: self._room(term) for term in self.terms}

    def _room(self, term: int) -> int:
        case = self.case
        here = [one for some in self.slots.values() for one in some if term in one.terms]
        evening, daytime, others = (
            {one.unit for one in here if one.modality == modality} for modality in (EVENING, DAYTIME, DISTANCE)
        )
        cap = case.evening_cap(term)
        if not any(one.sessions for one in here if one.modality == EVENING):
            cap = min(cap, len(set(case.learner.free_evenings(term))))
        most_daytime = case.learner.daytime_cap.of(term)
        by_day = len(daytime) if most_daytime is None else min(len(daytime), most_daytime)
        (_, units), _ = case.bounds(term)
        most = min(min(len(evening), cap) + by_day + len(others), len(evening | daytime | others))
        return most if units is None else min(most, int(units))

    @cached_property
    def running(self) -> int:
        """The last term of what is under way already and comes before the award; the one before now if nothing is."""
        running = (one.last for one in self.case.kept.values() if self.case.before_award(one.unit))
        return max(running, default=self.terms.start - 1)

    @cached_property
    def awards(self) -> tuple[int, ...]:
        """Terms in which an award is possible at all."""
        positions, size = self.case.report_positions(), self.calendar.size
        return tuple(
            term
            for term in range(max(self.floor, self.case.first_award), self.end)
            if term not in self.case.paused and (positions is None or term % size in positions)
        )
