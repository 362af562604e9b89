"""The jobs on screen: what is done, how far it is, and a way to stop it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from planner.web.jobs import queue
from planner.web.jobs.models import Job, State
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action, may
from planner.web.writing import writing

SHOWN = 50
OPEN = (State.WAITING, State.RUNNING)


@needs(Action.JOBS)
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """The newest jobs; as a part, the list alone, which asks for itself again while something runs."""
    found = list(Job.objects.select_related("person")[:SHOWN])
    part = request.htmx  # type: ignore[attr-defined]
    values = {"jobs": found, "open": any(job.state in OPEN for job in found)}
    return render(request, "jobs/list.html" if part else "jobs/jobs.html", values)


@needs(Action.JOBS)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a job: one that waits at once, one that runs at its next step. Those of others, and of the desk itself, are
    for who sees everybody's dossiers.
    """
    person = person_of(request)
    mine = Job.objects.filter(state__in=OPEN)
    if Action.DOSSIERS_OF_ALL not in may(person):
        mine = mine.filter(person=person)
    job = get_object_or_404(mine, pk=number)
    queue.cancel(job)
    with writing():
        note(person, "job_cancelled", f"job:{job.pk}")
    return redirect("jobs")
