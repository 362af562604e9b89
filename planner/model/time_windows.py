"""Offerings that come too soon after the start, or too late before the end, for what must be taken before or after."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.programme import Clause
from planner.model.rules import prerequisite

NEVER = 10**9


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

    def left(self) -> list[Offering]:
        """What is left, in the order in which it came."""
        left = {one for some in self.of.values() for one in some}
        return [one for one in self.offerings if one in left]


def after_others(case: Case, offerings: Sequence[Offering]) -> list[Offering]:
    """Without offerings before which nothing of what must come first can be taken; each may rule out others."""
    units, clauses, changed = _Units(offerings), list(case.clauses()), True
    while changed:
        changed = False
        for unit, clause in clauses:
            soonest = min(units.ready(other, clause) for other in clause.units)
            own = units.of.get(unit, [])
            kept = [one for one in own if one.resit or prerequisite.begins(one, clause) >= soonest]
            changed |= units.keep(unit, kept)
    return units.left()


def before_others(case: Case, offerings: Sequence[Offering], needed: Collection[str]) -> list[Offering]:
    """Without offerings after which one of the units `needed` by every plan, that depends on them, has no time left."""
    units, changed = _Units(offerings), True
    clauses = [(unit, clause) for unit, clause in case.clauses() if unit in needed and len(clause.units) == 1]
    while changed:
        changed = False
        for unit, clause in clauses:
            earlier, latest = clause.units[0], units.latest(unit, clause)
            if latest is not None:
                kept = [
                    o for o in units.of.get(earlier, ()) if prerequisite.ready(o, clause) <= latest or case.is_kept(o)
                ]
                changed |= units.keep(earlier, kept)
    return units.left()
