"""The jobs on screen: what is done, how far it is, and a way to stop it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from planner.web.back import back_to
from planner.web.jobs import queue
from planner.web.jobs.models import OPEN, Job, State
from planner.web.jobs.work import QUESTION
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.people.roles import Action, may
from planner.web.writing import writing

SHOWN = 50


@needs(Action.JOBS)
@require_GET
def everything(request: HttpRequest) -> HttpResponse:
    """The newest jobs; as a part, the list alone, which asks for itself again while something runs. A question that was
    answered is told on its page.
    """
    person = person_of(request)
    shown = _of(person, Q(person=person) | Q(person=None)).exclude(kind=QUESTION, state=State.DONE)
    found = list(shown.select_related("person", "dossier")[:SHOWN])
    part = request.htmx  # type: ignore[attr-defined]
    values = {"jobs": found, "open": any(job.open for job in found)}
    return render(request, "jobs/list.html" if part else "jobs/jobs.html", values)


@needs(Action.JOBS)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a job: one that waits at once, one that runs at its next step. Those of others, and of the desk itself, are
    for who sees everybody's dossiers.
    """
    person = person_of(request)
    job = get_object_or_404(_of(person, Q(person=person)).filter(state__in=OPEN), pk=number)
    queue.cancel(job)
    with writing():
        note(person, "job_cancelled", f"job:{job.pk}")
    return back_to(request.POST.get("back"), reverse("jobs"))


def job_of(person: Person, number: int, kind: str) -> Job:
    """The job of a number and a kind.

    Raises:
        Http404: there is none, or it is not for this person.
    """
    return get_object_or_404(_of(person, Q(person=person)).filter(kind=kind), pk=number)


def _of(person: Person, own: Q) -> QuerySet[Job]:
    """All jobs for who sees everybody's dossiers; for others their `own`."""
    return Job.objects.all() if Action.DOSSIERS_OF_ALL in may(person) else Job.objects.filter(own)
