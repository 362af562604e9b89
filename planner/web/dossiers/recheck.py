"""Checking plans again when what they stand on changed: the files of the school's programmes and timetables."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from planner.errors import BadInput
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, audited, print_of
from planner.web.jobs.models import Job
from planner.web.jobs.queue import ask, failed, keep
from planner.web.people.log import note
from planner.web.writing import writing

KIND = "recheck"


def watch() -> None:
    """Ask for a check of all dossiers on a programme that is no longer what their plans were made with; not again where
    that has failed.
    """
    for programme, known in set(_open().values_list("programme", "checked_with")):
        given: dict[str, Any] = {"programme": programme, "print": print_of(programme)}
        if known != given["print"] and not failed(KIND, **given):
            ask(KIND, **given)


def run(job: Job) -> dict[str, Any]:
    """Each dossier on the programme: does its plan hold? Those that are checked already are left out."""
    found = list(_open().filter(programme=job.given["programme"]).select_related("current"))
    broken = 0
    for number, dossier in enumerate(found, 1):
        if dossier.checked_with != print_of(dossier.programme):
            broken += check_again(dossier)
        keep(job, {}, number, len(found))
    return {"checked": len(found), "broken": broken}


def check_again(dossier: Dossier) -> bool:
    """Whether the plan of the dossier holds no longer; the dossier says so from now on."""
    version, now = dossier.current, print_of(dossier.programme)
    if version is None or version.plan is None:
        why = None
    else:
        try:
            state = audited(Known(version.learner, version.past), version.plan)
            violations = state.document["violations"]
            why = {"violations": violations} if violations and version.status != state.status else None
        except BadInput as error:
            why = {"problems": [{"key": one.where, "message": str(one)} for one in error.problems]}
    with writing():
        changed = Dossier.objects.filter(pk=dossier.pk, revision=dossier.revision)
        if changed.update(broken_by=why, checked_with=now) and why is not None:
            note(None, "dossier.broken", dossier.subject, who="desk", after=why)
    return why is not None


def _open() -> QuerySet[Dossier]:
    """Dossiers with a plan that may hold or not."""
    return Dossier.objects.filter(archived=False, current__isnull=False).exclude(checked_with="")
