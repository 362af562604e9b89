"""What is still needed: a place for each compulsory unit, one for each choice of one among several, and the sets of
other units that lead to the award and in which nothing is taken for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from planner.domain.case import Case
from planner.domain.condition import Clause
from planner.domain.counting import counted
from planner.domain.programme import Requirement
from planner.study.risk.inexact import MOST_OPTIONAL, Inexact

Place = tuple[str, ...]
"""A unit, or units of which one is enough and that never run at once."""


@dataclass(frozen=True, slots=True)
class Needs:
    """`places` in the order of the programme. Units of `optional` have a place of their own that need not be filled:
    sets of them are whole numbers, a bit a unit. `allowed` are those that may be held together, `enough` those that
    complete what is compulsory.
    """

    places: tuple[Place, ...]
    optional: tuple[str, ...]
    allowed: tuple[bool, ...]
    enough: tuple[bool, ...]


def needs(case: Case) -> Needs:
    """What is needed of a case.

    Raises:
        Inexact: too many units leave a choice, or one is a prerequisite that others can stand in for.
    """
    return _Finder(case).needs()


class _Finder:
    def __init__(self, case: Case) -> None:
        self.case, self.target = case, case.target
        self.free = [unit for unit in case.remaining if unit not in case.learner.avoid]
        pinned = {pin.unit for pin in case.learner.pins if pin.term >= case.now}
        self.compulsory = [unit for unit in case.remaining if unit in self.target.compulsory | pinned]
        self.clauses: dict[str, list[Clause]] = {}
        for unit, clause in case.clauses():
            self.clauses.setdefault(unit, []).append(clause)
        self.places: dict[str, Place] = {unit: (unit,) for unit in self.compulsory}
        self.done: set[str] = set()

    def needs(self) -> Needs:
        """The places, and the sets of what is optional."""
        for rule in self.target.requirements:
            place = self._simple(rule)
            if place:
                self.places[place[0]] = place
                self.done.add(rule.id)
        placed = {unit for place in self.places.values() for unit in place}
        optional = [unit for unit in self._wanted() if unit not in placed]
        if len(optional) > MOST_OPTIONAL:
            raise Inexact("states")
        self._check_clauses(placed | set(optional))
        sets = [frozenset(some) for number in range(len(optional) + 1) for some in combinations(optional, number)]
        whole = [some for some in sets if self._is_useful(some)]
        used = [unit for unit in optional if any(unit in some for some in whole)]
        numbers = [frozenset(u for bit, u in enumerate(used) if number >> bit & 1) for number in range(2 ** len(used))]
        allowed = tuple(any(some <= other for other in whole) for some in numbers)
        enough = tuple(self._is_met(self._held(some)) for some in numbers)
        found = {**self.places, **{unit: (unit,) for unit in used}}
        order = {unit: place for place, unit in enumerate(self.case.programme.units)}
        places = tuple(found[unit] for unit in sorted(found, key=order.__getitem__))
        return Needs(places, tuple(used), allowed, enough)

    def _lists(self) -> Iterator[tuple[str, Collection[str]]]:
        """Everything of the target that speaks of units, by its name."""
        for rule in self.target.requirements:
            yield rule.id, rule.units
        for limit in self.target.limits:
            yield limit.id, limit.units
        for number, group in enumerate(self.target.exclusive):
            yield f"exclusive-{number}", group
        for one in self.target.one_of:
            yield one.id, one.units

    def _simple(self, rule: Requirement) -> Place:
        """The units of a requirement of which one more is enough, that nothing else speaks of, and that need none but
        compulsory ones.
        """
        units = tuple(unit for unit in rule.units if unit in self.free)
        pinned = not set(self.compulsory).isdisjoint(units)
        if rule.kind != "count" or self.case.missing(rule) != 1 or not units or pinned:
            return ()
        others = {unit for name, some in self._lists() if name != rule.id for unit in some}
        others |= {unit for some in self.clauses.values() for clause in some for unit in clause.involved}
        own = (clause for unit in units for clause in self.clauses.get(unit, ()))
        before = {other for clause in own for other in clause.involved}
        sure = set(self.compulsory) | set(self.case.learner.acquired)
        return units if others.isdisjoint(units) and before <= sure else ()

    def _wanted(self) -> list[str]:
        """Units that something asks for, or that come before such a unit."""
        found = {unit for rule in self.target.requirements if rule.id not in self.done for unit in rule.units}
        found |= {unit for one in self.target.one_of for unit in one.units}
        found |= {unit for place in self.places.values() for unit in place}
        while (
            more := {other for unit in found for clause in self.clauses.get(unit, ()) for other in clause.involved}
            - found
        ):
            found |= more
        return [unit for unit in self.free if unit in found]

    def _check_clauses(self, units: Iterable[str]) -> None:
        """Which unit meets a prerequisite must not be a choice: dates would decide what is taken for nothing.

        Raises:
            Inexact: it is one.
        """
        sure = set(self.compulsory)
        for unit in units:
            for clause in self.clauses.get(unit, ()):
                open_units = [other for other in clause.involved if not self.case.acquired(other)]
                if len(open_units) > 1 and not sure.issuperset(open_units):
                    raise Inexact("prerequisite")

    def _held(self, some: Iterable[str]) -> set[str]:
        first = (place[0] for place in self.places.values())
        return {*self.case.given, *some, *first}

    def _is_met(self, held: Collection[str]) -> bool:
        """Whether what is held meets all requirements, and completes a track of each group."""
        rules = (rule for rule in self.target.requirements if rule.id not in self.done)
        return all(self._counts(rule, held) for rule in rules) and all(
            any(all(self._counts(rule, held) for rule in track.requirements) for track in group.tracks)
            for group in self.target.one_of
        )

    def _counts(self, rule: Requirement, held: Collection[str]) -> bool:
        units, target = self.case.programme.units, self.target
        return counted(units, target.limits, target.compulsory, rule, held) >= rule.need

    def _is_useful(self, some: frozenset[str]) -> bool:
        """Whether these units complete the award, within all limits, each of them of use."""
        held = self._held(some)
        if not self._is_met(held) or not self._is_within(held):
            return False
        served = {unit for unit in some if not self._is_met(self._without(held, unit))}
        placed = {unit for place in self.places.values() for unit in place}
        while more := {unit for unit in some - served if self._is_before(unit, (served | placed) & held)}:
            served |= more
        return served == some

    def _is_within(self, held: Collection[str]) -> bool:
        there = set(self.case.given)
        for limit in self.target.limits:
            size = [self.case.programme.weight(limit.kind, unit) for unit in limit.units if unit in held]
            stands = [self.case.programme.weight(limit.kind, unit) for unit in limit.units if unit in there]
            scale = self.case.programme.scale if limit.kind == "credits" else 1
            if sum(size) > max(limit.most * scale, sum(stands)):
                return False
        for group in self.target.exclusive:
            both = [unit for unit in group if unit in held]
            if len(both) > 1 and not there.issuperset(both):
                return False
        return True

    def _without(self, held: set[str], unit: str) -> set[str]:
        """What is held without a unit, and without what needs it."""
        left = held - {unit}
        while gone := {
            one for one in left for clause in self.clauses.get(one, ())
            if not self.case.programme.meets(clause, left | set(self.case.learner.acquired))
            and self.case.programme.meets(clause, held | set(self.case.learner.acquired))
        }:  # fmt: skip
            left -= gone
        return left

    def _is_before(self, unit: str, served: Collection[str]) -> bool:
        return any(unit in clause.units for one in served for clause in self.clauses.get(one, ()))
