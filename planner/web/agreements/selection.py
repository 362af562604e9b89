"""What is done with several dossiers at once: chosen on the list, looked at here, done by a job, followed here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from planner.messages import LANGUAGES, bound, language, say
from planner.web.agreements import bulk
from planner.web.agreements.models import Act
from planner.web.agreements.steps import holds, open_acts
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.jobs import files
from planner.web.jobs.models import Job
from planner.web.jobs.pages import job_of
from planner.web.jobs.work import SELECTION
from planner.web.mail import reminding
from planner.web.mail.asking import desk_of, set_up
from planner.web.mail.models import Address
from planner.web.people.access import needs, person_of
from planner.web.people.log import taken_out
from planner.web.people.models import Person
from planner.web.people.roles import Action
from planner.web.sharing.giving import USUAL

LONG = ("learner", "plan", "past", "results", "document")
"""What of a version is not shown here."""


@needs(Action.DOSSIERS_WRITE)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The dossiers that were ticked, and what can be done with how many of them."""
    rows = _chosen(request, request.GET.getlist("key"))
    if not rows:
        messages.error(request, say("form.take_out.none"))
        return redirect("home")
    values = {
        "rows": rows,
        "proposable": sum(Act.PROPOSED in open_acts(each, person_of(request)) for each in rows),
        "printable": sum(map(holds, rows)),
        "remindable": sum(bool(reminding.due_today(each)) for each in rows), "server": set_up(),
        "kept": Address.objects.filter(dossier__in=rows).count(), "days": USUAL,
        "languages_of": [(code, language(code).say("language.name"), code == bound().code) for code in LANGUAGES],
    }  # fmt: skip
    return render(request, "agreements/selection.html", values)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """A job that proposes their plans."""
    return _asked(request, bulk.PROPOSE)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def papers(request: HttpRequest) -> HttpResponse:
    """A job that prints their plans."""
    return _asked(request, bulk.PAPERS)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """A job that reminds their learners, by texts with or without new links, or by mail where an address is kept."""
    wanted, days = request.POST.get("language", ""), USUAL if request.POST.get("link") == "new" else 0
    mail = set_up() and request.POST.get("mail") == "yes"
    return _asked(request, bulk.REMIND, wanted if wanted in LANGUAGES else "", days=days, mail=mail,
                  desk=desk_of(request))  # fmt: skip


@needs(Action.DOSSIERS_WRITE)
@require_GET
def job_page(request: HttpRequest, number: int) -> HttpResponse:
    """How far a job is, and what it made."""
    person = person_of(request)
    job = job_of(person, number, SELECTION)
    told = job.result or job.step
    left = store.dossiers_of(person).filter(key__in=told.get("left", ())).only("key", "name").select_related(None)
    values = {"job": job, "act": job.given["act"], "total": len(job.given["keys"]), "made": len(told.get("made", ())),
              "left": left.order_by("name"), "file": _archive(person, job) is not None,
              "letters": reminding.letters_of(job) if job.given["act"] == bulk.REMIND else {}}  # fmt: skip
    part = request.htmx  # type: ignore[attr-defined]
    return render(request, "agreements/job_part.html" if part else "agreements/job.html", values)


@needs(Action.DOSSIERS_WRITE)
@require_GET
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The documents that a job made, for who may still see every dossier in it."""
    person = person_of(request)
    job = job_of(person, number, SELECTION)
    path = _archive(person, job)
    if path is None:
        raise Http404
    act = job.given["act"]
    taken_out(person, act, dossiers=(job.result or job.step)["made"])
    name = f"{say(f'selection.file.{act}')}-{localdate()}{path.suffix}"
    kind = "application/zip" if act == bulk.PAPERS else "text/plain; charset=utf-8"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


def _archive(person: Person, job: Job) -> Path | None:
    """The documents that the job made, while they are kept; None where the person may not see one of the
    dossiers.
    """
    if job.given["act"] not in bulk.ENDINGS:
        return None
    path, made = files.place_of(job, bulk.ENDINGS[job.given["act"]]), (job.result or job.step).get("made", [])
    theirs = store.dossiers_of(person).filter(key__in=made).count() == len(made)
    return path if path.exists() and theirs else None


def _chosen(request: HttpRequest, keys: list[str]) -> list[Dossier]:
    found = store.dossiers_of(person_of(request)).select_related("standing").filter(key__in=keys[: bulk.MOST])
    return list(found.order_by("name").defer(*(f"current__{name}" for name in LONG)))


def _asked(request: HttpRequest, act: str, wanted: str = "", **more: Any) -> HttpResponse:
    rows = _chosen(request, request.POST.getlist("key"))
    if not rows:
        messages.error(request, say("form.take_out.none"))
        return redirect("home")
    job: Job = bulk.ask(person_of(request), act, rows, wanted or bound().code, **more)
    return redirect("selection_job", job.pk)
