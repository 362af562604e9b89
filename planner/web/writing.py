"""Writing to the database: on SQLite one at a time in all processes of a desk, since its own waiting is unfair; on
PostgreSQL side by side, with rows locked where one is read and then changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

try:
    import fcntl
except ImportError:  # Windows: between processes SQLite's waiting has to do
    fcntl = None  # type: ignore[assignment]

from django.conf import settings
from django.db import connection, transaction

from planner.web.configuration import LOCK

_IN_PROCESS, _STOOD_BY = RLock(), list[int]()
ERASING = "erasing"
"""One at a time takes away rows of several tables (`one_at_a_time`, before all else): two who do would wait for each
other, since each table is another's first.
"""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction; nothing is solved inside. What is read to be changed is read with `select_for_update`; where it is
    looked whether something is there, and made if not, `one_at_a_time` stands before.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _IN_PROCESS, alone(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            yield


def one_at_a_time(*what: object) -> None:
    """Who does the same waits here until this transaction is over, and then sees what it made."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [":".join(map(str, what))])


@contextmanager
def alone(lock: Path | None = None) -> Iterator[None]:
    """Held by one at a time, in all processes; the system frees it for the others however that one ends."""
    handle = os.open(lock or settings.DESK / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def first_of_all(lock: Path) -> bool:
    """Whether nobody else stands by the lock. From now on this process does, beside others, and so do those that are
    divided from it: until the last of them has ended, however it ends.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    _STOOD_BY.append(handle)
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        fcntl.flock(handle, fcntl.LOCK_SH)
    return True
