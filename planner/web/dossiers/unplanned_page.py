"""How far the plans of an import are, line by line; and asking for plans where dossiers have none."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from planner.errors import BadInput
from planner.messages import say
from planner.solve.result import UNKNOWN
from planner.web.dossiers import unplanned
from planner.web.dossiers.form import left
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.needs import reached
from planner.web.dossiers.planning import NONE, Known
from planner.web.dossiers.problems import all_words
from planner.web.dossiers.store import dossiers_of
from planner.web.jobs.models import Job
from planner.web.jobs.pages import job_of
from planner.web.jobs.work import PLANS
from planner.web.people.access import needs, person_of
from planner.web.people.models import Person
from planner.web.people.roles import Action


@needs(Action.DOSSIERS_WRITE)
@require_GET
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The dossiers of a job with what became of each; as a part, for who waits for the rest."""
    person = person_of(request)
    job = job_of(person, number, PLANS)
    rows = sorted((_row(dossier, line, job) for dossier, line in _dossiers(person, job)), key=_rank)
    values = {"job": job, "rows": rows, "told": job.result or job.step, "imported": any(row["line"] for row in rows)}
    values["left"] = left.of_job(request, job.pk)
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, "dossiers/plans_part.html" if part else "dossiers/plans.html", values)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Plans for all dossiers of the person that have none."""
    person = person_of(request)
    dossiers = list(unplanned.waiting(person))
    if not dossiers:
        messages.info(request, say("plans.nobody"))
        return redirect("home")
    return redirect(
        "plans", unplanned.open_job(person) or unplanned.ask(person, [(dossier, 0) for dossier in dossiers]).pk
    )


def _dossiers(person: Person, job: Job) -> list[tuple[Dossier, int]]:
    """Those of the job that are there still, and for this person's eyes."""
    lines = dict(job.given["rows"])
    found = {each.key: each for each in dossiers_of(person).filter(key__in=lines).defer("current__document")}
    return [(found[key], line) for key, line in lines.items() if key in found]


def _row(dossier: Dossier, line: int, job: Job) -> dict[str, Any]:
    status = dossier.current.status if dossier.current is not None else NONE
    failed = (job.result or job.step).get("failed", {}).get(dossier.key) if status == NONE else None
    why = {"why": _problems(dossier), **failed} if failed else None
    return {"dossier": dossier, "line": line, "status": status, "reached": reached(dossier), "failed": why}


def _rank(row: dict[str, Any]) -> int:
    """Those that need somebody come first."""
    return 0 if row["failed"] else 1 if row["status"] in (unplanned.IMPOSSIBLE, UNKNOWN) else 2


def _problems(dossier: Dossier) -> list[Any]:
    """What of the learner cannot be read."""
    try:
        Known(dossier.current.learner if dossier.current is not None else {}).case()
    except BadInput as error:
        return all_words(error, dossier.programme)
    return []
