"""Work in a process of its own, whose computing keeps no page of this one waiting: Python does one thing at a time in a
process, and an explanation is a second of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from planner.errors import PlannerError, Undecided
from planner.processes import pool
from planner.processes.pool import Worker
from planner.solve.progress import Progress
from planner.storage.registry import KNOWN

NICE = 5
"""How far a process that works apart lets pages go first."""
PATIENCE = 300.0
"""Seconds that an answer may take, at most."""
BEAT, OFTEN = 0.5, 0.2
"""Seconds after which whoever waits hears how far it is, and between two times that the work says so."""
Answer = TypeVar("Answer")
Heard = Callable[[Progress | None], object]
Asked = tuple[Callable[..., Any], tuple[Any, ...], tuple[Path, ...]]
Told = tuple[PlannerError | None, Any]


class Lost(Exception):
    """The answer took too long, or its process ended, as where memory is short."""


class Apart:
    """Processes that are started when they are needed, and kept. How many there are is up to who calls."""

    def __init__(self) -> None:
        self._free: list[Worker[Asked, Told]] = []

    def __call__(self, work: Callable[..., Answer], *given: Any, heard: Heard | None = None) -> Answer:
        """What `work` comes to; it, what it is given and what it gives are sent between processes. Meanwhile `heard` is
        called again and again with how far it is (`tell`), or None; what that raises ends the work.

        Raises:
            Lost: there is no answer.
            PlannerError: what the work raised.
            RuntimeError: the work raised something else, with its traceback.
        """
        worker = self._idle()
        try:
            worker.give((work, given, KNOWN.folders))
            problem, answer = _told(worker, heard)
        except Undecided:
            worker.stop()
            raise Lost from None
        except BaseException:
            worker.stop()
            raise
        self._free.append(worker)
        if problem is not None:
            raise problem
        found: Answer = answer
        return found

    def end(self) -> None:
        """End those that wait for work."""
        while self._free:
            self._free.pop().stop()

    def _idle(self) -> Worker[Asked, Told]:
        """A process that waits for work, unless something ended it meanwhile; else a new one."""
        try:
            worker = self._free.pop()
        except IndexError:
            return Worker(_answer)
        if worker.process.is_alive():
            return worker
        worker.stop()
        return self._idle()


def _told(worker: Worker[Asked, Told], heard: Heard | None) -> Told:
    """The answer, or the problem.

    Raises:
        Lost: it takes too long.
    """
    now = monotonic()
    end, beat, progress = now + PATIENCE, now, None
    while now < end:
        if worker.pipe.poll(min(BEAT, end - now)):
            told: Told | Progress = worker.answer()
            if not isinstance(told, Progress):
                return told
            progress = told
        now = monotonic()
        if heard is not None and now - beat >= BEAT:
            heard(progress)
            beat = now
    raise Lost


_LAST = [0.0]


def tell(progress: Progress) -> None:
    """In the other process: how far the work is, a few times a second at most."""
    if monotonic() - _LAST[0] > OFTEN:
        _LAST[0] = monotonic()
        pool.tell(progress)


def _answer(job: Asked) -> Told:
    """In the other process: the answer, or the problem that whoever asked is told."""
    work, given, folders = job
    KNOWN.folders = folders
    _let_pages_go_first()
    try:
        return None, work(*given)
    except PlannerError as error:
        return error, None


@cache
def _let_pages_go_first() -> None:
    if hasattr(os, "nice"):
        os.nice(NICE)
