"""Bounds: the strong model of a part, started from its best plan; again from time to time, when that plan is better."""

from __future__ import annotations

from dataclasses import dataclass, field

from ortools.sat.python.cp_model_helper import SatParameters

from planner.model.design.build import build
from planner.solve.design.solver import run
from planner.solve.design.state import State
from planner.solve.engine import Clock

LEVELS = (1, 2)
"""How much of the model is in the linear relaxation: now the one, now the other proves more."""


@dataclass(slots=True)
class Prover:
    """Works on one part. `proved` is the bound that a level came to in its last search."""

    state: State
    clock: Clock
    seed: int
    proved: dict[int, int] = field(default_factory=dict)

    def step(self, effort: float | None, fresh: float = 0.0) -> None:
        """A search of so many deterministic seconds, None for all the time that is left.

        A better plan that comes from elsewhere within the first `fresh` seconds ends it, for it is worth to start anew.
        """
        state, level = self.state, self._level()
        plan, value = state.known()
        built = build(state.instance, "val", cutoff=value)
        if plan is not None:
            built.hint(plan)

        def settings(parameters: SatParameters) -> None:
            parameters.linearization_level = level
            if effort is not None:
                parameters.max_deterministic_time = effort

        state.fresh_until, state.cut = self.clock.elapsed + fresh, False
        found = run(built, self.clock.left, self.seed, 1, settings, watch=state)
        if found.assignment is not None:
            state.found(found.assignment)
        if found.closed:
            state.finished(exists=found.assignment is not None)
        elif found.bound is not None:
            state.proved(found.bound)
            if not state.cut:
                self.proved[level] = found.bound

    def _level(self) -> int:
        """One level after the other, then the one that proved more."""
        untried = [level for level in LEVELS if level not in self.proved]
        return untried[0] if untried else max(LEVELS, key=lambda level: (self.proved[level], level))
