"""Programmes as a page finds them: looked for once, since the disk is asked each time whether files are the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage.programmes import load_known

_FOUND: ContextVar[dict[str, Programme] | None] = ContextVar("programmes", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Inside the block a programme stays what it was when it was first asked for."""
    token = _FOUND.set({})
    try:
        yield
    finally:
        _FOUND.reset(token)


def programme_of(name: str) -> Programme:
    """The programme of an id, as its files are now or, in a page, when it was first asked for.

    Raises:
        BadInput: there is none, or its files cannot be read.
    """
    found = _FOUND.get()
    if found is None:
        return load_known(name)
    if name not in found:
        found[name] = load_known(name)
    return found[name]


def is_lost(name: str) -> bool:
    """Whether there is no programme of an id that can be read."""
    try:
        programme_of(name)
    except BadInput:
        return True
    return False
