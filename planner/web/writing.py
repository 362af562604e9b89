"""Writing to the database: one at a time in a process, since SQLite's own waiting is unfair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from django.db import transaction

_LOCK = RLock()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction; nothing is solved inside."""
    with _LOCK, transaction.atomic():
        yield
