"""What comes of a way to go on, from the start: the terms of the award, and what each unit means for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod

import numpy as np

from planner.study.risk.game import Cluster, Flag, Game
from planner.study.risk.induction import Induction
from planner.study.risk.pairs import Choice, Forced, Outcomes
from planner.study.risk.table import Real, Table, Whole

TINY = 1e-14
"""Chances so small that nothing more is reckoned of them."""
Chosen = Callable[[int, int], Whole]
"""The number of the act that is chosen, for each state of a table, in a term (from the first) and under a flag."""
Spread = tuple[Whole, Real]
"""States after a term, with their chances."""


@dataclass
class UnitRisk:
    """Sums over first attempts at a unit: the chance that it is attempted, and values where the first fails or not,
    each times the chance of getting there.
    """

    attempted: float = 0.0
    weight: float = 0.0
    failed: Real = field(default_factory=lambda: np.zeros(3))
    passed: Real = field(default_factory=lambda: np.zeros(3))


@dataclass
class Course:
    """The chance of each term of the award, of none by the horizon, expected cents, and the risk of each unit."""

    award: dict[int, float]
    unfinished: float
    cents: float
    units: dict[str, UnitRisk]


class Forward:
    """Follows one way to go on. `values` are its own values after each term, from which what a failure means is read;
    without them units are left out.
    """

    def __init__(self, induction: Induction, tables: Sequence[Table], flags: Sequence[list[Flag]], chosen: Chosen,
                 values: Sequence[Real] | None = None) -> None:  # fmt: skip
        self.game: Game = induction.game
        self.induction, self.tables, self.flags, self.chosen, self.values = induction, tables, flags, chosen, values
        self.units = list(self.game.units) if values is not None else []
        self.course = Course({}, 0.0, 0.0, {unit: UnitRisk() for unit in self.units})
        self._cache: dict[object, Outcomes] = {}
        self.spreads: dict[object, Spread] = {}

    def run(self) -> Course:
        """The whole course."""
        game = self.game
        mass = np.zeros((1 + 2 * len(self.units), 1, 1))
        mass[: 1 + len(self.units)] = 1.0
        for term in range(game.start, game.end):
            mass = self._term(term, mass)
        self.course.unfinished += float(mass[0].sum())
        return self.course

    def _term(self, term: int, mass: Real) -> Real:
        """The chances after a term of how all stand; who has the award is left out."""
        at = term - self.game.start
        table = self.tables[at]
        states = prod(table.shape)
        after = np.zeros((len(mass), states, len(table.flags)))
        ends = None
        if self.values is not None:
            ends = self.induction.ends(term, table, self.flags[at + 1], self.values[at + 1])
        for number in range(mass.shape[2]):
            acts, best = table.acts[number], self.chosen(at, number)
            for place in np.flatnonzero(mass[0, acts.states, number] > TINY):
                one = Act(self, term, table, int(acts.states[place]), int(acts.pairs[best[place]]),
                          int(acts.way[best[place]]))  # fmt: skip
                own = mass[:, acts.states[place], number]
                self.meet(one, own)
                self.course.cents += float(own[0] * acts.price[best[place]])
                one.follow(own, after, ends)
        return self._without_finished(term, table, after)

    def meet(self, act: Act, mass: Real) -> None:
        """Nothing more; called for each act, with the chances of getting there."""

    def _without_finished(self, term: int, table: Table, after: Real) -> Real:
        game, flags = self.game, self.flags[term - self.game.start + 1]
        for finish in self.induction.finishes(term):
            for number, flag in enumerate(table.flags):
                chance = float(after[0, finish.states, number].sum())
                award = game.award(flag, term, finish.soonest)
                if award is None:
                    self.course.unfinished += chance
                elif chance > 0:
                    self.course.award[award] = self.course.award.get(award, 0.0) + chance
                    self.course.cents += chance * game.award_fees(flag, award, term)
                after[:, finish.states, number] = 0
        found = np.zeros((len(after), after.shape[1], len(flags)))
        for number, flag in enumerate(table.flags):
            found[:, :, flags.index(game.next(flag, term + 1))] += after[:, :, number]
        return found

    def outcomes(self, table: Table, cluster: int, value: int, choice: int, forced: Forced) -> Outcomes:
        """What comes of a choice in a cluster."""
        key = (id(table), cluster, value, choice, forced)
        if key not in self._cache:
            pairs = table.pairs
            joint = pairs.before[cluster][value]
            self._cache[key] = pairs.outcomes(
                self.game.clusters[cluster], joint, table.menus[cluster].choices[choice], forced
            )
        return self._cache[key]


class Act:
    """What is done in one state."""

    def __init__(self, forward: Forward, term: int, table: Table, state: int, pair: int, way: int) -> None:
        self.forward, self.term, self.table = forward, term, table
        self.flag, self.way = pair % len(table.flags), table.ways[way]
        self.number = int(table.pattern_of[way])
        self.pattern = table.patterns[self.number]
        self.values = self._values(state)

    def _values(self, state: int) -> list[int]:
        """How each cluster stands."""
        found = []
        for joints in reversed(self.table.pairs.before):
            state, value = divmod(state, len(joints))
            found.append(value)
        return found[::-1]

    def _choice(self, cluster: int) -> Choice:
        return self.table.menus[cluster].choices[self.pattern[cluster][1]]

    def rows(self, cluster: int, forced: Forced = None) -> Outcomes:
        """What comes of what is begun in a cluster."""
        return self.forward.outcomes(self.table, cluster, self.values[cluster], self.pattern[cluster][1], forced)

    def _spread(self, special: int | None = None, rows: Outcomes | None = None, what: object = None) -> Spread:
        """States after the term with their chances; of a `special` cluster by these rows, which `what` tells apart."""
        key = (id(self.table), self.number, tuple(self.values), special, what)
        found = self.forward.spreads.get(key)
        if found is None:
            found = self.forward.spreads[key] = self._make_spread(special, rows)
        return found

    def _make_spread(self, special: int | None, rows: Outcomes | None) -> Spread:
        states, chances = np.zeros(1, np.int64), np.ones(1)
        for cluster, size in enumerate(self.table.shape):
            index, sums = self.table.pairs.index[cluster], dict[int, float]()
            for (after, _), chance in (rows if cluster == special and rows is not None else self.rows(cluster)).items():
                if chance > 0:
                    sums[index[after]] = sums.get(index[after], 0.0) + chance
            if len(sums) == 1:
                ((place, chance),) = sums.items()
                states, chances = states * size + place, chances * chance
            else:
                states = np.add.outer(states * size, np.array(list(sums), np.int64)).ravel()
                chances = np.multiply.outer(chances, np.array(list(sums.values()))).ravel()
        return states, chances

    def follow(self, mass: Real, after: Real, ends: Real | None) -> None:
        """Add what comes of it to the chances after the term, and what exams mean to those of units."""
        game, units = self.forward.game, self.forward.units
        states, chances = self._spread()
        common = mass.copy()
        for cluster, places in enumerate(game.clusters) if units else ():
            for unit in self.touched(cluster, places):
                number = units.index(unit)
                self._unit(cluster, unit, mass, common, after, ends)
                common[[1 + number, 1 + len(units) + number]] = 0
        after[:, states, self.flag] += common[:, None] * chances

    def touched(self, cluster: int, places: Cluster) -> list[str]:
        """Units that are begun, or that go on, in a cluster."""
        found = [kind.unit for kind in self._choice(cluster) if kind is not None]
        joint = self.table.pairs.before[cluster][self.values[cluster]]
        return found + [value.offering.unit for value in joint if value.kind == "running" and value.offering]

    def _unit(self, cluster: int, unit: str, mass: Real, common: Real, after: Real, ends: Real | None) -> None:
        """What becomes of those who never attempted the unit, or whose first attempt goes on."""
        forward, risk = self.forward, self.forward.course.units[unit]
        fresh, going = 1 + forward.units.index(unit), 1 + len(forward.units) + forward.units.index(unit)
        rows = self.rows(cluster)
        begun = sum(chance for (_, units), chance in rows.items() if unit in units)
        kept = {key: chance for key, chance in rows.items() if unit not in key[1]}
        risk.attempted += float(mass[fresh]) * begun
        if begun and kept and mass[fresh]:
            states, chances = self._spread(cluster, kept, (unit, None))
            after[fresh, states, self.flag] += mass[fresh] * chances
        if not begun:
            states, chances = self._spread()
            after[fresh, states, self.flag] += mass[fresh] * chances
        first = float(mass[fresh]) * begun + float(mass[going])
        if not first:
            return
        if self._goes_on(cluster, unit):
            states, chances = self._spread()
            after[going, states, self.flag] += first * chances
        elif ends is not None:
            self._exam(cluster, unit, first, bool(begun), risk, ends)

    def _goes_on(self, cluster: int, unit: str) -> bool:
        """Whether the exam of what is begun, or runs, is in a later term."""
        afters = self.rows(cluster)
        return any(
            value.kind == "running" and value.offering is not None and value.offering.unit == unit
            for joint, _ in afters for value in joint
        )  # fmt: skip

    def _exam(self, cluster: int, unit: str, first: float, begun: bool, risk: UnitRisk, ends: Real) -> None:
        """What is to come when the exam is passed, and when it is failed."""
        risk.weight += first
        for passed in (True, False):
            rows = self.rows(cluster, (unit, passed))
            rows = {key: chance for key, chance in rows.items() if not begun or unit in key[1]}
            total = sum(rows.values())
            states, chances = self._spread(cluster, rows, (unit, passed))
            found = ends[:, states, self.flag] @ chances / total
            (risk.passed if passed else risk.failed)[:] += first * found


def share(sums: Real, weight: float, kind: int) -> float | None:
    """A mean over first attempts; None where there are none."""
    return float(sums[kind] / weight) if weight > 0 else None
