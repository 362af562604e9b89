"""Files and folders that only exist while something is written: whoever has to end at once removes them first."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STEADY = threading.Lock()
"""Held for the moment in which a process is started: one that is cut off while it begins says so with a traceback."""
WAIT = 2.0
"""Seconds that such a moment may take."""
_PATHS: set[Path] = set()


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """What stands there is gone afterwards, however the work inside ends."""
    _PATHS.add(path)
    try:
        yield path
    finally:
        _remove(path)
        _PATHS.discard(path)


def clear() -> None:
    """Remove everything that is unfinished; the process has to end then."""
    STEADY.acquire(timeout=WAIT)
    for path in list(_PATHS):
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
