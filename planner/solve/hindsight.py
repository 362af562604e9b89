"""How soon all that is needed can end for who knows every result in advance."""

from __future__ import annotations

from planner.model.hindsight import Asked, build
from planner.solve.config import Config
from planner.solve.engine import Clock, run

EFFORT = 0.5
"""Deterministic seconds for one draw: the bound that is proven by then holds too."""


def soonest(asked: Asked, config: Config, clock: Clock) -> int | None:
    """A term (index) before whose end not all is over; None where it is not even in the last one.

    Raises:
        OutOfTime: the limit came first.
    """
    answer = run(build(asked), config, clock, wide=True, effort=EFFORT)
    if answer.found is None:
        clock.tick()
        return asked.first
    return max(asked.first, answer.bound) if answer.found else None
