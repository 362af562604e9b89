"""Better plans: annealing from the first one, then again and again the best of a neighbourhood of the best.

That is large neighbourhood search (Shaw 1998), with CP-SAT for each neighbourhood.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from planner.model.design.build import build
from planner.model.design.instance import Instance
from planner.model.design.square import Style
from planner.solve.design.anneal import Annealing
from planner.solve.design.neighbourhoods import Neighbourhoods
from planner.solve.design.solver import effort_limit, solve_model
from planner.solve.design.state import State
from planner.solve.design.tree import Tree
from planner.solve.engine import Clock

EFFORT, LONG_EFFORT, STAGNATION = 0.15, 0.5, 0.75
"""Deterministic seconds of CP-SAT for a neighbourhood, at first and in stagnation, which is reached once so many tries
for each unit were in vain. Short ones are faster at first, long ones find what is left."""
SIDEWAYS_SHARE, STAY_PENALTIES = 0.9, (0, 0, 0, 1, 2, 3)
"""The share of neighbourhoods that prefer another plan of the same value, and what staying may cost a unit there."""
STYLES: tuple[Style, ...] = ("val", "cvx")
"""Either may be the better one for a neighbourhood."""
MOVES = 2000
"""Of annealing, for each unit; no more than `MOST_MOVES` in all."""
MOST_MOVES = 400_000
ANNEALINGS = 3
"""The best of so many: one in three ends where neighbourhoods take half a minute to lead away from."""
ANNEAL_SHARE = 0.25
"""Of the time that is left, at most."""


@dataclass(slots=True)
class Improver:
    """Works on one part; `stagnant` is whether short searches have ceased to find anything better."""

    state: State
    clock: Clock
    seed: int
    tree: Tree
    neighbourhoods: Neighbourhoods = field(init=False)
    random: random.Random = field(init=False)
    stagnant: bool = False

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - no secret depends on it
        self.neighbourhoods = Neighbourhoods(self.state.instance, self.random, self.tree.costly_groups)

    def find_first_plan(self) -> None:
        """Give the state any plan, if it knows none; or that there is none."""
        state = self.state
        if state.best is None and not state.over:
            found = solve_model(build(state.instance, None), self.clock.left, self.seed, 1, stop=self.clock.stop)
            if found.impossible:
                state.finish(exists=False)
            elif found.assignment is not None:
                state.record_plan(found.assignment)

    def anneal(self) -> None:
        """Give the state the best plans that annealing makes of the one that it knows."""
        state, until = self.state, self.clock.elapsed + self.clock.left * ANNEAL_SHARE
        hot, cold = temperatures(state.instance)
        if state.best is None or state.over or hot <= 0:
            return
        moves = min(MOVES * state.units, MOST_MOVES)
        for number in range(ANNEALINGS):
            annealing = Annealing(state.instance, state.best, self.seed + number)
            plan = annealing.run(
                moves, hot, cold, lambda: state.over or self.clock.elapsed > until or not self.clock.left
            )
            state.record_plan(plan, self.clock.elapsed)

    def search_neighbourhood(self) -> None:
        """Give the state the best plan of a neighbourhood of its best one, as far as a little effort finds it."""
        state = self.state
        plan, value = state.snapshot()
        if plan is None or value is None:
            return
        kind, allowed = self.neighbourhoods.draw(plan)
        if all(len(own) == 1 for own in allowed):
            self.neighbourhoods.adapt(kind, solved=True)
            return
        style = self.random.choice(STYLES)
        built = build(state.instance, style, allowed, plan, cutoff=value)
        built.hint(plan)
        if self.random.random() < SIDEWAYS_SHARE:
            built.penalise_staying(plan, [self.random.choice(STAY_PENALTIES) for _ in plan.places])
        self.stagnant = self.stagnant or state.failures > STAGNATION * state.units
        effort = LONG_EFFORT if self.stagnant else EFFORT
        # Presolve takes longer than it saves in a model of a few dozen units.
        settings = effort_limit(effort, cp_model_presolve=False)
        seed, stop = self.random.randrange(1 << 30), self.clock.stop
        found = solve_model(built, self.clock.left, seed, 1, settings, stop=stop)
        self.neighbourhoods.adapt(kind, found.closed, gently=self.stagnant)
        state.failures += 1
        if found.assignment is not None:
            state.record_plan(found.assignment, self.clock.elapsed)


def temperatures(instance: Instance) -> tuple[float, float]:
    """The first and the last temperature, scaled as values are: what moving a usual unit costs a row, and half the
    least that a change can cost. Zeros where nothing costs.
    """
    weights = [row.weight for row in instance.rows if row.weight]
    prices = [cost for costs in instance.costs for cost in costs if cost]
    loads = [load for own in instance.loads for load in own]
    if not weights and not prices:
        return 0.0, 0.0
    usual = sum(load * load for load in loads) / len(loads)
    hot = max([0.75 * usual * min(weights, default=0), *([sum(prices) / len(prices)] if prices else [])])
    return hot, 0.5 * min([*(weight * instance.unit_value for weight in weights), *prices])
