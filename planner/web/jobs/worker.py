"""The process that does the jobs of a desk: `python -m planner.web.jobs.worker FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from planner.web.configuration import configure

PAUSE = 1.0
"""Seconds between two looks at the queue."""
NICE = 10


def main(folder: Path) -> None:
    """Take up one job after the other, until the server ends."""
    os.nice(NICE)
    server = os.getppid()
    configure(folder)
    from django.db import close_old_connections

    from planner.web.dossiers import recheck
    from planner.web.jobs import queue, work

    while os.getppid() == server:
        try:
            recheck.watch()
            job = queue.take()
            if job is not None:
                work.do(job)
        except Exception:  # as where the database is locked: the next look may find it free
            work.LOG.exception("the worker of jobs")
            job = None
        if job is None:
            time.sleep(PAUSE)
        close_old_connections()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
