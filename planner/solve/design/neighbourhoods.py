"""What to free for a while: some terms, a row or two, a group of rows that costs more than it has to, units that belong
together, or units at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planner.model.design.instance import Allowed, Assignment, Instance
from planner.model.design.windows import narrow

Sizes = dict[str, float]
CostlyGroups = Callable[[Assignment], list[tuple[int, ...]]]
"""The units of groups of rows that cost more in a plan than they have to."""
FIRST_SIZES: Sizes = {"terms": 2.0, "rows": 1.0, "related": 30.0, "random": 45.0, "costly": 40.0}
GROWTH, SHRINKAGE = 1.05, 3
"""One that is not solved to the end makes the next ones smaller by as much as so many others make them larger."""


@dataclass(slots=True)
class Neighbourhoods:
    """Draws neighbourhoods; those that are solved to the end grow, the others shrink."""

    instance: Instance
    random: random.Random
    costly_groups: CostlyGroups
    sizes: Sizes = field(default_factory=lambda: dict(FIRST_SIZES))
    neighbours: list[set[int]] = field(default_factory=list)
    rows_of: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        instance = self.instance
        self.neighbours = [set() for _ in instance.codes]
        self.rows_of = [[] for _ in instance.codes]
        for first, second in instance.pairs:
            self.neighbours[first].add(second)
            self.neighbours[second].add(first)
        for number, row in enumerate(instance.rows):
            for unit in (*row.always, *row.options):
                self.rows_of[unit].append(number)

    def draw(self, plan: Assignment) -> tuple[str, Allowed]:
        """A kind of neighbourhood, and the places that it leaves to each unit: for most the one where it stands."""
        kind = self.random.choice(list(self.sizes))
        draws: dict[str, Callable[[Assignment, int], Allowed]] = {
            "terms": self._free_terms,
            "rows": self._free_rows,
            "related": self._free_related,
            "random": self._free_random,
            "costly": self._free_costly,
        }
        size = int(self.sizes[kind] + self.random.random())
        allowed = draws[kind](plan, max(size, 1))
        return kind, narrow(self.instance.places, self.instance.pairs, allowed)

    def adapt(self, kind: str, solved: bool, gently: bool = False) -> None:
        """Make the next of its kind larger where one was solved to the end, else smaller; less so if `gently`."""
        most = {"terms": self.instance.offer.terms, "rows": len(self.instance.rows)}.get(kind, len(self.instance.codes))
        size = self.sizes[kind] * (GROWTH if solved else GROWTH ** (-1 if gently else -SHRINKAGE))
        self.sizes[kind] = min(max(size, 1.0), float(most))

    def _free_terms(self, plan: Assignment, size: int) -> Allowed:
        """Units that stand in some terms may exchange them."""
        terms = range(self.instance.offer.terms)
        chosen = set(self.random.sample(terms, min(max(size, 2), len(terms))))
        allowed = []
        for unit, k in enumerate(plan.places):
            places = self.instance.places[unit]
            within = [other for other in self.instance.open[unit] if chosen.issuperset(places[other].terms)]
            allowed.append(within if k in within else [k])
        return allowed

    def _free_rows(self, plan: Assignment, size: int) -> Allowed:
        rows = self.instance.rows
        chosen = self.random.sample(range(len(rows)), min(size, len(rows)))
        return self._free(plan, {unit for number in chosen for unit in (*rows[number].always, *rows[number].options)})

    def _free_related(self, plan: Assignment, size: int) -> Allowed:
        """A unit, and step by step what it requires, what requires it, or a unit of the same row."""
        rows = self.instance.rows
        found = [self.random.randrange(len(plan.places))]
        freed = set(found)
        for _ in range(10 * size):
            if len(freed) >= size:
                break
            unit = self.random.choice(found)
            group: Iterable[int] = self.neighbours[unit]
            if not group and self.rows_of[unit]:
                row = rows[self.random.choice(self.rows_of[unit])]
                group = (*row.always, *row.options)
            fresh = sorted(other for other in group if other not in freed)
            if fresh:
                found.append(self.random.choice(fresh))
                freed.add(found[-1])
        return self._free(plan, freed)

    def _free_costly(self, plan: Assignment, size: int) -> Allowed:
        """Units of a group of rows that costs more than it has to; any, as long as nothing is known of groups."""
        groups = self.costly_groups(plan) or [tuple(range(len(plan.places)))]
        units = self.random.choice(groups)
        return self._free(plan, set(self.random.sample(units, min(size, len(units)))))

    def _free_random(self, plan: Assignment, size: int) -> Allowed:
        units = range(len(plan.places))
        return self._free(plan, set(self.random.sample(units, min(size, len(units)))))

    def _free(self, plan: Assignment, units: set[int]) -> Allowed:
        """All places for some units, and the others where they stand."""
        return [list(own) if unit in units else [plan.places[unit]] for unit, own in enumerate(self.instance.open)]
