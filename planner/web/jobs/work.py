"""The kinds of jobs, and doing one: whatever happens, the job ends in a state that says so."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from importlib import import_module
from threading import Thread

from django.db import DatabaseError, connection

from planner.errors import PlannerError
from planner.web.disk import is_full
from planner.web.dossiers.problems import to_keep
from planner.web.engine import Busy
from planner.web.gone import FAILED
from planner.web.jobs.models import Job, State
from planner.web.jobs.queue import Cancelled, end, leave, put_back, put_off, take

LOG = logging.getLogger("planner.web")
RECHECK, PLANS, QUESTION = "recheck", "plans", "question"
SWEEP, RETENTION, SELECTION, MAIL = "sweep", "retention", "selection", "mail"
KINDS = {
    RECHECK: "planner.web.dossiers.recheck",
    PLANS: "planner.web.dossiers.unplanned",
    QUESTION: "planner.web.dossiers.questions.working",
    SWEEP: "planner.web.rights.erasing",
    RETENTION: "planner.web.rights.retention",
    SELECTION: "planner.web.agreements.bulk",
    MAIL: "planner.web.mail.sending",
}
"""The module of each kind: its `run(job)` does the work from `job.step` on, and gives the result."""


def do(job: Job) -> None:
    """The job, to its end; where the disk is full it waits, and says so where there is room for that."""
    try:
        _do(job)
    except Exception as error:
        if not is_full(error):
            raise
        LOG.error("the disk is full: job %s waits", job.pk)
        with suppress(DatabaseError, OSError):
            put_off(job)


def _do(job: Job) -> None:
    try:
        result = import_module(KINDS[job.kind]).run(job)
    except Cancelled:
        end(job, State.CANCELLED)
    except Busy:
        put_back(job)
    except SystemExit:
        leave(job)
        raise
    except PlannerError as error:
        end(job, State.FAILED, problem={"key": "job.refused", "why": to_keep(error)})
    except Exception as error:
        if is_full(error):
            raise
        if isinstance(error, FAILED) and not Job.objects.filter(pk=job.pk).exists():
            return  # it went with its dossier
        number = secrets.token_hex(4)
        LOG.exception("defect %s in job %s", number, job.pk)
        end(job, State.FAILED, problem={"key": "job.defect", "number": number})
    else:
        end(job, State.DONE, result=result)


def at_once(job: Job) -> None:
    """The job is begun by this process, beside what it does; should it die, the worker takes the job up."""
    Thread(target=_begun, args=(job.pk,), daemon=True).start()


def _begun(number: int) -> None:
    try:
        job = take(number)
        if job is not None:
            do(job)
    finally:
        connection.close()
