"""Simulated annealing: from any plan to a good one in seconds, by moves of a unit and exchanges of two.

What a term of a row costs is one look into a table, by its load and its number of units; a state outside the bounds
costs so much that no move leads there. The options that count stay as they are.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from planner.model.design.instance import Assignment, Instance

FORBIDDEN = 1 << 50
LOOK = 1024
"""Moves between two looks at whether to stop."""
MELTING, MELTED = 0.15, 4.0
"""The share of the moves that are hotter than hot, and by how much at most."""
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """A unit goes to another place: `changes` are (position in the state, table, what is added there)."""

    unit: int
    place: int
    cost: int
    changes: tuple[tuple[int, list[int], int], ...]


class Annealing:
    """The state of a plan: for each row and term, the load and the number of units as one whole number."""

    def __init__(self, instance: Instance, start: Assignment, seed: int) -> None:
        self.instance, self.taken = instance, start.taken
        self.random = random.Random(seed)  # noqa: S311 - no secret depends on it
        rows = range(len(instance.rows))
        self.members = [(*instance.rows[number].always, *start.taken[number]) for number in rows]
        self.base = max((len(members) for members in self.members), default=0) + 2
        self.tables = [self._table(number) for number in rows]
        self.rows_of: list[list[int]] = [[] for _ in instance.codes]
        for number, members in enumerate(self.members):
            for unit in members:
                self.rows_of[unit].append(number)
        self.before: list[list[int]] = [[] for _ in instance.codes]
        self.after: list[list[int]] = [[] for _ in instance.codes]
        for first, second in instance.pairs:
            self.before[second].append(first)
            self.after[first].append(second)
        self.moves = [
            {a: {b: self._move(unit, a, b) for b in own if b != a} for a in own}
            for unit, own in enumerate(instance.open)
        ]
        self.number_of = [{instance.places[unit][k]: k for k in own} for unit, own in enumerate(instance.open)]
        self.firsts = [[place.first for place in own] for own in instance.places]
        self.lasts = [[place.last for place in own] for own in instance.places]
        self.places = list(start.places)
        self.starts = [own[k] for own, k in zip(self.firsts, self.places, strict=True)]
        self.ends = [own[k] for own, k in zip(self.lasts, self.places, strict=True)]
        self.state = self._state()
        self.best, self.best_places = self.value(), list(self.places)

    def _table(self, number: int) -> list[int]:
        """What a term costs, by load * base + number of units."""
        row, base = self.instance.rows[number], self.base
        total = self.instance.total(row, self.taken[number])
        low, high = self.instance.even(total)
        table: list[int] = []
        for load in range(total + 1):
            within = row.min_load <= load <= row.max_load
            cost = row.weight * max(load - high, low - load, 0) ** 2
            for count in range(base):
                fine = within and row.min_units <= count <= row.max_units
                table.append(cost if fine else cost + FORBIDDEN)
        return table

    def _move(self, unit: int, a: int, b: int) -> Move:
        places, loads = self.instance.places[unit], self.instance.loads[unit]
        added: dict[int, int] = {}
        for sign, k in ((-1, a), (1, b)):
            for term in places[k].terms:
                added[term] = added.get(term, 0) + sign * (loads[k] * self.base + 1)
        changes = tuple(
            (number * self.instance.offer.terms + term, self.tables[number], change)
            for number in self.rows_of[unit]
            for term, change in added.items()
            if change
        )
        costs = self.instance.costs[unit]
        return Move(unit, b, costs[b] - costs[a], changes)

    def _state(self) -> list[int]:
        terms = self.instance.offer.terms
        state = [0] * (len(self.tables) * terms)
        for number, members in enumerate(self.members):
            for unit in members:
                k = self.places[unit]
                for term in self.instance.places[unit][k].terms:
                    state[number * terms + term] += self.instance.loads[unit][k] * self.base + 1
        return state

    def value(self) -> int:
        """The value of the plan as it stands, scaled."""
        terms = self.instance.offer.terms
        uneven = sum(self.tables[position // terms][one] for position, one in enumerate(self.state))
        return uneven + sum(costs[k] for costs, k in zip(self.instance.costs, self.places, strict=True))

    def run(self, moves: int, hot: float, cold: float, stop: Stop) -> Assignment:
        """The best plan met in so many moves, while the temperature falls from `hot` to `cold`.

        Some moves at first are hotter still: heavy units that stand together keep apart afterwards.
        """
        free = [unit for unit, own in enumerate(self.instance.open) if len(own) > 1]
        if free:
            partners = [[unit for unit in members if len(self.instance.open[unit]) > 1] for members in self.members]
            value = self.value()
            for done in range(0, moves, LOOK):
                if stop():
                    break
                value = self._walk(free, partners, _temperature(done / moves, hot, cold), value)
        return Assignment(tuple(self.best_places), self.taken)

    def _walk(self, free: list[int], partners: list[list[int]], temperature: float, value: int) -> int:
        """Some moves at one temperature; the value after them."""
        draw, places, state = self.random.random, self.places, self.state
        every, rows_of, opens, log = len(free), self.rows_of, self.instance.open, math.log
        for _ in range(LOOK):
            unit = free[int(draw() * every)]
            near = rows_of[unit]
            if near and draw() < 0.6:
                group = partners[near[int(draw() * len(near))]]
                moved = self._exchange(unit, group[int(draw() * len(group))])
            else:
                own = opens[unit]
                k = own[int(draw() * len(own))]
                moved = () if k == places[unit] else self._single(unit, k)
            if not moved:
                continue
            limit = -temperature * log(draw() + 1e-300)
            delta = 0
            for move in moved:
                delta += move.cost
                for position, table, change in move.changes:
                    now = state[position]
                    delta += table[now + change] - table[now]
                    state[position] = now + change
            if delta <= limit:
                for move in moved:
                    places[move.unit] = move.place
                    self._stand(move.unit, move.place)
                value += delta
                if value < self.best:
                    self.best, self.best_places = value, list(places)
            else:
                for move in moved:
                    for position, _, change in move.changes:
                        state[position] -= change
        return value

    def _single(self, unit: int, place: int) -> tuple[Move, ...]:
        """A unit alone goes there, if the precedences hold after it."""
        first, last = self.firsts[unit][place], self.lasts[unit][place]
        for other in self.before[unit]:
            if self.ends[other] >= first:
                return ()
        for other in self.after[unit]:
            if self.starts[other] <= last:
                return ()
        return (self.moves[unit][self.places[unit]][place],)

    def _exchange(self, unit: int, other: int) -> tuple[Move, ...]:
        """Two units change places, if both can and the precedences hold after it."""
        here, there = self.places[unit], self.places[other]
        a = self.number_of[unit].get(self.instance.places[other][there])
        b = self.number_of[other].get(self.instance.places[unit][here])
        if a is None or b is None or a == here:
            return ()
        self._stand(unit, a)
        self._stand(other, b)
        fine = self._in_order(unit) and self._in_order(other)
        self._stand(unit, here)
        self._stand(other, there)
        return (self.moves[unit][here][a], self.moves[other][there][b]) if fine else ()

    def _stand(self, unit: int, place: int) -> None:
        self.starts[unit], self.ends[unit] = self.firsts[unit][place], self.lasts[unit][place]

    def _in_order(self, unit: int) -> bool:
        """Whether the unit comes after all that it requires, and before all that require it."""
        first, last = self.starts[unit], self.ends[unit]
        return all(self.ends[other] < first for other in self.before[unit]) and all(
            self.starts[other] > last for other in self.after[unit]
        )


def _temperature(share: float, hot: float, cold: float) -> float:
    """The temperature after a share of the moves."""
    if share < MELTING:
        return hot * float(MELTED ** (1 - share / MELTING))
    return hot * float((cold / hot) ** ((share - MELTING) / (1 - MELTING)))
