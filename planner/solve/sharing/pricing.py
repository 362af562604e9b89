"""The best way for each kind when seats have prices: the step that adds columns, and that proves a bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from planner.domain.offering import Offering
from planner.model.cpsat import FEASIBLE, INFEASIBLE, OPTIMAL, CpModel, CpSolver, IntVar, LinearExpr, SatParameters
from planner.model.variables import Variables
from planner.solve.engine import search, set_small
from planner.solve.sharing.level import Level
from planner.solve.sharing.problem import Column, Kind, Problem

SCALE = 1_000_000
"""Prices are whole numbers: this many make one unit of an objective. So bounds are exact."""
FORBIDDEN = 10**11
GAP = 20
"""A price may be proven to this much, which is more than seats that are not short cost in a plan."""
EFFORT = 2.0


@dataclass(frozen=True, slots=True)
class Prices:
    """Multipliers of the limits of a level, and of seats, in `SCALE`; none is below 0, so that any of them bound."""

    limits: tuple[int, ...]
    seats: Mapping[Offering, int]


@dataclass(frozen=True, slots=True)
class Pricing:
    """Columns of a kind that were best for the prices, and a price below which it has none: of plans `inside` the
    window, and of any at all.
    """

    columns: tuple[Column, ...]
    inside: int
    least: int


class Pricer:
    """Prices the kinds of a problem, several at a time. The answers are the same whatever the number of threads."""

    def __init__(self, problem: Problem, threads: int, seed: int) -> None:
        self.problem, self.threads, self.seed = problem, threads, seed

    def price_all(self, level: Level, prices: Prices) -> list[Pricing]:
        """The pricing of every kind, in order."""
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(lambda number: self.price_kind(number, level, prices), range(len(self.problem.kinds))))

    def price_kind(self, number: int, level: Level, prices: Prices) -> Pricing:
        """The best columns of a kind under the prices, and what none of its columns can be below, in `SCALE`."""
        self.problem.tick()
        kind = self.problem.kinds[number]
        found = list[Column]()
        away = self._award_price(kind, level, prices, kind.away) if can_stay_away(kind, level) else FORBIDDEN
        inside = away if kind.whole else FORBIDDEN
        for part in (kind.near, kind.far):
            if part is not None:
                column, price = self._best_column(kind, number, part, level, prices, inside)
                inside = min(inside, price)
                found += [column] if column is not None else []
        return Pricing(tuple(found), inside, min(inside, away))

    def _award_price(self, kind: Kind, level: Level, prices: Prices, award: int) -> int:
        """Price of an award, seats apart."""
        priced = SCALE * level.cost(kind, award)
        for limit, price in zip(level.limits, prices.limits, strict=True):
            priced += price * limit.measure(kind, award)
        return priced

    def _best_column(
        self, kind: Kind, number: int, part: tuple[CpModel, Variables], level: Level, prices: Prices, enough: int
    ) -> tuple[Column | None, int]:
        """The best column of a model, if it can be below `enough` at all, and the bound on its price."""
        model, variables = part
        allowed = [award for award in variables.awards if level.allows(kind, award)]
        worth = {award: self._award_price(kind, level, prices, award) for award in allowed}
        if not worth or min(worth.values()) >= enough:
            return None, FORBIDDEN
        literals = [variables.award(award) for award in variables.awards]
        weights = [worth.get(award, 0) for award in variables.awards]
        dear = [offering for offering in variables.offerings if prices.seats.get(offering)]
        literals += [variables.taken(offering) for offering in dear]
        weights += [prices.seats[offering] for offering in dear]
        model.minimize(LinearExpr.weighted_sum(literals, weights))
        solver = CpSolver()
        _set_parameters(solver.parameters, self.seed)
        with _forbid(model, [variables.award(award) for award in variables.awards if award not in worth]):
            status = search(solver, model, self.problem.stop)
        if status not in (OPTIMAL, FEASIBLE):
            return None, FORBIDDEN if status == INFEASIBLE else min(worth.values())
        least = max(min(worth.values()), math.ceil(solver.best_objective_bound - 0.5))
        award = next(a for a in variables.awards if solver.boolean_value(variables.award(a)))
        taken = (offering for offering in variables.offerings if solver.boolean_value(variables.taken(offering)))
        seats = tuple(offering for offering in taken if self.problem.seats(offering) is not None)
        return Column(number, award, seats), least


def can_stay_away(kind: Kind, level: Level) -> bool:
    """Whether a bound must count on a member without a plan, or with one beyond the window of the models."""
    allowed = level.allows(kind, kind.away)
    return allowed and all(limit.measure(kind, kind.away) <= limit.most for limit in level.limits)


@contextmanager
def _forbid(model: CpModel, literals: list[IntVar]) -> Iterator[None]:
    """Fix literals of the model to false for a while."""
    domains = [model.proto.variables[literal.index].domain for literal in literals]
    for domain in domains:
        domain[1] = 0
    try:
        yield
    finally:
        for domain in domains:
            domain[1] = 1


def _set_parameters(parameters: SatParameters, seed: int) -> None:
    """Small models again and again."""
    set_small(parameters)
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.max_deterministic_time = EFFORT
    parameters.absolute_gap_limit = GAP
