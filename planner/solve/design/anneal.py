"""Simulated annealing: from any plan to a good one in seconds, by moves of one unit and swaps of two.

A change that raises the value is accepted with a probability that falls with the rise and with the temperature
(Kirkpatrick, Gelatt and Vecchi 1983). What a term of a row costs is one look into a table, by its load and its number
of units; a state outside the bounds costs so much that no change leads there. The options that count stay as they are.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from planner.model.design.instance import Assignment, Instance

FORBIDDEN = 1 << 50
BATCH = 1024
"""Changes tried at one temperature, before it falls and the stop is asked."""
MELTING_SHARE, MELTING_FACTOR = 0.15, 4.0
"""The share of the changes at first that are tried above the initial temperature, and how far above at most."""
SWAP_SHARE = 0.6
"""The share of the changes that are swaps with a unit of the same row."""
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """A unit goes to another place: `changes` are (position in the state, table, what is added there)."""

    unit: int
    place: int
    cost: int
    changes: tuple[tuple[int, list[int], int], ...]


class Annealing:
    """A search from one plan. `state` has for each row and term the load and number of units as one whole number."""

    def __init__(self, instance: Instance, start: Assignment, seed: int) -> None:
        self.instance, self.taken = instance, start.taken
        self.random = random.Random(seed)  # noqa: S311 - no secret depends on it
        rows = range(len(instance.rows))
        self.members = [(*instance.rows[number].always, *start.taken[number]) for number in rows]
        self.base = max((len(members) for members in self.members), default=0) + 2
        self.tables = [self._cost_table(number) for number in rows]
        self.rows_of: list[list[int]] = [[] for _ in instance.codes]
        for number, members in enumerate(self.members):
            for unit in members:
                self.rows_of[unit].append(number)
        self.predecessors: list[list[int]] = [[] for _ in instance.codes]
        self.successors: list[list[int]] = [[] for _ in instance.codes]
        for first, second in instance.pairs:
            self.predecessors[second].append(first)
            self.successors[first].append(second)
        self.moves = [
            {a: {b: self._make_move(unit, a, b) for b in own if b != a} for a in own}
            for unit, own in enumerate(instance.open)
        ]
        self.place_numbers = [{instance.places[unit][k]: k for k in own} for unit, own in enumerate(instance.open)]
        self.first_terms = [[place.first for place in own] for own in instance.places]
        self.last_terms = [[place.last for place in own] for own in instance.places]
        self.places = list(start.places)
        self.starts = [own[k] for own, k in zip(self.first_terms, self.places, strict=True)]
        self.ends = [own[k] for own, k in zip(self.last_terms, self.places, strict=True)]
        self.state = self._make_state()
        self.best, self.best_places = self.value(), list(self.places)

    def _cost_table(self, number: int) -> list[int]:
        """What a term of a row costs, at index load * base + number of units."""
        row, base = self.instance.rows[number], self.base
        total = self.instance.total(row, self.taken[number])
        low, high = self.instance.even_loads(total)
        table: list[int] = []
        for load in range(total + 1):
            within = row.min_load <= load <= row.max_load
            cost = row.weight * max(load - high, low - load, 0) ** 2
            for count in range(base):
                allowed = within and row.min_units <= count <= row.max_units
                table.append(cost if allowed else cost + FORBIDDEN)
        return table

    def _make_move(self, unit: int, a: int, b: int) -> Move:
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

    def _make_state(self) -> list[int]:
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

    def run(self, tries: int, hot: float, cold: float, stop: Stop) -> Assignment:
        """The best plan met in so many tries, while the temperature falls from `hot` to `cold`, in scaled value.

        Some tries at first are hotter still: heavy units that stand together keep apart afterwards. The plan keeps to
        every rule if the one at the start does; it is never worse.
        """
        free = [unit for unit, own in enumerate(self.instance.open) if len(own) > 1]
        if free:
            partners = [[unit for unit in members if len(self.instance.open[unit]) > 1] for members in self.members]
            value = self.value()
            for tried in range(0, tries, BATCH):
                if stop():
                    break
                value = self._try_changes(free, partners, _temperature(tried / tries, hot, cold), value)
        return Assignment(tuple(self.best_places), self.taken)

    def _try_changes(self, free: list[int], partners: list[list[int]], temperature: float, value: int) -> int:
        """Try a batch of changes at one temperature; the scaled value after them."""
        draw, places, state = self.random.random, self.places, self.state
        count, rows_of, open_places, log = len(free), self.rows_of, self.instance.open, math.log
        for _ in range(BATCH):
            unit = free[int(draw() * count)]
            rows = rows_of[unit]
            if rows and draw() < SWAP_SHARE:
                group = partners[rows[int(draw() * len(rows))]]
                moves = self._swap(unit, group[int(draw() * len(group))])
            else:
                own = open_places[unit]
                k = own[int(draw() * len(own))]
                moves = () if k == places[unit] else self._move_alone(unit, k)
            if not moves:
                continue
            accepted_rise = -temperature * log(draw() + 1e-300)
            rise = 0
            for move in moves:
                rise += move.cost
                for position, table, change in move.changes:
                    now = state[position]
                    rise += table[now + change] - table[now]
                    state[position] = now + change
            if rise <= accepted_rise:
                for move in moves:
                    places[move.unit] = move.place
                    self._put(move.unit, move.place)
                value += rise
                if value < self.best:
                    self.best, self.best_places = value, list(places)
            else:
                for move in moves:
                    for position, _, change in move.changes:
                        state[position] -= change
        return value

    def _move_alone(self, unit: int, place: int) -> tuple[Move, ...]:
        """The move of one unit to a place; none where a precedence would break."""
        first, last = self.first_terms[unit][place], self.last_terms[unit][place]
        for other in self.predecessors[unit]:
            if self.ends[other] >= first:
                return ()
        for other in self.successors[unit]:
            if self.starts[other] <= last:
                return ()
        return (self.moves[unit][self.places[unit]][place],)

    def _swap(self, unit: int, other: int) -> tuple[Move, ...]:
        """The moves by which two units change places; none where one cannot, or a precedence would break."""
        here, there = self.places[unit], self.places[other]
        a = self.place_numbers[unit].get(self.instance.places[other][there])
        b = self.place_numbers[other].get(self.instance.places[unit][here])
        if a is None or b is None or a == here:
            return ()
        self._put(unit, a)
        self._put(other, b)
        allowed = self._keeps_order(unit) and self._keeps_order(other)
        self._put(unit, here)
        self._put(other, there)
        return (self.moves[unit][here][a], self.moves[other][there][b]) if allowed else ()

    def _put(self, unit: int, place: int) -> None:
        self.starts[unit], self.ends[unit] = self.first_terms[unit][place], self.last_terms[unit][place]

    def _keeps_order(self, unit: int) -> bool:
        """Whether the unit comes after all that it requires, and before all that require it."""
        first, last = self.starts[unit], self.ends[unit]
        return all(self.ends[other] < first for other in self.predecessors[unit]) and all(
            self.starts[other] > last for other in self.successors[unit]
        )


def _temperature(share: float, hot: float, cold: float) -> float:
    """The temperature after a share of the tries: geometric from far above `hot` to it, then on to `cold`."""
    if share < MELTING_SHARE:
        return hot * float(MELTING_FACTOR ** (1 - share / MELTING_SHARE))
    return hot * float((cold / hot) ** ((share - MELTING_SHARE) / (1 - MELTING_SHARE)))
