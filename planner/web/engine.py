"""The engine behind pages: as many solves at once as there are cores, explanations in a lane of their own, and apart.

A plan takes ten milliseconds and waits for nothing but other plans; why there is none takes up to seconds, and lets no
plan wait behind it. Who waits too long is told so (`Busy`, 503).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import BoundedSemaphore
from time import monotonic
from typing import Any, TypeVar

from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.service.plan import PlanAnswer, answer, solved
from planner.service.settings import Settings
from planner.solve.progress import Progress
from planner.solve.result import IMPOSSIBLE, Result
from planner.study.moved import OWN
from planner.study.replan import replan
from planner.web.apart import BEAT, Apart, Heard, Lost
from planner.web.counters import COUNTERS, LANES, REFUSED, held
from planner.web.turns import aside

Answer = TypeVar("Answer")
PATIENCE = 150.0
"""Seconds that somebody waits for a lane, at most: two rounds of the longest answers that a call may ask for."""
TIME_LIMIT = 10.0
"""Seconds that the solver works for a page, at most."""


class Busy(Exception):
    """The lane was not free in time."""


class _Over(Exception):
    """The time that work may take has passed."""


class Lane:
    """So many at once, the others wait; of so many in all that threads are left for pages that solve nothing."""

    def __init__(self, width: int, most: int, name: str = "plans") -> None:
        self._width, self._slot = width, LANES[name]
        self._free, self._room = BoundedSemaphore(width), BoundedSemaphore(most)

    def divide(self, processes: int) -> None:
        """Let this process have its part of the places, where so many answer; nobody waits for one yet."""
        self._free = BoundedSemaphore(max(1, self._width // processes))

    @contextmanager
    def __call__(self, patience: float = PATIENCE) -> Iterator[None]:
        """Inside the block one of the places is held.

        Raises:
            Busy: none was free in time, or too many wait already.
        """
        if not self._room.acquire(blocking=False):
            COUNTERS.add(REFUSED)
            raise Busy
        try:
            with aside():  # a lane is as wide as it may be: who solves for seconds keeps no page waiting
                if not self._free.acquire(timeout=patience):
                    COUNTERS.add(REFUSED)
                    raise Busy
                try:
                    with held(self._slot):
                        yield
                finally:
                    self._free.release()
        finally:
            self._room.release()


CORES = os.cpu_count() or 1
PLANS, EXPLANATIONS = Lane(CORES, 14), Lane(2 * CORES, 10, "explanations")
"""An explanation takes a tenth of a second, or ten: more at once than there are cores, so that short ones get by. The
server has 16 threads in each process.
"""
_APART = Apart()


def settings(time_limit: float = TIME_LIMIT, seed: int = 0, today: date | None = None) -> Settings:
    """How a page asks."""
    return Settings.of(time_limit, seed, 1, today)


def share(processes: int) -> None:
    """Solve no more at once, in so many processes that answer, than one alone would."""
    for lane in (PLANS, EXPLANATIONS):
        lane.divide(processes)


def let_go() -> None:
    """End the processes that work apart; others are started when they are needed."""
    _APART.end()


def plan(case: Case, asked: Settings) -> PlanAnswer:
    """The best plan; an impossible one is explained, in the other lane."""
    with PLANS():
        result = solved(case, asked)
    if result.status != IMPOSSIBLE:
        with PLANS():
            return answer(case, result, asked)
    return explaining(answer, case, result, asked)


def possible(case: Case, asked: Settings) -> bool:
    """Whether there is a plan, or may be one; why there is none is not said.

    Raises:
        Busy
    """
    with PLANS():
        return solved(case, asked).status != IMPOSSIBLE


def explaining(work: Callable[..., Answer], *given: Any, heard: Heard | None = None) -> Answer:
    """What a question comes to that takes long, asked in a process of its own: all of it must be picklable. `heard` is
    told how far it is, and what it raises ends the work.

    Raises:
        Busy: neither was there a place in time, nor an answer; or the process was ended.
    """
    with EXPLANATIONS():
        try:
            return _APART(work, *given, heard=heard)
        except Lost as error:
            raise Busy from error


def within(seconds: float, work: Callable[..., Answer], *given: Any) -> Answer | None:
    """The same for work that is known to look at no clock; None where it is not over after so many seconds.

    Raises:
        Busy
    """
    ends: list[float] = []  # from the first time that it is heard of: who waits for a place has not begun

    def heard(progress: Progress | None) -> None:
        if not ends:
            ends.append(monotonic() + seconds - BEAT)
        if monotonic() > ends[0]:
            raise _Over

    try:
        return explaining(work, *given, heard=heard)
    except _Over:
        return None


def nearest(case: Case, before: Plan, asked: Settings) -> Result:
    """The best plan in the first objective that is then closest to another one; why there is none is not said."""
    with PLANS():
        return replan(case, before, asked.config, prefer=OWN).result
