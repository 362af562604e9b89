"""The plan gone on with, the load of its fullest term included: the best plan under each cap on the units of a term,
and of these, from each state, the one that the learner's objectives prefer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from planner.study.risk.forward import Act, Course, Forward
from planner.study.risk.game import Flag
from planner.study.risk.induction import CHANCE, Induction, Solution
from planner.study.risk.planned import NAMES, UNFINISHED, Planned
from planner.study.risk.table import Acts, Real, Table, Whole

Chosen = list[list[Whole]]
"""The numbers of acts, for each state of each table: by term, then by flag."""


def plan_gone_on_with(found: Induction, solution: Solution) -> Course:
    """What comes of the plan of `planner plan` if its learner goes on with it after each result; `solution` is the best
    way to go on, which knows the tables.

    Only caps below the most units that are met in a term can change anything.
    """
    planned = Planned(found)
    free, most = planned.solution(), 0
    while True:
        chosen = [list(flags) for flags in free.chosen]
        for cap in range(most - 1, 0, -1):
            _take_over(chosen, free, Capped(planned, cap))
        loaded = Loaded(found, solution.tables, solution.flags, partial(_at, chosen))
        course = loaded.run()
        if loaded.most <= most:
            return course
        most = loaded.most


def _at(chosen: Chosen, at: int, flag: int) -> Whole:
    return chosen[at][flag]


class Loaded(Forward):
    """Follows a way to go on, and looks for the `most` units that run in a term."""

    most = 0

    def meet(self, act: Act, mass: Real) -> None:
        """What begins and what goes on."""
        clusters = enumerate(self.game.clusters)
        self.most = max(self.most, sum(len(act.touched(number, places)) for number, places in clusters))


class Capped(Planned):
    """Plans with at most so many units in each term."""

    def __init__(self, planned: Planned, most: int) -> None:
        super().__init__(planned.found)
        self.full, self.most = planned, most
        self._open, self._counts, self._wished = planned._open, planned._counts, planned._wished
        self._finishes = planned._finishes
        self._cut: dict[int, tuple[Table, list[Whole]]] = {}

    def _table(self, term: int, flags: list[Flag]) -> Table:
        table = self.full._table(term, flags)
        if id(table) not in self._cut:
            numbers = [np.flatnonzero(_loads(table, acts) <= self.most) for acts in table.acts]
            some = [_only(acts, kept) for acts, kept in zip(table.acts, numbers, strict=True)]
            self._cut[id(table)] = replace(table, acts=some), numbers
        return self._cut[id(table)][0]

    def numbers(self, table: Table, flag: int) -> Whole:
        """The numbers of the acts that are left of a table under a flag."""
        return self._cut[id(table)][1][flag]


def _loads(table: Table, acts: Acts) -> Whole:
    """The units that run in the term of each act."""
    begun = np.array([len(way.options) for way in table.ways], dtype=np.int64)
    running = np.zeros(1, np.int64)
    for joints in table.pairs.before:
        mine = np.array([sum(value.kind == "running" for value in joint) for joint in joints], dtype=np.int64)
        running = np.add.outer(running, mine).ravel()
    return np.asarray(begun[acts.way] + np.repeat(running[acts.states], acts.lengths))


def _only(acts: Acts, kept: Whole) -> Acts:
    """Some of the acts, by their numbers; states of which none is left are left out."""
    count = np.bincount(np.searchsorted(acts.starts, kept, side="right") - 1, minlength=len(acts.states))
    lengths = count[count > 0]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    return Acts(acts.states[count > 0], starts, lengths, acts.pairs[kept], acts.price[kept], acts.rank[kept],
                acts.way[kept])  # fmt: skip


def _before_load(planned: Planned) -> list[int]:
    """What is compared before the load."""
    names = planned.game.case.learner.objectives()
    before = {CHANCE, UNFINISHED, *(NAMES[name] for name in names[: names.index("load")] if name in NAMES)}
    return [kind for kind in planned.kinds if kind in before]


def _take_over(chosen: Chosen, free: Solution, capped: Capped) -> None:
    """Put the acts of plans that keep to a cap in place of others, where all that comes before the load is as good."""
    found, kinds = capped.solution(), _before_load(capped)
    for at, table in enumerate(found.tables):
        for flag, acts in enumerate(table.acts):
            as_good = np.ones(len(acts.states), dtype=bool)
            for kind in kinds:
                some, every = (one.values[at][kind, acts.states, flag] for one in (found, free))
                sign = -1.0 if kind == CHANCE else 1.0
                as_good &= sign * some < capped.limit(kind, sign * every)
            places = np.searchsorted(free.tables[at].acts[flag].states, acts.states[as_good])
            chosen[at][flag] = chosen[at][flag].copy()
            chosen[at][flag][places] = capped.numbers(free.tables[at], flag)[found.chosen[at][flag][as_good]]
