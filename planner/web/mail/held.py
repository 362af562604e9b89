"""Letters of a desk that was laid out of a copy: the desk that was copied may have sent them since, so that nothing
goes before somebody has looked.
"""

from __future__ import annotations

import logging

from django.utils import timezone

from planner.web.agreements.bulk import REMIND
from planner.web.jobs import queue
from planner.web.jobs.models import OPEN, Job
from planner.web.jobs.work import SELECTION
from planner.web.mail.models import Letter, Stage
from planner.web.mail.sending import over
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.writing import writing

LOG = logging.getLogger("planner.web")


def hold() -> None:
    """What waits to be sent is held, and reminders that were being made are made no further."""
    with writing():
        letters = Letter.objects.filter(stage=Stage.WAITING).update(stage=Stage.HELD)
        jobs = list(Job.objects.filter(kind=SELECTION, given__act=REMIND, state__in=OPEN))
        for job in jobs:
            queue.cancel(job)
        if letters or jobs:
            note(None, "mail.held", who="desk", after={"letters": letters, "jobs": len(jobs)})
            LOG.warning("laid out of a copy: %s letters are held, %s jobs with reminders stopped", letters, len(jobs))


def release(person: Person) -> int:
    """Those that are held go; how many these are."""
    with writing():
        found = Letter.objects.filter(stage=Stage.HELD)
        count = found.update(stage=Stage.WAITING, attempts=0, due=timezone.now(), why="")
        if count:
            note(person, "mail.released", after={"letters": count})
    return count


def drop(person: Person) -> int:
    """Those that are held are over, unsent; how many these were."""
    with writing():
        found = list(Letter.objects.select_related("dossier", "by").filter(stage=Stage.HELD))
        for letter in found:
            over(letter, Stage.FAILED, "dropped")
        if found:
            note(person, "mail.dropped", after={"letters": len(found)})
    return len(found)
