"""Who works on which part, and when: plans and bounds at the same time where there are two workers, else in turns.

Whatever improves plans draws a part by its size and by how long nothing better was found. Bounds take the shortest
search that is open in any part. Where one of the two no longer helps, its worker turns to the other.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from planner.solve.config import Config
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.state import State
from planner.solve.engine import Clock

FIRST_EFFORT = 0.5
"""Deterministic seconds for the whole of a part at first."""
STEPS = 8
"""Neighbourhoods for each deterministic second of a proof, where one worker does both."""
HELP_FROM, HELP_UNTIL, HELP_MOST, HELP_STALE = 0.3, 0.75, 60, 0.4
"""Searches of that effort wait for better plans: up to a share of the time limit, so many seconds, or so many tries in
vain for each unit and hundred units, as what a proof takes grows faster than the number of units."""
STALE = 1.5
"""After so many tries a unit in vain, what looks for plans looks for bounds for as long."""
PATIENCE = 100
SHORTEST = 0.15
"""Seconds that are worth a search."""
Progress = Callable[[], None]


@dataclass(slots=True)
class Part:
    """What improves the plans of a part, and what proves its bounds."""

    state: State
    improver: Improver
    prover: Prover

    @property
    def stale(self) -> float:
        """Tries in vain for each unit."""
        return self.state.stale / max(1, self.state.units)


def search(states: Sequence[State], config: Config, clock: Clock, progress: Progress) -> None:
    """Work on the parts until each is over, or the time is."""
    parts = []
    for number, state in enumerate(states):
        prover = Prover(state, clock, config.seed)
        parts.append(Part(state, Improver(state, clock, config.seed + number, prover.tree), prover))
    if config.workers < 2:
        _alone(parts, random.Random(config.seed), clock, progress)  # noqa: S311 - no secret depends on it
        return
    with ThreadPoolExecutor(config.workers) as pool:
        draws = [random.Random(config.seed + number) for number in range(config.workers)]  # noqa: S311 - no secret
        jobs = [pool.submit(_bounds, parts, draws[0], clock, progress)]
        jobs += [pool.submit(_plans, parts, draw, clock, number == 0) for number, draw in enumerate(draws[1:])]
        for job in jobs:
            job.result()


def _alone(parts: Sequence[Part], chance: random.Random, clock: Clock, progress: Progress) -> None:
    """Plans and bounds in turns, measured in effort: the same on every machine until the time is over."""
    for part in parts:
        part.improver.start()
        _first(part, clock)
    for part in _open(parts, clock):
        part.improver.anneal()
    due = 0.0
    while _open(parts, clock):
        due += STEPS * _prove(parts, clock)
        while due >= 1 and _improve(parts, chance, clock):
            due -= 1
        progress()


def _bounds(parts: Sequence[Part], chance: random.Random, clock: Clock, progress: Progress) -> None:
    """Proofs, but before the long ones better plans: without good ones they are longer still."""
    for part in parts:
        _first(part, clock)
    helping, until = True, min(HELP_UNTIL * clock.limit, HELP_MOST)
    while waiting := _open(parts, clock):
        effort = min(part.prover.effort() for part in waiting)
        helping = helping and clock.elapsed < until and any(p.stale < HELP_STALE * p.state.units / 100 for p in waiting)
        if effort == math.inf or (helping and effort >= HELP_FROM):
            if not _improve(parts, chance, clock):
                time.sleep(SHORTEST)
            continue
        _prove(parts, clock)
        progress()


def _plans(parts: Sequence[Part], chance: random.Random, clock: Clock, first: bool) -> None:
    """A first plan for each part, then better ones. Only one thread makes the first plans."""
    if first:
        for part in parts:
            part.improver.start()
        for part in _open(parts, clock):
            part.improver.anneal()
    proving = improving = 0.0
    while waiting := _open(parts, clock):
        begun = clock.elapsed
        if all(part.stale >= STALE for part in waiting) and proving < improving and _prove(parts, clock):
            proving += clock.elapsed - begun
        elif _improve(parts, chance, clock):
            improving += (clock.elapsed - begun) if all(part.stale >= STALE for part in waiting) else 0.0
        else:
            time.sleep(SHORTEST)


def _first(part: Part, clock: Clock) -> None:
    if not part.state.over and clock.left > SHORTEST:
        part.prover.first(FIRST_EFFORT)


def _prove(parts: Sequence[Part], clock: Clock) -> float:
    """The shortest search for a bound; the effort that it was given."""
    waiting = _open(parts, clock)
    return min(waiting, key=lambda part: part.prover.effort()).prover.step() if waiting else 0.0


def _improve(parts: Sequence[Part], chance: random.Random, clock: Clock) -> bool:
    """A neighbourhood of a part of which a plan is known; whether there is any."""
    ready = [part for part in _open(parts, clock) if part.state.best is not None]
    if ready:
        weights = [part.state.units / (1 + part.state.stale / PATIENCE) for part in ready]
        chance.choices(ready, weights)[0].improver.step()
    return bool(ready)


def _open(parts: Sequence[Part], clock: Clock) -> list[Part]:
    """The parts on which there is something to do, small ones first; none once the time is over."""
    return [part for part in parts if not part.state.over] if clock.left > SHORTEST else []
