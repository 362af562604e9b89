"""Asking for work, taking it, and keeping what of it is done: through the database, so that any process may die."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from planner.web.jobs.models import Job, State
from planner.web.people.models import Person
from planner.web.writing import writing

LEASE = timedelta(seconds=60)
"""Who has kept nothing for so long has died."""
ATTEMPTS = 3


class Cancelled(Exception):
    """Somebody asked the job to stop."""


def ask(kind: str, person: Person | None = None, **given: Any) -> Job:
    """A job of the kind; the one that waits already, where it was asked the same."""
    with writing():
        waiting = Job.objects.filter(kind=kind, given=given, state=State.WAITING).first()
        return waiting or Job.objects.create(kind=kind, given=given, person=person)


def failed(kind: str, **given: Any) -> bool:
    """Whether a job that was asked the same could not be done: it would not be now either."""
    return Job.objects.filter(kind=kind, given=given, state=State.FAILED).exists()


def take() -> Job | None:
    """The next job, held by this process; one whose holder died before a new one. Those tried too often have failed."""
    now = timezone.now()
    with writing():
        lost = Job.objects.filter(state=State.RUNNING, leased_until__lt=now)
        lost.filter(attempts__gte=ATTEMPTS).update(state=State.FAILED, ended=now, problem={"key": "job.died"})
        lost.filter(cancel=True).update(state=State.CANCELLED, ended=now)
        open_now = Q(state=State.WAITING) | Q(state=State.RUNNING, leased_until__lt=now)
        job = Job.objects.filter(open_now).order_by("-state", "id").first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=F("attempts") + 1, leased_until=now + LEASE)
    job.refresh_from_db()
    return job


def keep(job: Job, step: Mapping[str, Any], done: int, total: int) -> None:
    """What is done is kept, and the job held for longer.

    Raises:
        Cancelled: somebody asked it to stop.
    """
    now = timezone.now()
    with writing():
        Job.objects.filter(pk=job.pk).update(step=dict(step), done=done, total=total, leased_until=now + LEASE)
    job.refresh_from_db()
    if job.cancel:
        raise Cancelled


def end(job: Job, state: State, **told: Any) -> None:
    """The job is over; `told` are its result or its problem."""
    with writing():
        Job.objects.filter(pk=job.pk).update(state=state, ended=timezone.now(), leased_until=None, **told)


def cancel(job: Job) -> None:
    """A job that waits never begins; one that runs ends at its next step."""
    with writing():
        Job.objects.filter(pk=job.pk, state=State.WAITING).update(state=State.CANCELLED, ended=timezone.now())
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel=True)
