"""Who works on which part, and when: plans and bounds at the same time where there are two workers, else in turns.

Whatever improves plans draws a part by its size and by how long nothing better was found. Bounds take the shortest
search that is open in any part. Where one of the two has brought nothing better for longer than the other, its worker
turns to the other.
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from planner.solve.config import Config
from planner.solve.design.improve import Improver
from planner.solve.design.prove import Prover
from planner.solve.design.state import State
from planner.solve.engine import LOOK, Clock

FIRST_EFFORT = 0.5
"""Deterministic seconds for the whole of a part at first."""
TRIES_PER_EFFORT = 8
"""Neighbourhoods for each deterministic second of a proof, where one worker does both."""
LONG_EFFORT, LONG_ROUND = 0.3, 1.5
"""Deterministic seconds: searches that may take so long, and for all open groups together so long, wait for better
plans."""
HELP_SHARE, HELP_SECONDS, HELP_STAGNATION = 0.75, 60, 0.4
"""What proves bounds helps to find plans for a share of the time limit and so many seconds at most, and while fewer
tries were in vain for each unit and hundred units, as what a proof takes grows faster than the number of units."""
STAGNATION = 1.5
"""After so many tries in vain for each unit, what looks for plans may look for bounds."""
PATIENCE = 100
"""After so many tries in vain a part is drawn half as often."""
SHORTEST_SEARCH = 0.15
"""Seconds that are worth a search."""
Progress = Callable[[], None]


@dataclass(slots=True)
class Part:
    """What improves the plans of a part, and what proves its bounds."""

    state: State
    improver: Improver
    prover: Prover

    @property
    def stagnation(self) -> float:
        """Tries in vain for each unit."""
        return self.state.failures / max(1, self.state.units)


@dataclass(slots=True)
class IdleTime:
    """Seconds that all workers together have spent on plans, and on bounds, since the last better plan or bound."""

    parts: Sequence[Part]
    plans: float = 0.0
    bounds: float = 0.0
    reached: tuple[int, int] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, plans: float = 0.0, bounds: float = 0.0) -> None:
        """Add seconds; start from zero where a better plan or bound has come since the last call."""
        with self.lock:
            states = [part.state for part in self.parts]
            reached = sum(state.value or 0 for state in states), sum(state.bound for state in states)
            same = reached == self.reached
            self.plans, self.bounds = (self.plans + plans, self.bounds + bounds) if same else (0.0, 0.0)
            self.reached = reached


def search(states: Sequence[State], config: Config, clock: Clock, progress: Progress) -> None:
    """Work on the parts until each is over, or the time is; what is reached is in their states."""
    parts = []
    for number, state in enumerate(states):
        prover = Prover(state, clock, config.seed)
        parts.append(Part(state, Improver(state, clock, config.seed + number, prover.tree), prover))
    if config.workers < 2:
        _work_alone(parts, random.Random(config.seed), clock, progress)  # noqa: S311 - no secret depends on it
        return
    with ThreadPoolExecutor(config.workers) as pool:
        draws = [random.Random(config.seed + number) for number in range(config.workers)]  # noqa: S311 - no secret
        idle = IdleTime(parts)
        jobs = [pool.submit(_work_on_bounds, parts, draws[0], clock, idle)]
        jobs += [
            pool.submit(_work_on_plans, parts, draw, clock, idle, number == 0) for number, draw in enumerate(draws[1:])
        ]
        try:
            while wait(jobs, None if config.progress is None else LOOK, FIRST_EXCEPTION).not_done:
                progress()
                for job in (job for job in jobs if job.done()):
                    job.result()
            for job in jobs:
                job.result()
        except BaseException:
            _end(states, clock)
            raise


def _end(states: Sequence[State], clock: Clock) -> None:
    """Let those who are still at work come back soon."""
    clock.limit = min(clock.limit, clock.elapsed)
    for state in states:
        with state.lock:
            if state.stop_proof is not None:
                state.stop_proof()


def _work_alone(parts: Sequence[Part], chance: random.Random, clock: Clock, progress: Progress) -> None:
    """Plans and bounds in turns, measured in effort: the same on every machine until the time is over."""
    for part in parts:
        part.improver.find_first_plan()
        _start(part, clock)
    for part in _open_parts(parts, clock):
        part.improver.anneal()
    due = 0.0
    while _open_parts(parts, clock):
        due += TRIES_PER_EFFORT * _prove_next(parts, clock)
        while due >= 1 and _improve_one(parts, chance, clock):
            due -= 1
        progress()


def _work_on_bounds(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: IdleTime) -> None:
    """Prove bounds, but before long proofs look for better plans: without good ones they are longer still."""
    for part in parts:
        _start(part, clock)
    until = min(HELP_SHARE * clock.limit, HELP_SECONDS)
    while waiting := _open_parts(parts, clock):
        effort = min(part.prover.next_effort() for part in waiting)
        helping = clock.elapsed < until and any(p.stagnation < HELP_STAGNATION * p.state.units / 100 for p in waiting)
        long = effort >= LONG_EFFORT and _round_effort(waiting) >= LONG_ROUND
        if effort == math.inf or (long and (helping or idle.bounds > idle.plans)):
            _search_plan(parts, chance, clock, idle)
        else:
            _search_bound(parts, clock, idle)


def _work_on_plans(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: IdleTime, first: bool) -> None:
    """Find a first plan for each part, then better ones. Only one thread makes the first plans."""
    if first:
        for part in parts:
            part.improver.find_first_plan()
        for part in _open_parts(parts, clock):
            part.improver.anneal()
    while waiting := _open_parts(parts, clock):
        stagnant = all(part.stagnation >= STAGNATION for part in waiting)
        if not (stagnant and idle.bounds < idle.plans and _search_bound(parts, clock, idle)):
            _search_plan(parts, chance, clock, idle)


def _search_bound(parts: Sequence[Part], clock: Clock, idle: IdleTime) -> float:
    """Run a search for a bound; the effort that it was given, 0 where nothing is to be searched."""
    start = clock.elapsed
    effort = _prove_next(parts, clock)
    idle.add(bounds=clock.elapsed - start)
    return effort


def _search_plan(parts: Sequence[Part], chance: random.Random, clock: Clock, idle: IdleTime) -> None:
    """Search a neighbourhood, or wait shortly where no plan is known."""
    start = clock.elapsed
    if not _improve_one(parts, chance, clock):
        time.sleep(SHORTEST_SEARCH)
    idle.add(plans=clock.elapsed - start)


def _start(part: Part, clock: Clock) -> None:
    if not part.state.over and clock.left > SHORTEST_SEARCH:
        part.prover.start(FIRST_EFFORT)


def _prove_next(parts: Sequence[Part], clock: Clock) -> float:
    """Run the shortest search for a bound; the effort that it was given, in deterministic seconds."""
    waiting = _open_parts(parts, clock)
    return min(waiting, key=lambda part: part.prover.next_effort()).prover.search_next() if waiting else 0.0


def _round_effort(parts: Sequence[Part]) -> float:
    """What it takes to search all open groups once more, each no longer than the shortest."""
    return sum(part.prover.round_effort() for part in parts)


def _improve_one(parts: Sequence[Part], chance: random.Random, clock: Clock) -> bool:
    """Search a neighbourhood in a part of which a plan is known; whether there is any."""
    ready = [part for part in _open_parts(parts, clock) if part.state.best is not None]
    if ready:
        weights = [part.state.units / (1 + part.state.failures / PATIENCE) for part in ready]
        chance.choices(ready, weights)[0].improver.search_neighbourhood()
    return bool(ready)


def _open_parts(parts: Sequence[Part], clock: Clock) -> list[Part]:
    """The parts on which there is something to do, small ones first; none once the time is over."""
    return [part for part in parts if not part.state.over] if clock.left > SHORTEST_SEARCH else []
