"""Files that jobs make: in the folder of the desk, for a day; and what a process that died has left there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from planner.web.configuration import BACKUPS, BEFORE, JOBS, SENT
from planner.web.jobs.models import Job

KEPT = 24 * 3600.0
"""Seconds after which a file is taken away."""
UPGRADES = 90 * KEPT
"""The same of a copy that the desk made of itself before an upgrade: it holds who was erased since."""
READ = 3600.0
"""Seconds after which nobody reads a file any more that somebody sent."""


def place_of(job: Job, ending: str = "") -> Path:
    """Where a job keeps what it makes."""
    return Path(settings.DESK) / JOBS / f"{job.pk}{ending}"


def pack(job: Job, ending: str, write: Callable[[Path, Path], None]) -> None:
    """What is in the folder of a job becomes one file, whole or not at all: `write` makes it of the folder's path."""
    folder, part, whole = (place_of(job, each) for each in ("", ".part", ending))
    if folder.exists() and not whole.exists():  # else it was broken off after that, and some of the folder is gone
        write(folder, part)
        part.replace(whole)
    take_away(folder)


def take_away(path: Path) -> None:
    """A file or a folder goes, if it is still there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def tidy() -> None:
    """What is older than a day goes, and what was left half done: files that were being read, or copied."""
    desk = Path(settings.DESK)
    _take_old(desk / JOBS, "*", KEPT)
    _take_old(desk, f"{SENT}*", READ)
    _take_old(desk / BACKUPS, "*.part*", KEPT)
    _take_old(desk / BACKUPS, f"{BEFORE}-*", UPGRADES)


def _take_old(folder: Path, pattern: str, kept: float) -> None:
    for path in folder.glob(pattern):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > kept:
                take_away(path)
