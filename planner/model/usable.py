"""Offerings that no plan of a case can use need no variable in a search, and tell how soon an award can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.offering import Offering
from planner.model.least import compulsory
from planner.model.rules import availability, offering, pause, pin, prerequisite

NEVER = 10**9


class Usable:
    """What is left of a case's offerings, found once for the horizons that a search tries one after the other, up to
    the term `end`.

    `narrow` tells that models need no others. Where all is of one modality, as for most learners, the tie-break nearly
    always leaves one plan, and whatever way a search takes it ends there. Between an evening and a daytime class of the
    same term it may not: there the models keep every offering, and with them the plan they give, unless `any_plan` is
    as good as another.
    """

    def __init__(self, case: Case, end: int | None = None, *, any_plan: bool = False) -> None:
        self.case, self._end = case, end
        modalities = {pattern.modality for pattern in case.programme.patterns} & set(case.modalities)
        self.narrow = any_plan or len(modalities) <= 1
        self._last = -1
        self._found: list[Offering] = []
        self._in_time: dict[int, list[Offering]] = {}

    def within(self, last: int) -> list[Offering]:
        """What a model needs variables for that ends by the term `last`: the usable offerings, where it is `narrow`."""
        return self._within(last) if self.narrow else self.case.offerings(last)

    def _within(self, last: int) -> list[Offering]:
        """Usable offerings that end by the term `last`, and what is kept, in the order of `Case.offerings`."""
        if last > self._last:
            more = last + self.case.programme.calendar.size
            self._last = more if self._end is None else max(last, min(more, self._end))
            usable = [one for one in self.case.offerings(self._last) if self._is_usable(one)]
            self._found = _drop_too_soon(self.case, usable)
        if last not in self._in_time:
            late = self.case.late
            found = [one for one in self._found if one.last <= last or one.unit in late or self.case.is_kept(one)]
            self._in_time[last] = _drop_too_late(self.case, found, self._needed_units())
        return self._in_time[last]

    def _is_usable(self, one: Offering) -> bool:
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
        found = self._soonest_award(min(first, last))
        return found if found <= first or first >= last else self._soonest_award(last)

    def _soonest_award(self, last: int) -> int:
        """The first term in which each unit that is needed can have ended, or one after `last`."""
        ends = dict.fromkeys(self._needed_units() - self.case.late, last + 1)
        for one in self._within(last):
            if one.award_from < ends.get(one.unit, 0):
                ends[one.unit] = one.award_from
        return max(ends.values(), default=0)

    def _needed_units(self) -> set[str]:
        """Units that every plan is still to take: compulsory and pinned ones."""
        pinned = {pin.unit for pin in self.case.learner.pins if pin.term >= self.case.now}
        return (compulsory(self.case) | pinned) & set(self.case.remaining)


class _Units:
    """Offerings by unit, with the first time at which what depends on a unit may start, and the last at which the unit
    itself can: in terms for co-requisites, in days else.
    """

    def __init__(self, offerings: Sequence[Offering]) -> None:
        self.offerings = offerings
        self.of: dict[str, list[Offering]] = {}
        for one in offerings:
            self.of.setdefault(one.unit, []).append(one)
        self._ready: dict[tuple[str, bool], int] = {}
        self._latest: dict[tuple[str, bool], int] = {}

    def ready(self, unit: str, clause: Clause) -> int:
        """The first time at which a unit that this one has to precede may start."""
        key = (unit, clause.together)
        if key not in self._ready:
            self._ready[key] = min((prerequisite.ready(o, clause) for o in self.of.get(unit, ())), default=NEVER)
        return self._ready[key]

    def soonest(self, case: Case, clause: Clause) -> int:
        """The first time at which the clause can be met: by a unit, or by credits of units that each end as soon as
        can be.
        """
        found = min((self.ready(other, clause) for other in clause.units), default=NEVER)
        for asked in clause.credits:
            missing = asked.need - case.programme.worth(asked, case.learner.acquired)
            for day, unit in sorted((self.ready(unit, clause), unit) for unit in asked.units if unit in self.of):
                missing -= case.programme.units[unit].credits or 0
                if missing <= 0:
                    found = min(found, day)
                    break
        return found

    def latest(self, unit: str, clause: Clause) -> int | None:
        """The last time at which an offering of the unit starts; None where it may do without, by a second session."""
        key = (unit, clause.together)
        if key not in self._latest:
            own = self.of.get(unit, ())
            own = () if any(one.resit for one in own) else own
            self._latest[key] = max((prerequisite.begins(one, clause) for one in own), default=NEVER)
        return None if self._latest[key] == NEVER else self._latest[key]

    def keep(self, unit: str, kept: list[Offering]) -> bool:
        """Keep these offerings of the unit; whether that left any out."""
        if len(kept) == len(self.of.get(unit, ())):
            return False
        self.of[unit] = kept
        for together in (False, True):
            self._ready.pop((unit, together), None)
            self._latest.pop((unit, together), None)
        return True

    def remaining(self) -> list[Offering]:
        """What is left, in the order in which it came."""
        left = {one for some in self.of.values() for one in some}
        return [one for one in self.offerings if one in left]


def _drop_too_soon(case: Case, offerings: Sequence[Offering]) -> list[Offering]:
    """The offerings but those that come too soon after the start for what must come first; each may rule out others."""
    units, clauses, changed = _Units(offerings), list(case.clauses()), True
    while changed:
        changed = False
        for unit, clause in clauses:
            soonest = units.soonest(case, clause)
            own = units.of.get(unit, [])
            kept = [one for one in own if one.resit or prerequisite.begins(one, clause) >= soonest]
            changed |= units.keep(unit, kept)
    return units.remaining()


def _drop_too_late(case: Case, offerings: Sequence[Offering], needed: Collection[str]) -> list[Offering]:
    """The offerings but those after which a unit that every plan has (`needed`), and depends on them, has no time."""
    units, changed = _Units(offerings), True
    clauses = [
        (unit, clause)
        for unit, clause in case.clauses()
        if unit in needed and len(clause.names) == 1 == len(clause.units)
    ]
    while changed:
        changed = False
        for unit, clause in clauses:
            earlier, latest = clause.units[0], units.latest(unit, clause)
            if latest is not None:
                kept = [
                    o for o in units.of.get(earlier, ()) if prerequisite.ready(o, clause) <= latest or case.is_kept(o)
                ]
                changed |= units.keep(earlier, kept)
    return units.remaining()
