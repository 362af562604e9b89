"""The best way to go on from every state, from the last term backwards: the chance to be on time, then expected terms,
then expected cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from planner.domain.offering import Offering
from planner.study.risk.game import Flag, Game
from planner.study.risk.same import layout_key, term_key
from planner.study.risk.table import Acts, Maker, Real, Table, Whole

CHANCE, TERMS, COST = BASIC = range(3)
EQUAL = (1e-6, 1e-9, 1e-7)
"""Less than which chances, terms and cents differ that count as equal."""


@dataclass(frozen=True, slots=True)
class Finish:
    """What is complete at the end of a term: for each of some soonest terms of an award the states (a mask)."""

    soonest: int
    states: Whole


@dataclass
class Solution:
    """The values (chance on time, terms, cents from here) of each term by state and flag, and the numbers of the acts
    that are chosen; a list a term, from the first to the last.
    """

    game: Game
    target: int | None
    flags: list[list[Flag]]
    tables: list[Table]
    values: list[Real]
    chosen: list[list[Whole]]

    def first(self) -> tuple[tuple[float, float, float], tuple[Offering, ...]]:
        """Chance on time, expected terms and cents from the start, fees that are due then included; what is begun."""
        game, flag = self.game, self.game.first_flag()
        if game.complete:
            values = value_of(game, self.target, game.award(flag, game.start - 1, game.start), flag, game.start - 1)
            return (values[0], values[1], values[2] + game.start_fees), ()
        on_time, terms, cost = (float(one) for one in self.values[0][:3, 0, 0])
        table = self.tables[0]
        way = table.ways[table.acts[0].way[self.chosen[0][0][0]]]
        return (on_time, terms, cost + game.start_fees), tuple(option.offering for option in way.options)


def solve(game: Game, target: int | None) -> Solution:
    """The best way to go on; `target` is the term in which the award should be at the latest, None where none is."""
    return Induction(game, target).solution()


class Induction:
    """The terms one after the other: forwards what can be, backwards what is best."""

    count = 3
    """Kinds of values."""

    def __init__(self, game: Game, target: int | None, like: Induction | None = None) -> None:
        """`like` one is of a game with the same places, rules and chances: what it made is taken over."""
        self.game, self.target = game, target
        self.kinds = [kind for kind in self.order() if kind != CHANCE or target is not None]
        if not game.options.known:
            self.kinds.remove(COST)
        self._tables: dict[object, Table] = {} if like is None else like._tables
        self._finishes: dict[object, list[Finish]] = {} if like is None else like._finishes

    def order(self) -> list[int]:
        """The kinds of values in the order in which they are compared."""
        return [CHANCE, TERMS, COST]

    def equal(self, kind: int) -> float:
        """Less than what two values of a kind differ that count as equal."""
        return EQUAL[kind]

    def limit(self, kind: int, least: Real) -> Real:
        """What values are below that count as the least of a kind."""
        return least + self.equal(kind)

    def further(self, award: int | None) -> list[float]:
        """Values of kinds beyond the basic ones at an award, or at the horizon without one."""
        return []

    def now(self, kind: int, term: int, table: Table, acts: Acts, some: Whole) -> Real | None:
        """What some acts (their numbers) add to a kind of values in their own term; None for nothing."""
        return acts.price[some] if kind == COST else None

    def solution(self, known: Solution | None = None) -> Solution:
        """All terms; from the last one down to the first that differs they are those of a `known` solution of the same
        target, in whose game awards come in the same terms.
        """
        game = self.game
        flags, tables = [[game.first_flag()]], list[Table]()
        for term in range(game.start, game.end):
            table = self._table(term, flags[-1])
            tables.append(table)
            flags.append(list(dict.fromkeys(game.next(flag, term + 1) for flag in table.flags)))
        return self.backwards(flags, tables, known)

    def backwards(
        self, flags: list[list[Flag]], tables: list[Table], known: Solution | None = None
    ) -> Solution:  # fmt: skip
        """The same for tables that are made already, and the flags at the start of each term."""
        game = self.game
        values = np.zeros((self.count, prod(map(len, game.layouts[-1])), len(flags[-1])))
        values[TERMS] = game.end - game.start
        values[len(BASIC) :] = np.array(self.further(None))[:, None, None]
        if known is not None and known.flags[-1] == flags[-1] and known.values[-1].shape == values.shape:
            values = known.values[-1]
        found, chosen = [values], list[list[Whole]]()
        for term in reversed(range(game.start, game.end)):
            at = term - game.start
            if known is not None and self._is_same(known, at, tables, flags) and values is known.values[at + 1]:
                values, acts = known.values[at], known.chosen[at]
            else:
                values, acts = self._step(term, tables[at], flags[at + 1], values)
            found.append(values)
            chosen.append(acts)
        return Solution(game, self.target, flags, tables, found[::-1], chosen[::-1])

    def _is_same(self, known: Solution, at: int, tables: list[Table], flags: list[list[Flag]]) -> bool:
        """Whether a term is the same in a known solution."""
        return tables[at] is known.tables[at] and flags[at : at + 2] == known.flags[at : at + 2]

    def _table(self, term: int, flags: list[Flag]) -> Table:
        key = (term_key(self.game, term), tuple(flags))
        if key not in self._tables:
            self._tables[key] = Maker(self.game, term).table(flags)
        return self._tables[key]

    def _step(self, term: int, table: Table, after: list[Flag], values: Real) -> tuple[Real, list[Whole]]:
        """Values before a term from those after it."""
        ends = self.ends(term, table, after, values)
        kinds = [kind for kind in self.kinds if kind != CHANCE or (self.target is not None and term <= self.target)]
        ahead = Ahead(table, kinds, ends)
        states = prod(map(len, self.game.layouts[term - self.game.start]))
        found = np.zeros((self.count, states, len(table.acts)))
        found[TERMS] = self.game.end - self.game.start
        found[len(BASIC) :] = np.array(self.further(None))[:, None, None]
        chosen = []
        for number, acts in enumerate(table.acts):

            def worth(kind: int, some: Whole, number: int = number, acts: Acts = acts) -> Real:
                value, more = ahead.of(kind, number, some), self.now(kind, term, table, acts, some)
                return value if more is None else np.asarray(value + more)

            best = self._best(acts, kinds, worth)
            chosen.append(best)
            for kind in kinds:
                found[kind, acts.states, number] = worth(kind, best)
        return found, chosen

    def ends(self, term: int, table: Table, after: Sequence[Flag], values: Real) -> Real:
        """Values at the end of a term, by state and flag: of who has passed all, and of all others."""
        game = self.game
        ends = values[:, :, [after.index(game.next(flag, term + 1)) for flag in table.flags]]
        for finish in self.finishes(term):
            for number, flag in enumerate(table.flags):
                award = game.award(flag, term, finish.soonest)
                found = value_of(game, self.target, award, flag, term)
                ends[:, finish.states, number] = np.array([*found, *self.further(award)])[:, None]
        return ends

    def finishes(self, term: int) -> list[Finish]:
        """Who has passed all at the end of a term, by the soonest term of the award."""
        game = self.game
        key = layout_key(game, term, term + 1)
        if key not in self._finishes:
            self._finishes[key] = list(_finishes(game, term))
        found = self._finishes[key]
        return [Finish(max(term, term + one.soonest), one.states) for one in found]

    def _best(self, acts: Acts, kinds: Sequence[int], worth: Callable[[int, Whole], Real]) -> Whole:
        """The numbers of the best acts of each state: one filter after the other, each on what the last one left."""
        left, starts, lengths = np.arange(len(acts.pairs)), acts.starts, acts.lengths
        for kind in kinds:
            value = worth(kind, left)
            value = -value if kind == CHANCE else value
            limit = self.limit(kind, np.minimum.reduceat(value, starts))
            kept = value < np.repeat(limit, lengths)
            if not kept.all():
                lengths = np.add.reduceat(kept, starts, dtype=np.int64)
                left, starts = left[kept], np.concatenate(([0], np.cumsum(lengths)[:-1]))
        rank = acts.rank[left]
        return np.asarray(left[rank == np.repeat(np.minimum.reduceat(rank, starts), lengths)])


class Ahead:
    """What comes after acts of a table: values at the end of the term (kinds × states × flags). Where nothing is left
    to chance they are looked up for the acts that are asked about, else they are spread over all pairs.
    """

    def __init__(self, table: Table, kinds: Sequence[int], ends: Real) -> None:
        self.table = table
        self.certain = table.certain is not None
        values = ends[kinds].reshape(len(kinds), -1) if self.certain else table.spread(ends[kinds])
        self.values = dict(zip(kinds, values, strict=True))

    def of(self, kind: int, number: int, some: Whole) -> Real:
        """The values of a kind after some acts under the flag with this number."""
        places = self.table.after[number] if self.certain else self.table.acts[number].pairs
        return np.asarray(self.values[kind][places[some]])


def value_of(
    game: Game, target: int | None, award: int | None, flag: Flag, term: int
) -> tuple[float, float, float]:  # fmt: skip
    """Chance on time, terms and cents of an award, for who passed all by the end of a term."""
    if award is None:
        return 0.0, float(game.end - game.start), 0.0
    on_time = float(target is not None and award <= target)
    return on_time, float(award - game.start + 1), float(game.award_fees(flag, award, term))


def _finishes(game: Game, term: int) -> list[Finish]:
    """The same, with the soonest term counted from this one."""
    layout = game.layouts[term - game.start + 1]
    done, bits, soonest = np.ones(1, bool), np.zeros(1, np.int64), np.zeros(1, np.int64)
    for cluster, joints in zip(game.clusters, layout, strict=True):
        mine = np.array([game.is_done(cluster, joint) for joint in joints], dtype=bool)
        held = np.array([game.bits(cluster, joint, running=False) for joint in joints], dtype=np.int64)
        award = np.array([max(value.award_from for value in joint) for joint in joints])
        done = np.logical_and.outer(done, mine).ravel()
        bits = np.bitwise_or.outer(bits, held).ravel()
        soonest = np.maximum.outer(soonest, award).ravel()
    done &= np.array(game.needs.enough)[bits]
    later = np.maximum(soonest - term, 0)
    return [Finish(int(one), np.flatnonzero(done & (later == one))) for one in np.unique(later[done])]
