"""Asking for work, taking it, and keeping what of it is done: through the database, so that any process may die."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from planner.web.jobs.models import OPEN, Job, State
from planner.web.people.models import Person
from planner.web.processes import asked_to_end
from planner.web.writing import one_at_a_time, writing

LEASE = timedelta(seconds=30)
"""Who has kept nothing for so long has died."""
ATTEMPTS = 3
PAUSE = timedelta(minutes=1)
"""Before the job is begun again for which the disk had no room."""


class Cancelled(Exception):
    """Somebody asked the job to stop, another process has taken it over, or its dossier was erased."""


def ask(kind: str, person: Person | None = None, **given: Any) -> Job:
    """A job of the kind; the one that waits already, where the same person asked the same."""
    with writing():
        one_at_a_time("job", kind)
        waiting = Job.objects.filter(kind=kind, given=given, person=person, state=State.WAITING).first()
        return waiting or Job.objects.create(kind=kind, given=given, person=person)


def failed(kind: str, **given: Any) -> bool:
    """Whether a job that was asked the same could not be done: it would not be now either."""
    return Job.objects.filter(kind=kind, given=given, state=State.FAILED).exists()


def take(number: int | None = None) -> Job | None:
    """The next job, or the one of the number, held by this process; also one whose holder died before a new one. Those
    tried too often have failed.
    """
    now = timezone.now()
    with writing():
        lost = Job.objects.filter(state=State.RUNNING, leased_until__lt=now)
        lost.filter(attempts__gte=ATTEMPTS).update(state=State.FAILED, ended=now, problem={"key": "job.died"})
        lost.filter(cancel=True).update(state=State.CANCELLED, ended=now)
        found = Job.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now), state__in=OPEN)
        found = found if number is None else found.filter(pk=number)
        job = found.select_for_update(skip_locked=True).order_by("-state", "id").first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(
            state=State.RUNNING, attempts=F("attempts") + 1, leased_until=now + LEASE, problem=None
        )
    job.refresh_from_db()
    return job


def keep(job: Job, step: Mapping[str, Any], done: int, total: int) -> None:
    """What is done is kept, and the job held for longer.

    Raises:
        Cancelled: somebody asked it to stop.
        SystemExit: this process was asked to end.
    """
    with writing():
        leased = timezone.now() + LEASE
        mine = _held(job).update(step=dict(step), done=done, total=total, leased_until=leased)
    if not mine:
        raise Cancelled
    job.refresh_from_db()
    if job.cancel:
        raise Cancelled
    if asked_to_end():
        raise SystemExit


def end(job: Job, state: State, **told: Any) -> None:
    """The job is over; `told` are its result or its problem."""
    with writing():
        _held(job).update(state=state, ended=timezone.now(), leased_until=None, **told)


def leave(job: Job) -> None:
    """The job waits again, for who comes after this process, which was asked to end; that was no attempt."""
    with writing():
        _held(job).update(state=State.WAITING, leased_until=None, attempts=F("attempts") - 1)


def put_off(job: Job) -> None:
    """The job waits, and says that the disk was full, for as long as it is; that was no attempt."""
    with writing():
        later = timezone.now() + PAUSE
        _held(job).update(
            state=State.WAITING, leased_until=later, attempts=F("attempts") - 1, problem={"key": "job.full"}
        )


def put_back(job: Job) -> None:
    """The job waits again, since the engine was not free; tried too often, it has failed."""
    if job.attempts >= ATTEMPTS:
        end(job, State.FAILED, problem={"key": "job.busy"})
        return
    with writing():
        _held(job).update(state=State.WAITING, leased_until=None)


def cancel(job: Job) -> None:
    """A job that waits never begins; one that runs ends at its next step."""
    with writing():
        Job.objects.filter(pk=job.pk, state=State.WAITING).update(state=State.CANCELLED, ended=timezone.now())
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel=True)


def _held(job: Job) -> QuerySet[Job]:
    """The job, as long as it runs in this attempt: who was taken for dead changes nothing any more."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
