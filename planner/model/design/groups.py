"""Some rows of an instance alone: what they cannot cost less than, whatever the others do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.model.design.instance import Assignment, Instance
from planner.model.design.windows import drop_implied


@dataclass(frozen=True, slots=True)
class Floor:
    """Rows that together with the places of some units never cost less than `least`, scaled."""

    rows: tuple[int, ...]
    units: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows as an instance of their own: `units` are those of the whole that are in it, in order.

    Places cost only for units that are owned by one of the rows, so that what disjoint groups cost adds up to no more
    than the whole.
    """

    rows: tuple[int, ...]
    owned: tuple[int, ...]
    units: tuple[int, ...]
    instance: Instance

    def restrict(self, plan: Assignment) -> Assignment:
        """A plan of the whole, restricted to these rows and units, in the numbers of this instance."""
        numbers = {unit: number for number, unit in enumerate(self.units)}
        places = tuple(plan.places[unit] for unit in self.units)
        return Assignment(places, tuple(frozenset(numbers[u] for u in plan.taken[row]) for row in self.rows))

    def floor_of(self, least: int) -> Floor:
        """A floor of the whole: this group costs at least `least`, scaled."""
        return Floor(self.rows, self.owned, least)

    def renumber_floor(self, floor: Floor) -> Floor:
        """A floor of the whole, whose rows are all here, in the numbers of this instance."""
        rows = {row: number for number, row in enumerate(self.rows)}
        units = {unit: number for number, unit in enumerate(self.units)}
        return Floor(tuple(rows[row] for row in floor.rows), tuple(units[unit] for unit in floor.units), floor.least)


class Groups:
    """Makes groups of rows of an instance. What a unit's place costs counts in the first row that the unit is in."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.owner: list[int | None] = [None] * len(instance.codes)
        for number, row in enumerate(instance.rows):
            for unit in (*row.always, *row.options):
                if self.owner[unit] is None:
                    self.owner[unit] = number
        self.pairs = _all_pairs(instance)

    def whole(self) -> Group:
        """The group of all rows, and of units that are in none."""
        rows, units = range(len(self.instance.rows)), range(len(self.instance.codes))
        return Group(tuple(rows), tuple(units), tuple(units), self.instance)

    def make(self, rows: Collection[int]) -> Group:
        """The group of these rows alone, with precedences among their units, also those that go through others."""
        whole, chosen = self.instance, tuple(sorted(rows))
        inside = {unit for number in chosen for unit in (*whole.rows[number].always, *whole.rows[number].options)}
        units = tuple(sorted(inside))
        owned = tuple(unit for unit in units if self.owner[unit] in chosen)
        free = set(units) - set(owned)
        numbers = {unit: number for number, unit in enumerate(units)}

        def renumber(some: Sequence[int]) -> tuple[int, ...]:
            return tuple(numbers[unit] for unit in some)

        instance = replace(
            whole,
            codes=tuple(whole.codes[unit] for unit in units),
            places=tuple(whole.places[unit] for unit in units),
            loads=tuple(whole.loads[unit] for unit in units),
            costs=tuple((0,) * len(whole.costs[unit]) if unit in free else whole.costs[unit] for unit in units),
            rows=tuple(
                replace(
                    row,
                    always=renumber(row.always),
                    choices=tuple((renumber(some), take) for some, take in row.choices),
                )
                for row in (whole.rows[number] for number in chosen)
            ),
            pairs=drop_implied([(numbers[a], numbers[b]) for a, b in self.pairs if a in inside and b in inside]),
            open=[whole.open[unit] for unit in units],
        )
        return Group(chosen, owned, units, instance)


def _all_pairs(instance: Instance) -> list[tuple[int, int]]:
    """All precedences, those that follow from others too: the transitive closure."""
    after: list[set[int]] = [set() for _ in instance.codes]
    for first, second in instance.pairs:
        after[first].add(second)
    found = []
    for unit in range(len(after)):
        waiting, seen = [unit], {unit}
        while waiting:
            for other in after[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
                found.append((unit, other))
    return found
