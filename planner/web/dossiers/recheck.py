"""Checking plans again when what they stand on changed: the files of the school's programmes and timetables."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from planner.errors import BadInput
from planner.web.dossiers import listed
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, audited, print_of
from planner.web.dossiers.problems import to_keep
from planner.web.jobs.models import Job
from planner.web.jobs.queue import ask, failed, keep
from planner.web.people.log import note
from planner.web.programmes.reading import is_lost
from planner.web.writing import writing

KIND = "recheck"


def watch() -> None:
    """Ask for a check of all dossiers on a programme that is no longer what their plans were made with; not again where
    that has failed.
    """
    for programme, known in _open().values_list("programme", "checked_with").order_by().distinct():
        given: dict[str, Any] = {"programme": programme, "print": print_of(programme)}
        if known != given["print"] and not failed(KIND, **given):
            ask(KIND, **given)


def run(job: Job) -> dict[str, Any]:
    """Each dossier on the programme: does its plan hold? Those that are checked already are left out."""
    found = _open().filter(programme=job.given["programme"])
    keys = list(found.values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        dossier = Dossier.objects.select_related("current").filter(pk=key).first()
        if dossier is not None and dossier.checked_with != print_of(dossier.programme):
            check_again(dossier)
        keep(job, {}, number, len(keys))
    return {"checked": len(keys), "broken": found.filter(broken_by__isnull=False).count()}


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
            why = {"problems": to_keep(error), "lost": is_lost(dossier.programme)}
    with writing():
        for found in listed.held(Dossier.objects.filter(pk=dossier.pk, revision=dossier.revision)):
            found.broken_by, found.checked_with = why, now
            listed.save(found, "broken_by", "checked_with")
            if why is not None:
                note(None, "dossier.broken", dossier.subject, who="desk", after=why)
    return why is not None


def _open() -> QuerySet[Dossier]:
    """Dossiers with a plan that may hold or not."""
    return Dossier.objects.filter(archived=False, current__isnull=False).exclude(checked_with="")
