"""Tries at passwords and codes are counted in files that all processes of a desk share. What is added is added once,
whoever adds it at that moment: by that the library of sign-in counts one try after the other, and takes a code once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

from planner.web.writing import alone

LOCK = "lock"


class Counts(FileBasedCache):
    """Django's cache in files, which by itself first looks, and then writes."""

    _dir: str

    def add(self, *rest: Any, **more: Any) -> bool:
        """Whether it was not there, and is now."""
        folder = Path(self._dir)
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder / LOCK):
            return super().add(*rest, **more)
