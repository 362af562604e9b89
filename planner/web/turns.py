"""Turns: of the pages that a process is asked for at once only a few are computed, the others wait for their turn.

Python computes one thing at a time in a process; pages that are computed by turns of milliseconds all come as late as
the last of them, and hand the interpreter to each other at every look into the database. One after the other the first
come early, and the last no later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore

from django.http import HttpRequest, HttpResponse

WIDTH = 2
"""While one page waits for the disk, another is computed."""
_TURNS = BoundedSemaphore(WIDTH)
_HELD: ContextVar[bool] = ContextVar("turn", default=False)


class Turns:
    """Makes a page when its turn has come."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        with _TURNS:
            token = _HELD.set(True)
            try:
                return self.respond(request)
            finally:
                _HELD.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """Inside the block a page waits for what others do, and leaves its turn to another page."""
    if not _HELD.get():
        yield
        return
    _TURNS.release()
    token = _HELD.set(False)
    try:
        yield
    finally:
        _HELD.reset(token)
        _TURNS.acquire()
