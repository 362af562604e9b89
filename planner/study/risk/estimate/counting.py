"""A bound that is proven: attempts are counted against places, chains and terms of offer.

Whoever has passed all by the end of a term has made, by then, as many attempts at each unit as luck asks for, which no
way of going on changes: they fit into the room of the terms, those of a unit into its own terms, and those of a chain
one after the other. The chance that they do is reckoned exactly, and no chance to be done by then is larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from planner.domain.chances import Chances
from planner.domain.offering import Offering
from planner.study.risk.answer import Bound
from planner.study.risk.estimate.needed import Needed

Real = NDArray[np.float64]
SURE = 1 - 1e-12


def bound(needed: Needed, chances: Chances, deadline: int | None) -> Bound:
    """The bound of a case that has no more than what is `needed`; `deadline` is a term."""
    counted = Counted(needed, chances)
    terms, start, done = 0.0, needed.case.learner.start, 0.0
    on_time = 0.0
    for term in range(start, needed.end):
        if done < SURE and term in needed.awards:
            done = max(done, counted.done(term))
        terms += 1 - done
        on_time = done if deadline is not None and term <= deadline else on_time
    return Bound(None if deadline is None else on_time, 1 + terms - (1 - done))


class Counted:
    """The most that the chance to have passed all can be, by term."""

    def __init__(self, needed: Needed, chances: Chances) -> None:
        self.needed, self.chances = needed, chances
        self.start = needed.terms.start

    def fail(self, unit: str) -> float:
        """The chance that an attempt fails at both of its sessions."""
        return self.chances.of(unit) * self.chances.second_session

    def done(self, term: int) -> float:
        """The most that the chance to have passed all by the end of a term can be."""
        if self.needed.running > term:
            return 0.0
        return min(self._in_chains(term), *self._in_room(term))

    # Attempts one after the other

    @cached_property
    def soonest(self) -> Mapping[str, int]:
        """The first term in which each unit can begin, when all before it are passed at once."""
        ends: dict[str, Offering | None] = {}

        def end(unit: str) -> Offering | None:
            if unit not in ends:
                ends[unit] = None  # a circle never ends
                slots = self._slots_after(unit, [end(other) for other in self.needed.before.get(unit, ())])
                ends[unit] = slots[0] if slots else None
            return ends[unit]

        found = {}
        for unit in self.needed.units:
            slots = self._slots_after(unit, [end(other) for other in self.needed.before.get(unit, ())])
            found[unit] = min((one.first for one in slots), default=self.needed.end)
        return found

    def _slots_after(self, unit: str, before: Sequence[Offering | None]) -> list[Offering]:
        if any(one is None for one in before):
            return []
        days = [one.span.ends for one in before if one is not None]
        return [one for one in self.needed.slots[unit] if all(day < one.span.starts for day in days)]

    def tries(self, unit: str, term: int, first: int) -> int:
        """The most attempts at a unit from one term to the end of another."""
        found = 0
        for one in self.needed.slots[unit]:
            if first <= one.first and one.last <= term:
                found, first = found + 1, one.last + 1
        return found

    @cached_property
    def chains(self) -> list[list[str]]:
        """All units that have to be passed, each in one chain in which it waits for the one before; long ones first."""
        before, left, found = self.needed.before, dict.fromkeys(self.needed.units), []
        depth: dict[str, list[str]] = {}

        def longest(unit: str) -> list[str]:
            if unit not in depth:
                depth[unit] = [unit]
                longer = max((longest(one) for one in before.get(unit, ()) if one in left), key=len, default=[])
                depth[unit] = [*longer, unit]
            return depth[unit]

        while left:
            depth.clear()
            best = max((longest(unit) for unit in left), key=len)
            found.append(best)
            for unit in best:
                left.pop(unit, None)
        return found

    def _in_chains(self, term: int) -> float:
        found = 1.0
        for units in self.chains:
            found *= self._chain(units, term)
        return found

    def _chain(self, units: Sequence[str], term: int) -> float:
        """The chance that all of a chain are passed by the end of a term, each attempted whenever it can be."""
        passed: list[tuple[Offering | None, float]] = [(None, 1.0)]
        for unit in units:
            fail, now = self.fail(unit), dict[str, tuple[Offering | None, float]]()
            for before, chance in passed:
                free, left = self.soonest[unit], chance
                for one in self.needed.slots[unit]:
                    if one.first < free or one.last > term or (before and one.span.starts <= before.span.ends):
                        continue
                    known = now.get(one.id, (one, 0.0))[1]
                    now[one.id] = one, known + left * (1 - fail)
                    left, free = left * fail, one.last + 1
            passed = list(now.values())
        return sum(chance for _, chance in passed)

    # Attempts in the room of the terms

    def _in_room(self, term: int) -> Iterator[float]:
        """For some of the positions of the year, and from some term on: whether the attempts have room there."""
        size = self.needed.calendar.size
        every = chain.from_iterable(combinations(range(size), number) for number in range(1, size + 1))
        firsts = sorted({self.start, *(one for one in self.soonest.values() if one <= term)})
        for positions in map(frozenset, every):
            for first in firsts:
                yield self._room(positions, first, term)

    def _room(self, positions: frozenset[int], first: int, term: int) -> float:
        size = self.needed.calendar.size
        room = sum(self.needed.room[one] for one in range(first, term + 1) if one % size in positions)
        sums = np.zeros(room + 1)
        sums[0] = 1.0
        for unit in self.needed.units:
            weight = self._weight((unit,), positions) if self.soonest[unit] >= first else 0
            tries = self.tries(unit, term, self.soonest[unit])
            sums = _after(sums, self.fail(unit), tries, weight)
        for units, number in self.needed.pools if first == self.start else ():
            fail = min((self.fail(unit) for unit in units), default=1.0)
            weight = self._weight(units, positions)
            for _ in range(number if weight else 0):
                sums = _after(sums, fail, room, weight)
        return float(sums.sum())

    def _weight(self, units: Sequence[str], positions: frozenset[int]) -> int:
        """The fewest places in terms of these positions that an attempt at one of the units takes."""
        size = self.needed.calendar.size
        return min(
            (sum(term % size in positions for term in one.terms) for unit in units for one in self.needed.slots[unit]),
            default=0,
        )


def _after(sums: Real, fail: float, tries: int, weight: int) -> Real:
    """The chances of places taken, with those of one more unit that is passed in so many tries at most."""
    chances = (1 - fail) * fail ** np.arange(tries)
    if weight == 0:
        return np.asarray(sums * chances.sum())
    spread = np.zeros(tries * weight + 1)
    spread[weight::weight] = chances
    return np.asarray(np.convolve(sums, spread)[: len(sums)])
