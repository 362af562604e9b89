"""Plans for dossiers that have none yet, as those of an import: a job, dossier by dossier."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from planner.errors import BadInput
from planner.web import gone
from planner.web.disk import is_full
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import NONE, Known, planned
from planner.web.dossiers.store import Stale, change, dossiers_of
from planner.web.engine import Busy
from planner.web.jobs import queue, work
from planner.web.jobs.models import OPEN, Job
from planner.web.people.models import Person

IMPOSSIBLE = "impossible"


def ask(person: Person, dossiers: Iterable[tuple[Dossier, int]]) -> Job:
    """A job that plans the dossiers; each has the line of the file that it came from, 0 where it came from none."""
    return queue.ask(work.PLANS, person, rows=[[dossier.key, line] for dossier, line in dossiers])


def waiting(person: Person) -> QuerySet[Dossier]:
    """The dossiers that a person may see and that were not planned yet, in the order in which they were made."""
    return dossiers_of(person).filter(archived=False, unplanned=True, current__status=NONE).order_by("pk")


def open_job(person: Person) -> int | None:
    """The number of the job that makes plans for a person now."""
    return Job.objects.filter(kind=work.PLANS, person=person, state__in=OPEN).values_list("pk", flat=True).first()


def run(job: Job) -> dict[str, Any]:
    """Each dossier gets its plan, unless somebody gave it one meanwhile. How many have one now, for how many none is
    possible, and the keys of those that could not be planned, with why.
    """
    rows: list[tuple[str, int]] = job.given["rows"]
    told: dict[str, Any] = job.step or {"planned": 0, "impossible": 0, "failed": {}}
    queue.keep(job, told, job.done, len(rows))
    for number, (key, _) in enumerate(rows[job.done :], job.done + 1):
        dossier = Dossier.objects.select_related("current").filter(key=key).first()
        if dossier is not None:
            _plan(dossier, job.person, told)
        queue.keep(job, told, number, len(rows))
    return told


def _plan(dossier: Dossier, person: Person | None, told: dict[str, Any]) -> None:
    """One of them; what became of it is told."""
    try:
        status = _status(dossier, person)
        told["impossible" if status == IMPOSSIBLE else "planned"] += 1
    except BadInput:
        told["failed"][dossier.key] = {"key": "plans.unreadable"}
    except Busy:
        told["failed"][dossier.key] = {"key": "plans.busy"}
    except Exception as error:
        if is_full(error):
            raise
        if isinstance(error, gone.FAILED) and gone.is_gone(dossier.key):
            return
        number = secrets.token_hex(4)
        work.LOG.exception("defect %s with %s", number, dossier.subject)
        told["failed"][dossier.key] = {"key": "job.defect", "number": number}


def _status(dossier: Dossier, person: Person | None) -> str:
    """How the dossier stands once it was planned; somebody who was faster has planned it.

    Raises:
        BadInput, Busy
    """
    version = dossier.current
    if version is None or version.status != NONE:
        return version.status if version is not None else NONE
    state = planned(Known(version.learner, version.past))
    try:
        change(dossier, person, dossier.revision, "best", **state.kept())
    except Stale as stale:
        return _status(stale.dossier, person)
    return state.status
