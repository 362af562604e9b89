"""What to take next for each set of results of the first two terms, under the best way to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import prod

import numpy as np

from planner.domain.offering import Offering
from planner.study.risk.game import Joint
from planner.study.risk.induction import CHANCE, TERMS, Induction, Solution
from planner.study.risk.pairs import Kind
from planner.study.risk.table import Real, Table, Whole
from planner.study.risk.values import Value

MOST = (12, 8)
"""Sets of results of the first term that are told one by one, and those of the second after each of them."""
MOST_SETS = 2_000_000
"""Sets of results of a term beyond which there is no tree."""


@dataclass(frozen=True, slots=True)
class Results:
    """Units passed in a term, those passed only at its second session (`resat`), failed, and failed with a second
    session to come; the `chance` of it. The chance to be on time (None without a deadline) and expected terms from the
    start to the award after it; the term (index) of the `award` where nothing is left, else what to take `then` (None
    where the horizon is over).
    """

    chance: float
    passed: tuple[str, ...]
    resat: tuple[str, ...]
    failed: tuple[str, ...]
    waiting: tuple[str, ...]
    on_time: float | None
    expected_terms: float
    award: int | None = None
    then: Node | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """How many other `sets` of results have so many exams `failed`, the chance of them all, and means after them."""

    failed: int
    sets: int
    chance: float
    on_time: float | None
    expected_terms: float


@dataclass(frozen=True, slots=True)
class Node:
    """What to begin in a term (index), and what can come of it, the most likely first; nothing of what is further."""

    term: int
    take: tuple[Offering, ...]
    results: tuple[Results, ...] = ()
    rest: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What can become of a cluster: its place in the next layout, with the units that had results."""

    place: int
    chance: float
    passed: tuple[str, ...]
    resat: tuple[str, ...]
    failed: tuple[str, ...]
    waiting: tuple[str, ...]


def tree(induction: Induction, solution: Solution) -> Node | None:
    """The tree from the start; None where a term has too many sets of results, or nothing is left."""
    if solution.game.complete:
        return None
    try:
        return _Grower(induction, solution).node(solution.game.start, 0, 0, MOST)
    except OverflowError:
        return None


