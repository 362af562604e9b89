"""How far chances to fail may be off before another choice is best now: in whole percents, each reckoned exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from math import ceil, floor, prod

from planner.domain.chances import Chances
from planner.domain.offering import Offering
from planner.model.patience import OutOfTime
from planner.solve.engine import Clock
from planner.study.risk.answer import Risk
from planner.study.risk.induction import Induction, Solution
from planner.study.risk.pairs import Pairs
from planner.study.risk.table import Axis, Table
from planner.study.risk.values import Steps

STEP, HIGHEST = 5, 60
"""Percents between two chances that are looked at first, and the highest chance that is."""
MOST_UNITS = 5
"""Units that are looked at one by one, at most."""
WORK = 110_000_000
"""States times what is taken in them, over all terms, that all of it may look at."""
EACH = 25
"""About how often a chance is looked at."""
Now = tuple[Offering, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """The `chance` to fail a unit, of all that have none of their own where it is None, and those from `low` to `high`
    that lead to the same choice now; beyond them the units of `below` and `above` are better. `below` is None where
    the choice holds down to 0, `above` where it holds up to the highest chance that was looked at.
    """

    unit: str | None
    chance: float
    low: float
    high: float
    below: Now | None
    above: Now | None


def margins(found: Risk, base: tuple[Induction, Solution], clock: Clock) -> tuple[Margin, ...]:
    """The margins of the general chance and of the units that matter most, as far as the work and the clock allow."""
    if not found.units:
        return ()
    again = _Again(*base)
    chances, looked = again.game.chances, list[Margin]()
    general = [] if all(one.unit in chances.units for one in found.units) else [None]
    for unit in [*general, *_mattering(found, chances)][: WORK // (EACH * again.size)]:
        one = _margin(again, unit, found.now, clock)
        if one is None:
            break
        looked.append(one)
    return tuple(looked)


def _mattering(found: Risk, chances: Chances) -> Iterator[str]:
    """Units whose failure delays most, that of those may fail at all."""
    known = [one for one in found.units if one.delay is not None and one.attempted > 0.5 and chances.of(one.unit) < 1]
    known.sort(key=lambda one: -(one.delay or 0))
    yield from (one.unit for one in known[:MOST_UNITS])


class _Again:
    """The same game with other chances: only what follows from them is made again."""

    def __init__(self, induction: Induction, solution: Solution) -> None:
        self.game, self.induction, self.solution = solution.game, induction, solution
        self.size = sum(prod(len(axis) for axis in table.axes) for table in solution.tables)
        self.joint = any(len(cluster.places) > 1 for cluster in self.game.clusters)

    def now(self, chances: Chances) -> Now:
        """What is best now."""
        game = copy(self.game)
        game.chances = chances
        game.steps = Steps(game.case, chances, self.game.steps.dependent)
        induction = Induction(game, self.solution.target)
        if self.joint:  # what is taken on condition of a result has a price that hangs on chances
            return induction.solution().first()[1]
        made: dict[int, Table] = {}
        for term, table in enumerate(self.solution.tables, game.start):
            if id(table) not in made:
                made[id(table)] = _remade(table, Pairs(game, term))
        tables = [made[id(table)] for table in self.solution.tables]
        return induction.backwards(self.solution.flags, tables).first()[1]


def _remade(table: Table, pairs: Pairs) -> Table:
    """The table with the chances of other pairs, which stand in the same order."""
    menus, axes = pairs.menus(), list[Axis]()
    for menu in menus:
        axes.append([pair for group in menu.pairs for some in group.values() for pair in some])
    return replace(table, pairs=pairs, menus=menus, axes=axes)


def _margin(again: _Again, unit: str | None, now: Now, clock: Clock) -> Margin | None:
    """The margin of one chance; None where time is up."""
    chances, seen = again.game.chances, dict[int, Now]()
    chance = chances.fail if unit is None else chances.of(unit)

    def best(percent: int) -> Now:
        clock.tick()
        if percent not in seen:
            other = percent / 100
            changed = (
                replace(chances, fail=other) if unit is None else replace(chances, units={**chances.units, unit: other})
            )
            seen[percent] = again.now(changed)
        return seen[percent]

    percent = round(100 * chance, 9)
    try:
        low, below = _edge(best, now, percent, 0, -1)
        high, above = _edge(best, now, percent, HIGHEST, 1)
    except OutOfTime:
        return None
    return Margin(unit, chance, low / 100, high / 100, below, above)


def _edge(
    best: Callable[[int], Now], now: Now, percent: float, end: int, sign: int
) -> tuple[float, Now | None]:  # fmt: skip
    """The last percent on the way to the end that leads to the same choice, and the choice beyond it, if any."""
    inside = floor(percent) if sign < 0 else ceil(percent)
    if inside != percent and best(inside) != now:
        return percent, best(inside)
    while (end - inside) * sign > 0:
        outside = inside + sign * min(STEP, abs(end - inside))
        if best(outside) != now:
            return _between(best, now, inside, outside)
        inside = outside
    return (inside if (end - percent) * sign > 0 else percent), None


def _between(best: Callable[[int], Now], now: Now, inside: int, outside: int) -> tuple[int, Now]:
    """The same by halves."""
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if best(middle) == now else (inside, middle)
    return inside, best(outside)
