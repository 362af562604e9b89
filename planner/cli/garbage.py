"""A command lives for a second or two: it looks for garbage seldom while it runs, and not at all when it ends.

The solver brings hundreds of thousands of objects that stay to the end. To look through them again and again, and once
more when the process ends, takes a quarter of a whole `planner plan`. Garbage is still collected in long runs.
"""

from __future__ import annotations

import atexit
import gc
from functools import cache

NEW_OBJECTS, YOUNG, OLD = 100_000, 20, 100


@cache
def seldom() -> None:
    """Once a process: collect after many new objects only, and leave what is there to the end of the process."""
    gc.set_threshold(NEW_OBJECTS, YOUNG, OLD)
    atexit.register(gc.freeze)
