"""Work for a process apart."""

from __future__ import annotations

import time

from planner.solve.progress import Progress, Stage
from planner.web import apart


def steps(count: int, seconds: float) -> int:
    """Work that says how far it is."""
    for number in range(count):
        apart.tell(Progress(Stage.COMBINATIONS, number, count))
        time.sleep(seconds)
    return count
