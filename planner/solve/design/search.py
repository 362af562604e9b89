"""Who works on which part, and when: plans and bounds at the same time where there are two workers, else in turns.

Whatever improves plans draws a part by its size and by how long nothing better was found. Bounds take the shortest
search that is open in any part. Where one of the two has been without fruit for longer than the other, its worker
turns to the other.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from planner.solve.config import Config
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.state import State
from planner.solve.engine import Clock

FIRST_EFFORT = 0.5
"""Deterministic seconds for the whole of a part at first."""
STEPS = 8
"""Neighbourhoods for each deterministic second of a proof, where one worker does both."""
LONG, LONG_ROUND = 0.3, 1.5
"""Searches of such an effort, that are so much for all open groups together, wait for better plans."""
HELP_UNTIL, HELP_MOST, HELP_STALE = 0.75, 60, 0.4
"""At most a share of the time limit, and so many seconds; while fewer tries were in vain for each unit and hundred
units, as what a proof takes grows faster than the number of units."""
STALE = 1.5
"""After so many tries a unit in vain, what looks for plans may look for bounds."""
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


@dataclass(slots=True)
class Fruitless:
    """Seconds that all workers together have spent on plans, and on bounds, since the last better plan or bound."""

    parts: Sequence[Part]
    plans: float = 0.0
    bounds: float = 0.0
    fruit: tuple[int, int] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, plans: float = 0.0, bounds: float = 0.0) -> None:
        """So many seconds more, unless they bore fruit."""
        with self.lock:
            states = [part.state for part in self.parts]
            fruit = sum(state.value or 0 for state in states), sum(state.bound for state in states)
            same = fruit == self.fruit
            self.plans, self.bounds = (self.plans + plans, self.bounds + bounds) if same else (0.0, 0.0)
            self.fruit = fruit


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
        idle = Fruitless(parts)
        jobs = [pool.submit(_bounds, parts, draws[0], clock, idle, progress)]
        jobs += [pool.submit(_plans, parts, draw, clock, idle, number == 0) for number, draw in enumerate(draws[1:])]
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


def _bounds(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: Fruitless, progress: Progress) -> None:
    """Proofs, but before the long ones better plans: without good ones they are longer still."""
    for part in parts:
        _first(part, clock)
    until = min(HELP_UNTIL * clock.limit, HELP_MOST)
    while waiting := _open(parts, clock):
        effort = min(part.prover.effort() for part in waiting)
        helping = clock.elapsed < until and any(p.stale < HELP_STALE * p.state.units / 100 for p in waiting)
        long = effort >= LONG and _round(waiting) >= LONG_ROUND
        if effort == math.inf or (long and (helping or idle.bounds > idle.plans)):
            _look(parts, chance, clock, idle)
        else:
            _bound(parts, clock, idle)
            progress()


def _plans(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: Fruitless, first: bool) -> None:
    """A first plan for each part, then better ones. Only one thread makes the first plans."""
    if first:
        for part in parts:
            part.improver.start()
        for part in _open(parts, clock):
            part.improver.anneal()
    while waiting := _open(parts, clock):
        worn = all(part.stale >= STALE for part in waiting)
        if not (worn and idle.bounds < idle.plans and _bound(parts, clock, idle)):
            _look(parts, chance, clock, idle)


def _bound(parts: Sequence[Part], clock: Clock, idle: Fruitless) -> float:
    """A search for a bound; the effort that it was given, none where nothing is to be searched."""
    begun = clock.elapsed
    effort = _prove(parts, clock)
    idle.spend(bounds=clock.elapsed - begun)
    return effort


def _look(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: Fruitless) -> None:
    """A neighbourhood, or a short wait where no plan is known."""
    begun = clock.elapsed
    if not _improve(parts, chance, clock):
        time.sleep(SHORTEST)
    idle.spend(plans=clock.elapsed - begun)


def _first(part: Part, clock: Clock) -> None:
    if not part.state.over and clock.left > SHORTEST:
        part.prover.first(FIRST_EFFORT)


def _prove(parts: Sequence[Part], clock: Clock) -> float:
    """The shortest search for a bound; the effort that it was given."""
    waiting = _open(parts, clock)
    return min(waiting, key=lambda part: part.prover.effort()).prover.step() if waiting else 0.0


def _round(parts: Sequence[Part]) -> float:
    """What it takes to search all open groups once more, each no longer than the shortest."""
    return sum(part.prover.round() for part in parts)


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