class _Grower:
    """Follows the best way to go on from single states."""

    def __init__(self, induction: Induction, solution: Solution) -> None:
        self.induction, self.solution, self.game = induction, solution, solution.game
        self.ends = cache(self._ends)

    def _ends(self, at: int) -> Real:
        """Values at the end of a term."""
        found = self.solution
        return self.induction.ends(self.game.start + at, found.tables[at], found.flags[at + 1], found.values[at + 1])

    def node(self, term: int, state: int, flag: int, most: Sequence[int]) -> Node:
        """What to do in a state; of as many terms of results as `most` has entries."""
        at = term - self.game.start
        table, chosen = self.solution.tables[at], self.solution.chosen[at][flag]
        acts = table.acts[flag]
        act = int(chosen[np.searchsorted(acts.states, state)])
        take = tuple(option.offering for option in table.ways[acts.way[act]].options)
        if not most:
            return Node(term, take)
        after = int(acts.pairs[act]) % len(table.flags)
        parts = list(self._parts(table, state, int(table.pattern_of[acts.way[act]])))
        return self._grown(Node(term, take), parts, after, most)

    def _parts(self, table: Table, state: int, number: int) -> Iterator[list[_Part]]:
        """What can become of each cluster in a state."""
        places = []
        for joints in reversed(table.pairs.before):
            state, place = divmod(state, len(joints))
            places.append(place)
        for cluster, place in enumerate(reversed(places)):
            joint = table.pairs.before[cluster][place]
            choice = table.menus[cluster].choices[table.patterns[number][cluster][1]]
            sums: dict[_Part, float] = {}
            outcomes = table.pairs.outcomes(self.game.clusters[cluster], joint, choice)
            for (after, begun), chance in outcomes.items():
                part = _Part(table.pairs.index[cluster][after], 0.0, *_results(joint, choice, after, begun))
                sums[part] = sums.get(part, 0.0) + chance
            yield [replace(p, chance=chance) for p, chance in sums.items() if chance > 0]

    def _grown(self, node: Node, parts: list[list[_Part]], flag: int, most: Sequence[int]) -> Node:
        """The node with what can come of it."""
        sizes = [len(some) for some in parts]
        if prod(sizes) > MOST_SETS:
            raise OverflowError
        at = node.term - self.game.start
        states, failed, chances = np.zeros(1, np.int64), np.zeros(1, np.int64), np.ones(1)
        for some, size in zip(parts, self.solution.tables[at].shape, strict=True):
            states = np.add.outer(states * size, np.array([part.place for part in some])).ravel()
            failed = np.add.outer(failed, np.array([len(part.failed) + len(part.waiting) for part in some])).ravel()
            chances = np.multiply.outer(chances, np.array([part.chance for part in some])).ravel()
        order = np.argsort(-chances, kind="stable")
        told, rest = order[: most[0]], order[most[0] :]
        results = tuple(
            self._result(node.term, [some[n] for some, n in zip(parts, np.unravel_index(place, sizes), strict=True)],
                         float(chances[place]), int(states[place]), flag, most[1:])
            for place in told
        )  # fmt: skip
        values = self.ends(at)[:, states[rest], flag]
        return Node(node.term, node.take, results, tuple(self._rest(failed[rest], chances[rest], values)))

    def _result(
        self, term: int, parts: Sequence[_Part], chance: float, state: int, flag: int, most: Sequence[int]
    ) -> Results:  # fmt: skip
        found = self.ends(term - self.game.start)[:, state, flag]
        passed, resat, failed, waiting = (
            tuple(unit for part in parts for unit in getattr(part, kind))
            for kind in ("passed", "resat", "failed", "waiting")
        )
        on_time, (award, then) = self._on_time(found), self._next(term, state, flag, most)
        return Results(chance, passed, resat, failed, waiting, on_time, float(found[TERMS]), award, then)

    def _next(self, term: int, state: int, flag: int, most: Sequence[int]) -> tuple[int | None, Node | None]:
        """The term of the award where nothing is left, else what to take in the next term."""
        game, at = self.game, term - self.game.start
        after = self.solution.tables[at].flags[flag]
        for finish in self.induction.finishes(term):
            if state in finish.states:
                return game.award(after, term, finish.soonest), None
        if term + 1 >= game.end:
            return None, None
        following = self.solution.flags[at + 1].index(game.next(after, term + 1))
        return None, self.node(term + 1, state, following, most)

    def _on_time(self, values: Real) -> float | None:
        return None if self.solution.target is None else float(values[CHANCE])

    def _rest(self, failed: Whole, chances: Real, values: Real) -> Iterator[Rest]:
        for count in np.unique(failed):
            mine = failed == count
            total = float(chances[mine].sum())
            means = values[:, mine] @ chances[mine] / total
            yield Rest(int(count), int(mine.sum()), total, self._on_time(means), float(means[TERMS]))


def _results(
    before: Joint, choice: Sequence[Kind | None], after: Joint, begun: frozenset[str]
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """Units of a cluster that are passed in a term, passed at its second session, failed, and failed before one."""
    found: dict[str, list[str]] = {"passed": [], "resat": [], "failed": [], "waiting": []}
    for value, kind, then in zip(before, choice, after, strict=True):
        unit = _examined(value, kind, begun, then)
        if unit is None:
            continue
        if then.is_passed:
            # Only a second session, which is later than its term, leaves an award for a later term.
            found["resat" if then.award else "passed"].append(unit)
        elif then.kind in ("open", "waits"):
            found["failed" if then.kind == "open" else "waiting"].append(unit)
    return tuple(map(tuple, found.values()))


def _examined(value: Value, kind: Kind | None, begun: frozenset[str], then: Value) -> str | None:
    """The unit of a place that a term may bring a result of: it is begun, or it went on and does so no more."""
    if kind is not None and kind.unit in begun:
        return kind.unit
    if value.kind in ("running", "waits") and value.offering is not None and then != value:
        return value.offering.unit
    return None
