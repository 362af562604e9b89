"""Bounds: the strong model of a part, started from its best plan; again from time to time, when that plan is better."""

from __future__ import annotations

from ortools.sat.python.cp_model_helper import SatParameters

from planner.model.design.build import build
from planner.solve.design.solver import Settings, run
from planner.solve.design.state import State


def prove(state: State, seconds: float, seed: int, effort: float | None = None) -> None:
    """A search for the bound of a part, over after so many seconds (and so much deterministic effort) at the latest."""
    plan, value = state.best, state.value
    built = build(state.instance, "val", cutoff=value)
    if plan is not None:
        built.hint(plan)
    found = run(built, seconds, seed, 1, None if effort is None else _limited(effort), watch=state)
    if found.assignment is not None:
        state.found(found.assignment)
    if found.closed:
        state.finished(exists=found.assignment is not None)
    elif found.bound is not None:
        state.proved(found.bound)


def _limited(effort: float) -> Settings:
    def set_limit(parameters: SatParameters) -> None:
        parameters.max_deterministic_time = effort

    return set_limit
