"""Who works on which part, and when: plans and bounds at the same time where there are two workers, else in turns.

Bounds take turns over the parts that are open, small ones first, each round three times as long as the one before. What
improves plans draws a part by its size and by how long nothing better was found.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from planner.solve.config import Config
from planner.solve.design.improve import Improver
from planner.solve.design.prove import prove
from planner.solve.design.state import State
from planner.solve.engine import Clock

FIRST_SECONDS = 1.0
FIRST_EFFORT = 0.3
GROWTH = 3.0
STEPS = 12
"""Neighbourhoods of a part for each deterministic second of its proof, where one worker does both."""
PATIENCE = 100
SHORTEST = 0.15
"""Seconds that are worth a search."""


def search(states: Sequence[State], config: Config, clock: Clock, progress: Callable[[], None]) -> None:
    """Work on the parts until each is over, or the time is."""
    improvers = [Improver(state, clock, config.seed + number) for number, state in enumerate(states)]
    if config.workers < 2:
        _alone(states, improvers, config, clock, progress)
        return
    with ThreadPoolExecutor(config.workers) as pool:
        jobs = [pool.submit(_bounds, states, config.seed, clock, progress)]
        jobs += [
            pool.submit(_plans, improvers, random.Random(config.seed + number), clock, number == 1)
            for number in range(1, config.workers)
        ]
        for job in jobs:
            job.result()


def _alone(
    states: Sequence[State], improvers: Sequence[Improver], config: Config, clock: Clock, progress: Callable[[], None]
) -> None:
    """Plans and bounds in turns, measured in effort: the same on every machine until the time is over."""
    effort = FIRST_EFFORT
    while _open(states, clock):
        for state, improver in zip(states, improvers, strict=True):
            if effort > FIRST_EFFORT and not state.over:
                if state.best is None:
                    improver.start()
                for _ in range(round(STEPS * effort)):
                    if not state.over and clock.left > SHORTEST:
                        improver.step()
            if not state.over and clock.left > SHORTEST:
                prove(state, clock.left, config.seed, effort)
        effort *= GROWTH
        progress()


def _bounds(states: Sequence[State], seed: int, clock: Clock, progress: Callable[[], None]) -> None:
    """Rounds over the open parts."""
    seconds = FIRST_SECONDS
    while waiting := _open(states, clock):
        for number, state in enumerate(waiting):
            if state.over or clock.left < SHORTEST:
                continue
            last = number == len(waiting) - 1 and clock.left < 2 * seconds
            prove(state, clock.left if last else min(seconds, clock.left), seed)
            progress()
        seconds *= GROWTH


def _plans(improvers: Sequence[Improver], chance: random.Random, clock: Clock, first: bool) -> None:
    """A first plan for each part, then better ones. Only one thread makes the first plans."""
    if first:
        for improver in improvers:
            if not improver.state.over:
                improver.start()
    while clock.left > SHORTEST:
        waiting = [one for one in improvers if not one.state.over and (first or one.state.best is not None)]
        if not waiting:
            if first or all(one.state.over for one in improvers):
                return
            time.sleep(SHORTEST)
            continue
        weights = [one.state.units / (1 + one.state.stale / PATIENCE) for one in waiting]
        chance.choices(waiting, weights)[0].step()


def _open(states: Sequence[State], clock: Clock) -> list[State]:
    """The parts on which there is something to do, small ones first; none once the time is over."""
    return [state for state in states if not state.over] if clock.left > SHORTEST else []
