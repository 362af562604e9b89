"""The linear relaxation over columns: it prices seats, and grows by what is best for them until a bound stands.

That is column generation; prices are smoothed (Wentges 1997), and what they prove is their Lagrangian bound.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from planner.domain.offering import Offering
from planner.solve.engine import Clock
from planner.solve.sharing.level import Level, late
from planner.solve.sharing.pricing import SCALE, Pricer, Prices, can_stay_away
from planner.solve.sharing.problem import NEVER, Column, Problem

PENALTY = 1000.0
"""Cost of a unit beyond a limit of the level, while there are too few columns to keep it."""
SMOOTHING = 0.6
"""Prices move this little from the best ones so far: they settle in fewer rounds."""
MOST_ROUNDS = 400


@dataclass(slots=True)
class Bound:
    """`value` is proven: no way to share costs less. `relaxed` is what the columns reach in fractions. `outside` are
    kinds for which nothing but a plan beyond the window keeps the two apart.
    """

    value: int
    relaxed: float = math.inf
    rounds: int = 0
    outside: list[int] = field(default_factory=list)

    @property
    def floor(self) -> int:
        """The least whole number that a choice among the columns can cost."""
        return self.value if math.isinf(self.relaxed) else max(self.value, _round_up(self.relaxed))


@dataclass
class Columns:
    """All ways found so far, in the order in which they were found."""

    held: dict[Column, None] = field(default_factory=dict)

    def add(self, columns: Iterable[Column]) -> list[Column]:
        """Keep columns; those that were not there yet."""
        new = [column for column in dict.fromkeys(columns) if column not in self.held]
        self.held.update(dict.fromkeys(new))
        return new


class Relaxation:
    """The linear program of a level."""

    def __init__(self, problem: Problem, level: Level, columns: Columns) -> None:
        self.problem, self.level, self.columns = problem, level, columns
        self._build()

    def _build(self) -> None:
        """The program with all columns that there are."""
        problem, level = self.problem, self.level
        self.program = pywraplp.Solver.CreateSolver("GLOP")
        inf = self.program.infinity()
        self.goal = self.program.Objective()
        self.goal.SetMinimization()
        self.kinds = [self.program.Constraint(kind.size, kind.size) for kind in problem.kinds]
        self.seats = {offering: self.program.Constraint(-inf, most) for offering, most in problem.short.items()}
        self.limits = [self.program.Constraint(-inf, limit.most) for limit in level.limits]
        for row in self.limits:
            beyond = self.program.NumVar(0, inf, "")
            row.SetCoefficient(beyond, -1)
            self.goal.SetCoefficient(beyond, PENALTY)
        away = (Column(number, kind.away) for number, kind in enumerate(problem.kinds))
        self._extend([*away, *self.columns.held])

    def _extend(self, columns: Iterable[Column]) -> None:
        for column in columns:
            kind = self.problem.kinds[column.kind]
            if not self.level.allows(kind, column.award) and column.award != kind.away:
                continue
            variable = self.program.NumVar(0, self.program.infinity(), "")
            beyond = column.award == kind.away != NEVER and self.level.cost is not late
            missing = PENALTY if beyond else 0.0
            self.goal.SetCoefficient(variable, self.level.cost(kind, column.award) + missing)
            self.kinds[column.kind].SetCoefficient(variable, 1)
            for row, limit in zip(self.limits, self.level.limits, strict=True):
                row.SetCoefficient(variable, limit.measure(kind, column.award))
            for offering in column.seats:
                if offering in self.seats:
                    self.seats[offering].SetCoefficient(variable, 1)

    def bound(self, pricer: Pricer, clock: Clock, until: float, enough: int | None = None) -> Bound:
        """Add columns until no way to share can be better than the bound allows, it is `enough`, or time is up."""
        found = Bound(self._certain_bound())
        centre: Prices | None = None
        smoothing, best = SMOOTHING, -math.inf
        while found.rounds < MOST_ROUNDS and clock.elapsed < until:
            now = self._solve_for_prices(found)
            if now is None or found.value >= _round_up(found.relaxed) or (enough is not None and found.value >= enough):
                break
            prices = now if centre is None else _mix(now, centre, smoothing)
            priced = pricer.price_all(self.level, prices)
            value = self._proven_value(prices, [each.least for each in priced])
            inside = value if self.level.cost is late else self._proven_value(prices, [each.inside for each in priced])
            if inside > best:
                centre, best = prices, inside
            found.value = max(found.value, _round_up(value))
            found.rounds += 1
            if found.value < _round_up(found.relaxed) <= _round_up(inside):
                found.outside = [number for number, each in enumerate(priced) if each.least < each.inside]
                break
            new = self.columns.add(column for each in priced for column in each.columns)
            self._extend(new)
            if not new:
                if not smoothing:
                    break
                smoothing = 0.0 if smoothing < 0.2 else smoothing / 2
        if math.isfinite(found.relaxed):
            self._solve_for_prices(found)
        return found

    def _certain_bound(self) -> int:
        """What is certain without any search: every member at their cheapest award."""
        total = 0
        for kind in self.problem.kinds:
            parts = [part[1] for part in (kind.near, kind.far) if part]
            awards = [award for part in parts for award in part.awards if self.level.allows(kind, award)]
            awards += [kind.away] if can_stay_away(kind, self.level) or not awards else []
            total += kind.size * min(self.level.cost(kind, award) for award in awards)
        return total

    def _solve_for_prices(self, found: Bound) -> Prices | None:
        """The prices at the optimum of what is there."""
        if self.program.Solve() != pywraplp.Solver.OPTIMAL:
            self._build()
            if self.program.Solve() != pywraplp.Solver.OPTIMAL:
                return None
        found.relaxed = self.goal.Value()
        limits = tuple(max(0, round(-row.dual_value() * SCALE)) for row in self.limits)
        seats = {offering: max(0, round(-row.dual_value() * SCALE)) for offering, row in self.seats.items()}
        return Prices(limits, seats)

    def _proven_value(self, prices: Prices, least: list[int]) -> float:
        """The bound that prices prove: the best of all kinds, less what all seats and limits are worth."""
        total = sum(kind.size * price for kind, price in zip(self.problem.kinds, least, strict=True))
        total -= sum(price * self.problem.short[offering] for offering, price in prices.seats.items())
        total -= sum(price * limit.most for price, limit in zip(prices.limits, self.level.limits, strict=True))
        return total / SCALE


def _mix(new: Prices, centre: Prices, share: float) -> Prices:
    def mean(one: int, other: int) -> int:
        return round(share * other + (1 - share) * one)

    limits = tuple(mean(*pair) for pair in zip(new.limits, centre.limits, strict=True))
    seats: dict[Offering, int] = {o: mean(price, centre.seats[o]) for o, price in new.seats.items()}
    return Prices(limits, seats)


def _round_up(value: float) -> int:
    """The next whole number: sums of whole numbers are no less."""
    return math.ceil(value - 1e-6)
