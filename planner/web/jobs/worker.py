"""The process that does the jobs of a desk: `python -m planner.web.jobs.worker FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from planner.web.configuration import configure
from planner.web.processes import asked_to_end

PAUSE = 1.0
"""Seconds between two looks at the queue."""
FULL = 30.0
"""The same where the disk is full."""
NICE = 10


def main(folder: Path) -> None:
    """Take up one job after the other, until the server ends."""
    os.nice(NICE)
    server = os.getppid()
    configure(folder)
    from django.db import close_old_connections
    from django.utils.timezone import localdate

    from planner.web import guessing
    from planner.web.disk import is_full
    from planner.web.dossiers import listed, recheck
    from planner.web.jobs import queue, tidying, work
    from planner.web.mail import sending
    from planner.web.rights import retention

    tidied = float("-inf")
    while os.getppid() == server and not asked_to_end():
        try:
            if time.monotonic() - tidied > tidying.EVERY:
                tidied = time.monotonic()
                tidying.tidy()
                retention.watch()
            recheck.watch()
            listed.look_again(localdate())
            guessing.watch()
            sending.watch()
            job = queue.take()
            if job is not None:
                work.do(job)
        except Exception as error:  # as where the database is locked: the next look may find it free
            job = None
            if is_full(error):
                work.LOG.error("the disk is full: jobs wait")
                time.sleep(FULL)
            else:
                work.LOG.exception("the worker of jobs")
        if job is None:
            time.sleep(PAUSE)
        close_old_connections()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
