"""Files in and out: dossiers brought in from a file after a look at them, and taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from planner.errors import BadInput
from planner.messages import say
from planner.web import once
from planner.web.dossiers import store, unplanned
from planner.web.dossiers.form import left, tables
from planner.web.dossiers.form.bringing import MOST_PEOPLE, data_of, learners_of, problem_words
from planner.web.dossiers.form.choices import newest_first
from planner.web.dossiers.form.taking import as_cohort, as_json, as_list, as_yaml, codes, sample_cohort
from planner.web.dossiers.form.uploads import in_a_file, pasted_or_sent
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import taken_out
from planner.web.people.roles import Action
from planner.web.writing import writing

BRING = "bring"
"""The name of the button that makes dossiers of the ticked rows."""
FORMS = {"yaml": as_yaml, "json": as_json}


@require_http_methods(["GET", "POST"])
@needs(Action.DOSSIERS_WRITE)
def bring_in(request: HttpRequest) -> HttpResponse:
    """A file to choose; what it holds; the dossiers of those that were ticked."""
    if BRING in request.POST:
        return _bring(request)
    if request.method == "GET":
        return render(request, "form/bring.html")
    try:
        given = pasted_or_sent(request, "text", "file")
        if given is None:
            return render(request, "form/bring.html", {"problems": [say("bring.none")]}, status=422)
        with in_a_file(*given) as path:
            found = learners_of(path, person_of(request))
            key = left.remember(request, path, found)
    except BadInput as error:
        return render(request, "form/bring.html", {"problems": _told(error)}, status=422)
    faulty = sum(bool(one.problems) for one in found)
    values = {"found": found, "count": len(found), "faulty": faulty, "key": key, "table": left.to_correct(request)}
    return render(request, "form/found.html", values)


def _told(error: BadInput) -> list[str]:
    """Each problem with its line, without the name of a file that nobody gave."""
    told = []
    for each in error.problems[:20]:
        line = say("bring.line", line=each.line) if each.line else ""
        told.append(", ".join(filter(None, (line, problem_words(each)))))
    return told


def _bring(request: HttpRequest) -> HttpResponse:
    """The dossiers of the ticked rows: all of them, or none where one cannot be read. Their plans are made by a job."""
    person, chosen = person_of(request), request.POST.getlist("choose")[:MOST_PEOPLE]
    if not chosen:
        messages.error(request, say("bring.nobody"))
        return redirect("bring_in")
    try:
        learners = [data_of(request.POST.get(f"data-{number}", "")) for number in chosen]
        for data in learners:
            Known(data).case()
    except BadInput as error:
        return render(request, "form/bring.html", {"problems": _told(error)}, status=422)
    with writing():
        where = once.before(request)
        if where is None:
            made = [_open(request, number, data) for number, data in zip(chosen, learners, strict=True)]
            job = unplanned.ask(person, made).pk
            left.take(request, request.POST.get("key", ""), chosen, job)
            where = once.leads(request, reverse("plans", args=[job]))
    messages.success(request, say("bring.done", count=len(chosen)))
    return redirect(where)


def _open(request: HttpRequest, number: str, data: dict[str, Any]) -> tuple[Dossier, int]:
    """The dossier of a row, without a plan yet, and the line of the row."""
    name = request.POST.get(f"name-{number}", "").strip()[:120] or str(data.get("id") or "?")
    line = whole(request.POST.get(f"line-{number}"), 0)
    return store.open_dossier(person_of(request), name, data, "brought_in"), line


@require_GET
@needs(Action.DOSSIERS_READ)
def learner_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The learner's file of a dossier."""
    dossier = store.dossier_of(person_of(request), key)
    if form not in FORMS:
        raise Http404
    data = dossier.current.learner if dossier.current is not None else {}
    taken_out(person_of(request), "learner", dossier.subject, form=form)
    return _download(FORMS[form](data), f"application/{form}; charset=utf-8", f"learner-{dossier.key}.{form}")


@require_GET
@needs(Action.DOSSIERS_READ)
def cohort_file(request: HttpRequest, form: str) -> HttpResponse:
    """The learners of the dossiers that were ticked, as a cohort."""
    if form not in tables.KINDS:
        raise Http404
    keys = request.GET.getlist("key")[:1000]
    found = store.dossiers_of(person_of(request)).filter(key__in=keys)
    dossiers = list(found.defer("current__document", "current__past"))
    if not dossiers:
        messages.error(request, say("form.take_out.none"))
        return redirect("home")
    taken_out(person_of(request), "cohort", dossiers=[dossier.key for dossier in dossiers])
    made = as_list(dossiers) if form == "json" else tables.drawn(form, as_cohort(dossiers))
    return _download(made, tables.KINDS[form], f"{say('table.file')}.{form}")


@require_GET
@needs(Action.DOSSIERS_WRITE)
def cohort_sample(request: HttpRequest, form: str) -> HttpResponse:
    """A cohort of one made-up person, to be filled in; in a workbook with the codes of the programmes."""
    if form not in ("csv", "xlsx"):
        raise Http404
    found = newest_first()[0]
    made = tables.drawn(form, sample_cohort(found[0]), {say("table.programmes"): codes(found)})
    return _download(made, tables.KINDS[form], f"{say('table.sample')}.{form}")


@require_GET
@needs(Action.DOSSIERS_WRITE)
def to_correct(request: HttpRequest, form: str) -> HttpResponse:
    """The lines of the file that was read last that are to be corrected."""
    rows = left.to_correct(request)
    if form not in ("csv", "xlsx") or not rows:
        raise Http404
    return _download(tables.drawn(form, rows), tables.KINDS[form], f"{say('table.left')}.{form}")


def _download(made: str | bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
