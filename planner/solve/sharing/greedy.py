"""A first complete answer: who has no place yet takes, one after the other, the soonest award that free seats allow."""

from __future__ import annotations

from collections import Counter

from planner.domain.offering import Offering
from planner.solve.sharing.level import Level, wait
from planner.solve.sharing.pricing import Pricer, Prices
from planner.solve.sharing.problem import NEVER, Column, Problem
from planner.solve.sharing.selection import Chosen

TAKEN = 1_000_000_000
"""Price of a seat that is not free."""


def filled(problem: Problem, chosen: Chosen, pricer: Pricer) -> Chosen:
    """The same choice, with columns in place of those without a plan as far as seats and the window go."""
    free = Counter(problem.short)
    for column, number in chosen.items():
        free.subtract(dict.fromkeys(column.seats, number))
    found = Counter({column: number for column, number in chosen.items() if column.award != NEVER})
    waiting = [(c.kind, number) for c, number in chosen.items() if c.award == NEVER]
    for kind, number in waiting:
        for _ in range(number):
            column = _soonest(problem, kind, free, pricer)
            found[column] += 1
            free.subtract(dict.fromkeys(column.seats, 1))
    return dict(found)


def _soonest(problem: Problem, kind: int, free: Counter[Offering], pricer: Pricer) -> Column:
    prices = Prices((), {offering: 0 if free[offering] > 0 else TAKEN for offering in problem.short})
    columns = pricer.one(kind, Level(wait), prices).columns
    possible = [c for c in columns if all(free[o] > 0 for o in c.seats if o in problem.short)]
    return min(possible, key=lambda column: column.award, default=Column(kind, NEVER))
