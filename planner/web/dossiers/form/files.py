"""Files in and out: dossiers brought in from a file after a look at them, and taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from planner.errors import BadInput
from planner.messages import say
from planner.web import errors
from planner.web.dossiers import store
from planner.web.dossiers.form.bringing import MOST_PEOPLE, data_of, learners_of, problem_words
from planner.web.dossiers.form.choices import newest_first
from planner.web.dossiers.form.taking import as_cohort, as_json, as_yaml, sample_cohort
from planner.web.dossiers.form.uploads import in_a_file, pasted_or_sent
from planner.web.dossiers.planning import Known, planned
from planner.web.engine import Busy
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action

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
    except BadInput as error:
        return render(request, "form/bring.html", {"problems": _told(error)}, status=422)
    values = {"found": found, "count": len(found), "faulty": sum(bool(one.problems) for one in found)}
    return render(request, "form/found.html", values)


def _told(error: BadInput) -> list[str]:
    """Each problem with its line, without the name of a file that nobody gave."""
    told = []
    for each in error.problems[:20]:
        line = say("bring.line", line=each.line) if each.line else ""
        told.append(", ".join(filter(None, (line, problem_words(each)))))
    return told


def _bring(request: HttpRequest) -> HttpResponse:
    """The dossiers of the ticked rows: all of them, or none where one cannot be read."""
    person, chosen = person_of(request), request.POST.getlist("choose")[:MOST_PEOPLE]
    if not chosen:
        messages.error(request, say("bring.nobody"))
        return redirect("bring_in")
    try:
        learners = [data_of(request.POST.get(f"data-{number}", "")) for number in chosen]
        states = [planned(Known(data)) for data in learners]
    except BadInput as error:
        return render(request, "form/bring.html", {"problems": _told(error)}, status=422)
    except Busy:
        return errors.page(request, 503)
    for number, data, state in zip(chosen, learners, states, strict=True):
        name = request.POST.get(f"name-{number}", "").strip()[:120] or str(data.get("id") or "?")
        store.open_dossier(person, name, data, "brought_in", **state.kept())
    messages.success(request, say("bring.done", count=len(chosen)))
    return redirect("home")


@require_GET
@needs(Action.DOSSIERS_READ)
def learner_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The learner's file of a dossier."""
    dossier = store.dossier_of(person_of(request), key)
    if form not in FORMS:
        raise Http404
    data = dossier.current.learner if dossier.current is not None else {}
    return _download(FORMS[form](data), f"application/{form}; charset=utf-8", f"learner-{dossier.key}.{form}")


@require_GET
@needs(Action.DOSSIERS_READ)
def cohort_file(request: HttpRequest) -> HttpResponse:
    """The learners of the dossiers that were ticked, as a cohort."""
    keys = request.GET.getlist("key")[:1000]
    dossiers = list(store.dossiers_of(person_of(request)).filter(key__in=keys))
    if not dossiers:
        messages.error(request, say("form.take_out.none"))
        return redirect("home")
    return _download("\ufeff" + as_cohort(dossiers), "text/csv; charset=utf-8", "cohort.csv")


@require_GET
@needs(Action.DOSSIERS_WRITE)
def cohort_sample(request: HttpRequest) -> HttpResponse:
    """A cohort of one made-up person, to be filled in."""
    return _download("\ufeff" + sample_cohort(newest_first()[0][0]), "text/csv; charset=utf-8", "cohort-sample.csv")


def _download(made: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
