"""One run at a time for one file or folder: who comes second is told so, and nothing of two runs is mixed.

The lock is held by the system on an open file, so that a process that is dead keeps none, however it died. The file
has no content and goes when the run ends; one that was left behind means nothing. Reading needs no lock.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.fingerprint import sha256
from planner.errors import BadInput
from planner.storage.output import folder_target, refusal, target
from planner.storage.unfinished import unfinished

INSIDE = ".planner.lock"
TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def only_writer(path: Path | None) -> Iterator[None]:
    """Nobody else writes this file, or replaces this folder, meanwhile. Devices and pipes need no lock.

    Raises:
        BadInput: somebody does; or the folder around it cannot be written.
    """
    if path is None:
        yield
        return
    found = target(path)
    if found.exists() and not found.is_file() and not found.is_dir():
        yield
        return
    with _hold(found.parent / f".planner-{sha256(found.name)[:16]}.lock", path):
        yield


@contextmanager
def only_filler(folder: Path) -> Iterator[Path]:
    """Nobody else fills this folder meanwhile. It is made where it is missing, and goes again if it stays empty.

    Raises:
        BadInput: somebody does; or it is no folder, or cannot be made.
    """
    found = folder_target(folder)
    missing = [each for each in (found, *found.parents) if not each.exists()]
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(folder, error) from None
    try:
        with _hold(found / INSIDE, folder):
            yield found
    finally:
        _without_empty(missing)


def _without_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


@contextmanager
def _hold(path: Path, told: Path) -> Iterator[None]:
    """The lock of this file; `told` is what the user knows."""
    try:
        handle = _try_to_lock(path)
    except OSError as error:
        raise refusal(told, error) from None
    if handle is None:
        raise BadInput("file.held", file=str(told))
    try:
        with unfinished(path):
            yield
    finally:
        os.close(handle)


def _try_to_lock(path: Path) -> int | None:
    """An open file that is locked; None where somebody else holds it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _lock(handle)
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except FileNotFoundError:
            pass  # who held it has just taken it away: what is locked has no name, and another may be there
        except OSError as error:
            os.close(handle)
            if error.errno in TAKEN:
                return None
            raise
        os.close(handle)


def _lock(handle: int) -> None:
    """Lock an open file, or fail at once; where a disk knows no locks, everybody may write."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        from msvcrt import LK_NBLCK, locking  # type: ignore[attr-defined]

        locking(handle, LK_NBLCK, 1)
        return
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
