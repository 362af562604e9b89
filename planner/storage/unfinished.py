"""Files and folders that only exist while something is written: whoever has to end at once removes them first."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATHS: set[Path] = set()


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """What stands there is gone afterwards, however the work inside ends."""
    _PATHS.add(path)
    try:
        yield path
    finally:
        _gone(path)
        _PATHS.discard(path)


def clear() -> None:
    """Remove everything that is unfinished."""
    for path in list(_PATHS):
        _gone(path)


def _gone(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
