"""For which requirement each unit counts, where some share their units with no other: a unit counts for one of those,
or for all the others. A reading is one way to tell; acquired units count for as much as they can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from planner.check import asked
from planner.domain.case import Case
from planner.domain.programme import Requirement

if TYPE_CHECKING:
    from planner.domain.credits import Worth

Homes = Mapping[str, str | None]
"""The requirement for which a contested unit counts alone; None: for all that share."""
Judge = Callable[[Homes], tuple[int, int]]
"""How many requirements a reading leaves unmet, and how many units serve nothing in it."""
MOST = 50
"""Readings that are tried for the best one, once none is right."""
MET, RIGHT = 1, 2
"""How much of a reading is asked while it is made: that all is met, and that no unit is too much."""
MOST_TOGETHER = 6
"""Requirements that keep their units, of which every combination is looked at."""


def counts(homes: Homes, rule: Requirement, unit: str) -> bool:
    """Whether a unit of the requirement counts for it."""
    return unit not in homes or homes[unit] == (None if rule.share else rule.id)


def best(
    case: Case, held: set[str], single: Collection[str], judge: Judge, is_wrong: Callable[[Collection[str]], bool]
) -> Homes:
    """A reading in which all is right, else the best of those tried. A unit of `single` serves nothing but the
    requirement that it counts for. `is_wrong` tells of the contested units whether something is wrong in any reading.
    """
    search = _Search(case, held, set(single))
    if not search.contested:
        return {}
    for homes in search.ways(RIGHT) if not is_wrong(search.contested) else ():
        if judge(homes) == (0, 0):
            return homes
    met = list(islice(search.ways(MET), MOST))
    return min(met or islice(search.ways(0), MOST), key=judge)


class _Search:
    def __init__(self, case: Case, held: set[str], single: set[str]) -> None:
        self.case, self.single = case, single
        there = asked.stands(case)
        chosen = [(rule, need) for rule, need in asked.binding(case) if rule.kind != "all"]
        within = [pair for _, tracks in asked.one_of(case) for _, rules in tracks for pair in rules]
        self.rules, self.chosen = [*chosen, *within], len(chosen)
        self.own = [rule for rule, _ in chosen if not rule.share]
        self.contested = {unit for rule in self.own for unit in rule.units if unit in held and self._asked_of(unit) > 1}
        self.given = [unit for unit in case.programme.units if unit in self.contested & there]
        self.mine = sorted(self.contested - there, key=lambda unit: (len(self._homes(unit)), *self.kind(unit)))
        self.missing = [need - self.worth(rule, there - self.contested) for rule, need in self.rules]
        self.plain = held - there - self.contested

    def _asked_of(self, unit: str) -> int:
        return sum(unit in rule.units for rule, _ in self.rules)

    def worth(self, rule: Requirement, units: Collection[str]) -> Worth:
        """Units, or credits, of the requirement."""
        credits = [self.case.programme.units[unit].credits or 0 for unit in rule.units if unit in units]
        return sum(credits) if rule.kind == "credits" else len(credits)

    def kind(self, unit: str) -> tuple[object, ...]:
        """What is the same of units that can stand for each other; a unit that is not single is like no other."""
        credits = self.case.programme.units[unit].credits or 0
        return ([unit in rule.units for rule, _ in self.rules], credits, "" if unit in self.single else unit)

    def ways(self, care: int) -> Iterator[Homes]:
        """Readings, as many as the `care` leaves."""
        for given in self._standing():
            left = [
                one - self.worth(rule, self.plain)
                for one, (rule, _) in zip(self._after(self.missing, given), self.rules, strict=True)
            ]
            placing = _Placing(self, care)
            for homes in placing.ways(left):
                yield {**given, **dict(zip(self.mine, homes, strict=True))}

    def _homes(self, unit: str) -> list[str | None]:
        return [*(rule.id for rule in self.own if unit in rule.units), None]

    def _after(self, missing: Sequence[Worth], homes: Homes) -> list[Worth]:
        return [
            left - self.worth(rule, [unit for unit in homes if counts(homes, rule, unit)])
            for left, (rule, _) in zip(missing, self.rules, strict=True)
        ]

    def _standing(self) -> list[dict[str, str | None]]:
        """Readings of what stands; of two of which one leaves no less missing anywhere, the other alone."""
        found: dict[tuple[Worth, ...], dict[str, str | None]] = {(): {}}
        for unit in self.given:
            more = [{**homes, unit: home} for homes in found.values() for home in self._homes(unit)]
            there = {tuple(max(0, one) for one in self._after(self.missing, homes)): homes for homes in more}
            found = {left: homes for left, homes in there.items() if not any(_less(other, left) for other in there)}
        return list(found.values())


class _Placing:
    """Places one unit after the other; with `care` for what can still be `MET`, or be `RIGHT`."""

    def __init__(self, search: _Search, care: int) -> None:
        self.care, self.rules = care, [rule for rule, _ in search.rules]
        self.single = [unit in search.single for unit in search.mine]
        self.weights = [[search.worth(rule, [unit]) for rule in self.rules] for unit in search.mine]
        self.homes = [self._homes(search, unit) for unit in search.mine]
        kinds = [search.kind(unit) for unit in search.mine]
        self.alike = [place > 0 and kinds[place] == kinds[place - 1] for place in range(len(kinds))]
        chosen = range(search.chosen)
        self.own = [place for place in chosen if not self.rules[place].share]
        self.sets = [(place,) for place in chosen] + list(self._sets())
        self.room: list[list[Worth]] = [[0] * len(self.sets)]
        for weights in reversed(self.weights):
            more = [max(weights[place] for place in some) for some in self.sets]
            self.room.insert(0, [one + other for one, other in zip(self.room[0], more, strict=True)])
        self.dead: set[tuple[object, ...]] = set()

    def _homes(self, search: _Search, unit: str) -> list[int | None]:
        """For what the unit may count; not for all that share where it would serve nothing there."""
        alone: list[int | None] = [
            place for place, rule in enumerate(self.rules) if not rule.share and unit in rule.units
        ]
        useless = unit in search.single and not any(rule.share and unit in rule.units for rule in self.rules)
        return alone if self.care == RIGHT and useless else [*alone, None]

    def _sets(self) -> Iterator[tuple[int, ...]]:
        """Some requirements that keep their units, and count alike: what they miss takes units of its own for each."""
        for kind in ("count", "credits"):
            places = [place for place in self.own if self.rules[place].kind == kind][:MOST_TOGETHER]
            for number in range(2, len(places) + 1):
                yield from combinations(places, number)

    def ways(self, left: Sequence[Worth]) -> Iterator[list[str | None]]:
        """The homes of the units, in their order."""
        return self._place(0, left, {}, 0)

    def _place(
        self, place: int, left: Sequence[Worth], light: Mapping[int, Worth], first: int
    ) -> Iterator[list[str | None]]:
        """Units from a place on, with what is left missing, and the lightest single unit that counts for each
        requirement. Units alike are placed in one order only; a state from which nothing came is not tried again.
        """
        if place == len(self.homes):
            yield []
            return
        state = (place, tuple(left), tuple(sorted(light.items())), first)
        if state in self.dead:
            return
        nothing = True
        for number in range(first if self.alike[place] else 0, len(self.homes[place])):
            home = self.homes[place][number]
            after, lightest = self._with(place, home, left, light)
            if self._is_open(place + 1, after, lightest):
                for rest in self._place(place + 1, after, lightest, number):
                    nothing = False
                    yield [None if home is None else self.rules[home].id, *rest]
        if nothing:
            self.dead.add(state)

    def _with(
        self, place: int, home: int | None, left: Sequence[Worth], light: Mapping[int, Worth]
    ) -> tuple[list[Worth], Mapping[int, Worth]]:
        weights = self.weights[place]
        here = (rule.share if home is None else home == number for number, rule in enumerate(self.rules))
        after = [one - (weight if counts else 0) for one, weight, counts in zip(left, weights, here, strict=True)]
        if home is None or not self.single[place]:
            return after, light
        return after, {**light, home: min(light.get(home, weights[home]), weights[home])}

    def _is_open(self, place: int, left: Sequence[Worth], light: Mapping[int, Worth]) -> bool:
        """Whether units from a place on can still meet each requirement, and no single unit is too much already."""
        if self.care < MET:
            return True
        room = self.room[place]
        if any(sum(max(0, left[one]) for one in some) > room[number] for number, some in enumerate(self.sets)):
            return False
        return self.care < RIGHT or all(left[home] + weight > 0 for home, weight in light.items())


def _less(one: Sequence[Worth], other: Sequence[Worth]) -> bool:
    """Whether one leaves less missing somewhere and nowhere more."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
