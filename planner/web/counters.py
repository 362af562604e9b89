"""What each process counts of its work: in a file of its own that any other can read, so that their sum is the desk's.

They begin at nought when the desk starts. A process that died has left its file: what it did was done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from mmap import mmap
from pathlib import Path
from threading import Lock
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from planner.web.configuration import COUNTS

ENDING = ".counts"
WIDTH = 8
"""Bytes of a number."""
STATUSES = range(100, 600)
MICROSECONDS = 600
QUICK = (0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
"""Seconds up to which answers are counted together, beside all of them."""
BUCKETS = range(601, 601 + len(QUICK))
LANES = {"plans": 620, "explanations": 621}
REFUSED = 630
SLOTS = 640
ASKED_BY_PROGRAMS = ("/healthz", "/metrics")
"""Answers that say nothing of how people fare."""


class Counters:
    """The numbers of this process, by slot."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner, self._numbers = 0, memoryview(bytearray())

    def add(self, slot: int, number: int = 1) -> None:
        """So many more."""
        with self._lock:
            if self._owner != os.getpid():  # divided from another process since
                self._owner, self._numbers = os.getpid(), _opened(os.getpid())
            if self._numbers:
                self._numbers[slot] += number


def _opened(process: int) -> memoryview:
    """The file of a process; nothing where it cannot be made: no page fails since it cannot be counted."""
    folder = Path(settings.DESK) / COUNTS
    try:
        folder.mkdir(exist_ok=True)
        with (folder / f"{process}{ENDING}").open("w+b") as file:
            file.write(bytes(SLOTS * WIDTH))  # its room: where the disk is full, a number would end the process
            file.flush()
            return memoryview(mmap(file.fileno(), SLOTS * WIDTH)).cast("q")
    except OSError:
        return memoryview(bytearray())


def clear() -> None:
    """Begin at nought."""
    for path in (Path(settings.DESK) / COUNTS).glob(f"*{ENDING}"):
        with suppress(OSError):
            path.unlink()


def sums() -> list[int]:
    """The numbers of all processes together; those that died hold no place in a lane."""
    found = [0] * SLOTS
    for path in (Path(settings.DESK) / COUNTS).glob(f"*{ENDING}"):
        with suppress(OSError):
            content = path.read_bytes()
            dead = Path("/proc/self").exists() and not Path("/proc", path.stem).exists()
            for slot, number in enumerate(memoryview(content[: len(content) // WIDTH * WIDTH]).cast("q")):
                found[slot] += 0 if dead and slot in LANES.values() else number
    return found


COUNTERS = Counters()


@contextmanager
def held(slot: int) -> Iterator[None]:
    """Inside the block one more is counted."""
    COUNTERS.add(slot)
    try:
        yield
    finally:
        COUNTERS.add(slot, -1)


class Counting:
    """Counts answers by their status, and by how long they took."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        began = perf_counter()
        answer = self.respond(request)
        if request.path not in ASKED_BY_PROGRAMS and answer.status_code in STATUSES:
            took = perf_counter() - began
            COUNTERS.add(answer.status_code)
            COUNTERS.add(MICROSECONDS, int(took * 1e6))
            for slot, seconds in zip(BUCKETS, QUICK, strict=True):
                if took <= seconds:
                    COUNTERS.add(slot)
        return answer
