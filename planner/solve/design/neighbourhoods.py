"""What to free for a while: some terms, a row or two, a group of rows that costs more than it has to, units that belong
together, or units at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planner.model.design.instance import Allowed, Assignment, Instance
from planner.model.design.windows import narrowed

Sizes = dict[str, float]
Gaps = Callable[[Assignment], list[tuple[int, ...]]]
"""The units of groups of rows that cost more in a plan than they have to."""
FIRST_SIZES: Sizes = {"terms": 2.0, "rows": 1.0, "together": 30.0, "any": 45.0, "group": 40.0}
GROWTH, CAUTION = 1.05, 3
"""One that is not solved to the end makes the next ones smaller by as much as so many others make them larger."""


@dataclass(slots=True)
class Neighbourhoods:
    """Draws neighbourhoods; those that are solved to the end grow, the others shrink."""

    instance: Instance
    random: random.Random
    gaps: Gaps
    sizes: Sizes = field(default_factory=lambda: dict(FIRST_SIZES))
    near: list[set[int]] = field(default_factory=list)
    rows_of: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        instance = self.instance
        self.near = [set() for _ in instance.codes]
        self.rows_of = [[] for _ in instance.codes]
        for first, second in instance.pairs:
            self.near[first].add(second)
            self.near[second].add(first)
        for number, row in enumerate(instance.rows):
            for unit in (*row.always, *row.options):
                self.rows_of[unit].append(number)

    def draw(self, plan: Assignment) -> tuple[str, Allowed]:
        """A kind, and the places that it leaves to each unit; at most the one where it stands, for most of them."""
        kind = self.random.choice(list(self.sizes))
        draws: dict[str, Callable[[Assignment, int], Allowed]] = {
            "terms": self._terms,
            "rows": self._rows,
            "together": self._together,
            "any": self._any,
            "group": self._group,
        }
        size = int(self.sizes[kind] + self.random.random())
        allowed = draws[kind](plan, max(size, 1))
        return kind, narrowed(self.instance.places, self.instance.pairs, allowed)

    def learn(self, kind: str, closed: bool, bold: bool = False) -> None:
        """The next one of the kind is larger where this one was solved to the end, else smaller; if `bold`, less so."""
        most = {"terms": self.instance.offer.terms, "rows": len(self.instance.rows)}.get(kind, len(self.instance.codes))
        size = self.sizes[kind] * (GROWTH if closed else GROWTH ** (-1 if bold else -CAUTION))
        self.sizes[kind] = min(max(size, 1.0), float(most))

    def _terms(self, plan: Assignment, size: int) -> Allowed:
        """Units that stand in some terms may exchange them."""
        terms = range(self.instance.offer.terms)
        chosen = set(self.random.sample(terms, min(max(size, 2), len(terms))))
        allowed = []
        for unit, k in enumerate(plan.places):
            places = self.instance.places[unit]
            within = [other for other in self.instance.open[unit] if chosen.issuperset(places[other].terms)]
            allowed.append(within if k in within else [k])
        return allowed

    def _rows(self, plan: Assignment, size: int) -> Allowed:
        rows = self.instance.rows
        chosen = self.random.sample(range(len(rows)), min(size, len(rows)))
        return self._free(plan, {unit for number in chosen for unit in (*rows[number].always, *rows[number].options)})

    def _together(self, plan: Assignment, size: int) -> Allowed:
        """A unit, and step by step what it requires, what requires it, or a unit of the same row."""
        rows = self.instance.rows
        found = [self.random.randrange(len(plan.places))]
        freed = set(found)
        for _ in range(10 * size):
            if len(freed) >= size:
                break
            unit = self.random.choice(found)
            group: Iterable[int] = self.near[unit]
            if not group and self.rows_of[unit]:
                row = rows[self.random.choice(self.rows_of[unit])]
                group = (*row.always, *row.options)
            fresh = sorted(other for other in group if other not in freed)
            if fresh:
                found.append(self.random.choice(fresh))
                freed.add(found[-1])
        return self._free(plan, freed)

    def _group(self, plan: Assignment, size: int) -> Allowed:
        """Units of a group of rows that costs more than it has to; any, as long as nothing is known of groups."""
        groups = self.gaps(plan) or [tuple(range(len(plan.places)))]
        units = self.random.choice(groups)
        return self._free(plan, set(self.random.sample(units, min(size, len(units)))))

    def _any(self, plan: Assignment, size: int) -> Allowed:
        units = range(len(plan.places))
        return self._free(plan, set(self.random.sample(units, min(size, len(units)))))

    def _free(self, plan: Assignment, units: set[int]) -> Allowed:
        """All places for some units, and the others where they stand."""
        return [list(own) if unit in units else [plan.places[unit]] for unit, own in enumerate(self.instance.open)]
