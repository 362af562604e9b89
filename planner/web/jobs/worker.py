"""The process that does the jobs of a desk: `python -m planner.web.jobs.worker FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from planner.web.configuration import configure

PAUSE = 1.0
NICE = 10


def main(folder: Path) -> None:
    """Take up one job after the other, until the server ends."""
    os.nice(NICE)
    configure(folder)
    server = os.getppid()
    while os.getppid() == server:
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
