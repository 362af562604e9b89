"""All that can be done in a term, for every state at once: a state is how all clusters stand, as one whole number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from planner.study.risk.game import Flag, Game
from planner.study.risk.inexact import MOST_STATES, Inexact
from planner.study.risk.pairs import Condition, Menu, Pair, Pairs
from planner.study.risk.sets import Effect, Pattern, Sets, Way

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Axis = list[Pair]


@dataclass(frozen=True, slots=True)
class Acts:
    """Of one flag, in the order of states: what can be done, each with its place among all pairs and flags after the
    term, its cents, its place among equals, and its number in the ways. `starts` is where each state begins, `length`
    how many acts it has.
    """

    states: Whole
    starts: Whole
    lengths: Whole
    pairs: Whole
    price: Real
    rank: Whole
    way: Whole

    @property
    def every_state(self) -> Whole:
        """The state of each act."""
        return np.repeat(self.states, self.lengths)


@dataclass(frozen=True)
class Table:
    """A term: `axes` are the pairs of each cluster, `shape` how each cluster can stand after the term, `flags` those
    after it, `acts` what can be done under each flag before it, `ways` all sets of offerings.
    """

    pairs: Pairs
    menus: list[Menu]
    axes: list[Axis]
    shape: tuple[int, ...]
    flags: list[Flag]
    acts: list[Acts]
    ways: list[Way]
    patterns: list[Pattern]
    pattern_of: Whole

    @cached_property
    def certain(self) -> Whole | None:
        """Where nothing is a matter of chance: the place after the term, among states and flags, of all pairs and
        flags.
        """
        if any(len(pair.row) > 1 for axis in self.axes for pair in axis):
            return None
        states = np.zeros(1, np.int64)
        for axis, size in zip(self.axes, self.shape, strict=True):
            states = np.add.outer(states * size, np.array([pair.row[0][1] for pair in axis])).ravel()
        return np.add.outer(states * len(self.flags), np.arange(len(self.flags))).ravel()

    @cached_property
    def after(self) -> list[Whole]:
        """The same for the acts under each flag."""
        assert self.certain is not None
        return [self.certain[acts.pairs] for acts in self.acts]

    def spread(self, values: Real) -> Real:
        """Values by state and flag after the term (kinds × states × flags), as those of all pairs and flags."""
        kinds, flags = len(values), len(self.flags)
        if self.certain is not None:
            return values.reshape(kinds, -1)[:, self.certain]
        left, right = kinds * prod(self.shape), flags
        for axis, size in zip(reversed(self.axes), reversed(self.shape), strict=True):
            left //= size
            before = values.reshape(left, size, right)
            values = np.empty((left, len(axis), right))
            for place, pair in enumerate(axis):
                chance, after = pair.row[0]
                values[:, place] = before[:, after] if chance == 1 else chance * before[:, after]
                for chance, after in pair.row[1:]:
                    values[:, place] += chance * before[:, after]
            right *= len(axis)
        return values.reshape(kinds, -1)


class Maker:
    """Makes the table of one term."""

    def __init__(self, game: Game, term: int) -> None:
        self.game, self.term = game, term
        self.pairs = Pairs(game, term)
        self.menus: list[Menu] = self.pairs.menus()
        self.before = game.layouts[term - game.start]
        self.sizes = [len(joints) for joints in self.before]
        self.axes: list[Axis] = []
        self.numbers: list[dict[tuple[int, int], list[int]]] = []
        for menu in self.menus:
            axis, numbers = list[Pair](), dict[tuple[int, int], list[int]]()
            for group, pairs in enumerate(menu.pairs):
                for choice, some in pairs.items():
                    numbers[group, choice] = list(range(len(axis), len(axis) + len(some)))
                    axis += some
            self.axes.append(axis)
            self.numbers.append(numbers)
        if prod(len(axis) for axis in self.axes) > MOST_STATES:
            raise Inexact("states")
        self.bits = self._sum_of([
            [game.bits(cluster, joint, running=True) for joint in joints]
            for cluster, joints in zip(game.clusters, self.before, strict=True)
        ])  # fmt: skip
        self.allowed = np.array(game.needs.allowed)
        self._met: dict[Condition, NDArray[np.bool_]] = {}

    def _sum_of(self, weights: Sequence[Sequence[float]]) -> Real:
        """A sum over clusters, by state."""
        found = np.zeros(1)
        for row in weights:
            found = np.add.outer(found, np.asarray(row, dtype=float)).ravel()
        return found

    def table(self, flags: Sequence[Flag]) -> Table:
        """What can be done under each of these flags."""
        found = Sets(self.game, self.term, self.menus).patterns()
        patterns, ways, effects, pattern_of = list(found), list[Way](), list[Effect](), list[int]()
        for number, pattern in enumerate(patterns):
            for effect, way in found[pattern].items():
                ways.append(way)
                effects.append(effect)
                pattern_of.append(number)
        order = sorted(range(len(ways)), key=lambda n: ways[n].order)
        rank = np.empty(len(ways), dtype=np.int64)
        rank[order] = np.arange(len(ways))
        cells = self._cells(patterns)
        after: dict[Flag, int] = {}
        raw = [self._acts(flag, cells, effects, ways, pattern_of, rank, after) for flag in flags]
        acts = [_sorted(*one, len(after)) for one in raw]
        shape = tuple(len(joints) for joints in self.game.layouts[self.term - self.game.start + 1])
        return Table(self.pairs, self.menus, self.axes, shape, list(after), acts, ways, patterns, np.array(pattern_of))

    def table_like(self, known: Table) -> Table:
        """The same of a game that differs from that of a known table in nothing but chances."""
        acts = known.acts
        if any(pair.price for axes in (known.axes, self.axes) for axis in axes for pair in axis):
            less, more = (
                self._sum_of([[pair.price for pair in axis] for axis in axes]) for axes in (known.axes, self.axes)
            )
            acts = [replace(one, price=one.price + (more - less)[one.pairs // len(known.flags)]) for one in known.acts]
        return replace(known, pairs=self.pairs, menus=self.menus, axes=self.axes, acts=acts)

    def _cells(self, patterns: list[Pattern]) -> list[tuple[Whole, Whole, Real]]:
        """For each pattern the states that allow it, the pairs that they make with it, and what hangs on results."""
        prefix: list[tuple[Whole, Whole, Real]] = [(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1))]
        before: Pattern = ()
        found = []
        for pattern in patterns:
            same = 0
            while same < len(before) and before[same] == pattern[same]:
                same += 1
            del prefix[same + 1 :]
            for cluster in range(same, len(pattern)):
                prefix.append(self._joined(prefix[-1], cluster, pattern[cluster]))
            before = pattern
            found.append(self._legal(pattern, *prefix[-1]))
        return found

    def _joined(self, left: tuple[Whole, Whole, Real], cluster: int, key: tuple[int, int]) -> tuple[Whole, Whole, Real]:
        numbers = self.numbers[cluster][key]
        axis = self.axes[cluster]
        states = np.array([axis[n].value for n in numbers])
        prices = np.array([axis[n].price for n in numbers])
        return (
            np.add.outer(left[0] * self.sizes[cluster], states).ravel(),
            np.add.outer(left[1] * len(axis), np.array(numbers)).ravel(),
            np.add.outer(left[2], prices).ravel(),
        )

    def _legal(self, pattern: Pattern, states: Whole, pairs: Whole, prices: Real) -> tuple[Whole, Whole, Real]:
        """Those of the states in which what is begun may be."""
        kinds = [kind for (_, n), menu in zip(pattern, self.menus, strict=True) for kind in menu.choices[n] if kind]
        begun = {kind.unit for kind in kinds}
        kept = np.ones(len(states), dtype=bool)
        for kind in kinds:
            for alternatives in kind.conditions:
                if not any(condition.beside & begun for condition in alternatives):
                    kept &= np.logical_or.reduce([self._holds(condition)[states] for condition in alternatives])
        # Second sessions may bring more than is needed, which bars nothing but more of what is optional.
        mine = sum(1 << n for n, unit in enumerate(self.game.needs.optional) if unit in begun)
        if mine:
            kept &= self.allowed[self.bits[states].astype(np.int64) | mine]
        return states[kept], pairs[kept], prices[kept]

    def _holds(self, condition: Condition) -> NDArray[np.bool_]:
        if condition not in self._met:
            self._met[condition] = self._sum_of(condition.weights) >= condition.need - 1e-9
        return self._met[condition]

    def _acts(
        self, flag: Flag, cells: list[tuple[Whole, Whole, Real]], effects: list[Effect], ways: list[Way],
        pattern_of: list[int], rank: Whole, after: dict[Flag, int],
    ) -> tuple[Whole, Whole, Whole, Real, Whole, Whole]:  # fmt: skip
        """What can be done under a flag, each act with the number of the flag after it."""
        sizes = np.array([len(cells[pattern][0]) for pattern in pattern_of])
        flags, price = np.empty(len(ways), np.int64), np.empty(len(ways))
        for number, (effect, way) in enumerate(zip(effects, ways, strict=True)):
            then = self.game.after(flag, *effect)
            flags[number] = after.setdefault(then, len(after))
            price[number] = way.price + then.fee - flag.fee
        number_of = np.repeat(np.arange(len(ways)), sizes)
        states, pairs, more = (np.concatenate([cells[p][part] for p in pattern_of]) for part in range(3))
        if self.game.case.learner.pins:
            kept = self._pinned(states, ways, number_of)
            states, pairs, more, number_of = states[kept], pairs[kept], more[kept], number_of[kept]
        return states, pairs, flags[number_of], price[number_of] + more, rank[number_of], number_of

    def _pinned(self, states: Whole, ways: list[Way], number_of: Whole) -> NDArray[np.bool_]:
        """Acts with as many units that are pinned to this term as their state allows."""
        pinned = {pin.unit for pin in self.game.case.learner.pins if pin.term == self.term}
        count = np.array([sum(option.offering.unit in pinned for option in way.options) for way in ways])[number_of]
        most = np.zeros(prod(self.sizes), np.int64)
        np.maximum.at(most, states, count)
        return np.asarray(count == most[states])


def _sorted(states: Whole, pairs: Whole, flags: Whole, price: Real, rank: Whole, way: Whole, count: int) -> Acts:
    order = np.argsort(states, kind="stable")
    found, starts, lengths = np.unique(states[order], return_index=True, return_counts=True)
    return Acts(found, starts, lengths, (pairs * count + flags)[order], price[order], rank[order], way[order])
