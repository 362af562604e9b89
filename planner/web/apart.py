"""Work in a process of its own, whose computing keeps no page of this one waiting: Python does one thing at a time in a
process, and an explanation is a second of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from planner.errors import PlannerError, Undecided
from planner.processes.pool import Worker
from planner.storage.registry import KNOWN

NICE = 5
"""How far a process that works apart lets pages go first."""
PATIENCE = 300.0
"""Seconds that an answer may take, at most."""
Answer = TypeVar("Answer")
Asked = tuple[Callable[..., Any], tuple[Any, ...], tuple[Path, ...]]
Told = tuple[PlannerError | None, Any]


class Lost(Exception):
    """The answer took too long, or its process ended, as where memory is short."""


class Apart:
    """Processes that are started when they are needed, and kept. How many there are is up to who calls."""

    def __init__(self) -> None:
        self._free: list[Worker[Asked, Told]] = []

    def __call__(self, work: Callable[..., Answer], *given: Any) -> Answer:
        """What `work` comes to; it, what it is given and what it gives are sent between processes.

        Raises:
            Lost: there is no answer.
            PlannerError: what the work raised.
            RuntimeError: the work raised something else, with its traceback.
        """
        worker = self._idle()
        try:
            worker.give((work, given, KNOWN.folders))
            if not worker.pipe.poll(PATIENCE):
                raise Lost
            problem, answer = worker.answer()
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
