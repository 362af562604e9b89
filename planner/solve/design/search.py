"""Who works on which part, and when: plans and bounds at the same time where there are two workers, else in turns.

Bounds take turns over the parts that are open, small ones first, each round longer than the one before. What improves
plans draws a part by its size and by how long nothing better was found.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from planner.solve.config import Config
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.state import State
from planner.solve.engine import Clock

EFFORTS = (0.5, 6.0, 18.0)
"""Deterministic seconds for a part in the first rounds; after them as many as there are."""
FRESH = 0.15
"""The share of the time limit in which a better plan lets the last round start anew."""
STEPS = 8
"""Neighbourhoods of a part for each deterministic second of its proof, where one worker does both."""
HELP_AFTER, HELP_UNTIL, HELP_STALE = 2, 0.4, 0.5
"""After so many rounds the bounds wait for better plans: up to a share of the time limit, or so many tries a unit."""
PATIENCE = 100
SHORTEST = 0.15
"""Seconds that are worth a search."""
Progress = Callable[[], None]


def search(states: Sequence[State], config: Config, clock: Clock, progress: Progress) -> None:
    """Work on the parts until each is over, or the time is."""
    improvers = [Improver(state, clock, config.seed + number) for number, state in enumerate(states)]
    provers = [Prover(state, clock, config.seed) for state in states]
    if config.workers < 2:
        _alone(improvers, provers, clock, progress)
        return
    with ThreadPoolExecutor(config.workers) as pool:
        jobs = [pool.submit(_bounds, provers, improvers, clock, progress)]
        for number in range(1, config.workers):
            chance = random.Random(config.seed + number)  # noqa: S311 - no secret depends on it
            jobs.append(pool.submit(_plans, improvers, chance, clock, number == 1))
        for job in jobs:
            job.result()


def _alone(improvers: Sequence[Improver], provers: Sequence[Prover], clock: Clock, progress: Progress) -> None:
    """Plans and bounds in turns, measured in effort: the same on every machine until the time is over."""
    number = 0
    while _open(provers, clock):
        effort = EFFORTS[min(number, len(EFFORTS) - 1)] * max(1, number - len(EFFORTS) + 2)
        for improver, prover in zip(improvers, provers, strict=True):
            if not number:
                improver.start()
            elif not prover.state.over:
                if number == 1:
                    improver.anneal()
                for _ in range(round(STEPS * effort)):
                    if not prover.state.over and clock.left > SHORTEST:
                        improver.step()
            if not prover.state.over and clock.left > SHORTEST:
                prover.step(effort)
        number += 1
        progress()


def _bounds(provers: Sequence[Prover], improvers: Sequence[Improver], clock: Clock, progress: Progress) -> None:
    """Rounds over the open parts; the last one is for a single part. Where two rounds do not settle a part, plans
    come first: without good ones the long rounds are longer still.
    """
    number = 0
    while waiting := _open(provers, clock):
        if number == HELP_AFTER:
            chance = random.Random(improvers[0].seed)  # noqa: S311 - no secret depends on it
            _better(improvers, chance, clock, until=HELP_UNTIL * clock.limit, stale=HELP_STALE)
            progress()
        effort = EFFORTS[min(number, len(EFFORTS) - 1)] * max(1, number - len(EFFORTS) + 2)
        for prover in waiting:
            if prover.state.over or clock.left < SHORTEST:
                continue
            alone = number >= len(EFFORTS) and len(_open(provers, clock)) == 1
            prover.step(None if alone else effort, FRESH * clock.limit)
            while prover.state.cut and not prover.state.over and clock.left > SHORTEST:
                prover.step(None if alone else effort, FRESH * clock.limit)
            progress()
        number += 1


def _plans(improvers: Sequence[Improver], chance: random.Random, clock: Clock, first: bool) -> None:
    """A first plan for each part, then better ones. Only one thread makes the first plans."""
    if first:
        for improver in improvers:
            improver.start()
        for improver in improvers:
            improver.anneal()
    _better(improvers, chance, clock)


def _better(
    improvers: Sequence[Improver],
    chance: random.Random,
    clock: Clock,
    until: float = math.inf,
    stale: float = math.inf,
) -> None:
    """Better plans of open parts, until some time on the clock, or until so many tries a unit gave nothing."""
    while clock.left > SHORTEST and clock.elapsed < until:
        waiting = [one for one in improvers if not one.state.over]
        ready = [one for one in waiting if one.state.best is not None]
        if ready and all(one.state.stale >= stale * one.state.units for one in ready):
            return
        if ready:
            weights = [one.state.units / (1 + one.state.stale / PATIENCE) for one in ready]
            chance.choices(ready, weights)[0].step()
        elif waiting:
            time.sleep(SHORTEST)
        else:
            return


def _open(provers: Sequence[Prover], clock: Clock) -> list[Prover]:
    """The parts on which there is something to do, small ones first; none once the time is over."""
    return [prover for prover in provers if not prover.state.over] if clock.left > SHORTEST else []
