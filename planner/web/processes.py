"""The processes of a server: each is started again where it has died, and all end with the one that keeps them."""

from __future__ import annotations

import multiprocessing
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from planner.processes.pool import end_with_parent

WAY = "fork" if sys.platform == "linux" else "spawn"
"""What is loaded need not be loaded again, and is in memory once; elsewhere forking is not safe."""
PAUSE = 1.0
"""Seconds until a process that has just begun, and died, is started again."""
PATIENCE = 8.0
"""Seconds in which a process ends what it is at."""
_ASKED = threading.Event()


class Task(NamedTuple):
    """What a process does until it is ended. Elsewhere than on Linux all of it must be picklable."""

    work: Callable[..., None]
    given: tuple[Any, ...]


def keep(*tasks: Task) -> None:
    """A process for each task, until somebody ends this one: then they end too, once they have answered. Nothing else
    may run in this process, since its memory is copied with all locks in it.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)
    with closing(heard), closing(told):
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _heard)
        running: dict[Any, tuple[Task, BaseProcess, float]] = {}
        waiting = list(tasks)
        while True:
            for task in waiting:
                process = multiprocessing.get_context(WAY).Process(target=_do, args=(task.work, *task.given))  # type: ignore[attr-defined]
                process.start()
                running[process.sentinel] = task, process, time.monotonic()
            ready = wait([heard, *running])
            if heard in ready:
                break
            died = [running.pop(sentinel) for sentinel in ready]
            for _, process, _ in died:
                process.join()
            waiting = [task for task, _, _ in died]
            if any(time.monotonic() < began + PAUSE for _, _, began in died):
                time.sleep(PAUSE)
        _stop([process for _, process, _ in running.values()])
        signal.set_wakeup_fd(-1)


def _stop(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    end = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, end - time.monotonic()))
        process.kill()


def _do(work: Callable[..., None], *given: Any) -> None:
    """In the new process. Ctrl-C reaches all of them, and the one that keeps them tells the others."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=end_with_parent, daemon=True).start()
    work(*given)


def _heard(*_: object) -> None:
    """The number has gone through the wakeup descriptor already."""


def _leave(*_: object) -> None:
    _ASKED.set()
    raise SystemExit


def asked_to_end() -> bool:
    """Whether this process was asked to end: Python drops what is raised while it tidies up, so that long work asks."""
    return _ASKED.is_set()
