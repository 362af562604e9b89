"""The pages of the form: a new dossier, the learner of one, and the plan beside them that follows each change."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import Language, bound, say, speaking
from planner.storage import json_reader, programmes
from planner.web import errors, once
from planner.web.dossiers import store
from planner.web.dossiers.form import exams
from planner.web.dossiers.form.choices import newest_first, next_start, weekdays
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.form.stale import since
from planner.web.dossiers.form.summary import summary
from planner.web.dossiers.frame import base_title, framed, tab, titled, vintage
from planner.web.dossiers.handing import others_than
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, State, followed, planned
from planner.web.dossiers.problems import all_words
from planner.web.engine import Busy
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action
from planner.web.writing import writing

SAVE, ADD, REMOVE, RESULTS, SET, LOOK = "save", "add", "remove", "results", "set", "look"
"""What the buttons of the form ask for, by their names."""


def about(programme: Programme) -> AbstractContextManager[Language]:
    """Words for its terms: short ones have a name of their own."""
    return speaking(bound().about([programme.calendar]))


@require_GET
@needs(Action.DOSSIERS_WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """Which programme; then the form."""
    named = request.GET.get("programme")
    if named is None:
        return _which(request)
    try:
        programme = programmes.load_known(named)
    except BadInput:
        return _which(request, 404)
    with about(programme):
        return _page(request, Sheet(programme, _fresh(programme)), None)


def _which(request: HttpRequest, status: int = 200) -> HttpResponse:
    """The programmes to choose from, the newest first; those that cannot be read say why."""
    readable, unreadable = newest_first()
    found = [
        {
            "it": programme,
            "base": base_title(programme),
            "vintage": vintage(programme),
            "first": place == 0,
            "assumed": [entry["text"] for entry in programme.about["assumptions"] or ()],
            "count": len(programme.courses()),
        }
        for place, programme in enumerate(readable)
    ]
    broken = [{"name": name, "why": error.message()} for name, error in unreadable]
    values = {"programmes": found, "broken": broken, "missing": status != 200}
    return render(request, "form/which.html", values, status=status)


def _fresh(programme: Programme) -> dict[str, Any]:
    """A learner of whom nothing is known."""
    return {"programme": programme.id, "start": next_start(programme.calendar, date.today())}


@require_POST
@needs(Action.DOSSIERS_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    """The new dossier, or the form with what is to be corrected."""
    try:
        programme = programmes.load_known(request.POST.get("programme", ""))
    except BadInput:
        return _which(request, 404)
    with about(programme):
        sheet = _sheet(request, programme, _fresh(programme), None)
        case = sheet.read() if _asks(request) == SAVE else None
        if case is None:
            return _page(request, _after(request, sheet, None), None)
        try:
            state = planned(Known(sheet.data))
        except Busy:
            return errors.page(request, 503)
        name = sheet.form.cleaned_data["name"]
        with writing():
            where = once.before(request)
            if where is None:
                made = store.open_dossier(person_of(request), name, sheet.data, **state.kept())
                where = once.leads(request, reverse("dossier", args=[made.key]))
    messages.success(request, say("form.saved"))
    return redirect(where)


@require_GET
@needs(Action.DOSSIERS_READ)
def learner(request: HttpRequest, key: str) -> HttpResponse:
    """What is known of the learner of a dossier."""
    dossier = store.dossier_of(person_of(request), key)
    version = _version(dossier)
    try:
        programme = programmes.load_known(dossier.programme)
    except BadInput:
        return tab(request, "board/unreadable.html", dossier, "learner")
    with about(programme):
        return _page(request, Sheet(programme, version.learner, dossier.name, past=version.past), dossier)


@needs(Action.DOSSIERS_WRITE)
def save(request: HttpRequest, key: str) -> HttpResponse:
    """One more version, or the form with what is to be corrected."""
    dossier = store.dossier_of(person_of(request), key)
    if request.method != "POST":
        return redirect("learner", key)
    version = _version(dossier)
    try:
        programme = programmes.load_known(dossier.programme)
    except BadInput:
        return redirect("learner", key)
    with about(programme):
        sheet = _sheet(request, programme, version.learner, version.past)
        case = sheet.read() if _asks(request) == SAVE else None
        if case is None:
            return _page(request, _after(request, sheet, version), dossier)
        return _keep(request, dossier, version, sheet)


def _keep(request: HttpRequest, dossier: Dossier, version: Version, sheet: Sheet) -> HttpResponse:
    person, revision = person_of(request), whole(request.POST.get("revision"))
    try:
        state, name = _state(sheet, version), sheet.form.cleaned_data["name"]
        store.change(dossier, person, revision, "learner", name=name, learner=sheet.data, **state.kept())
    except Busy:
        return errors.page(request, 503)
    except store.Stale as stale:
        told = since(request, stale.dossier, revision, sheet)
        return _page(request, sheet, stale.dossier, 409, stale=told)
    messages.success(request, say("form.saved"))
    return redirect("dossier", dossier.key)


@require_POST
@needs(Action.DOSSIERS_WRITE)
def preview(request: HttpRequest, key: str | None = None) -> HttpResponse:
    """The plan of what the form says now."""
    version = dossier = None
    name = request.POST.get("programme", "")
    if key is not None:
        dossier = store.dossier_of(person_of(request), key)
        version, name = _version(dossier), dossier.programme
    try:
        programme = programmes.load_known(name)
    except BadInput:
        return errors.page(request, 404)
    with about(programme):
        base = version.learner if version else {"programme": programme.id}
        sheet = _sheet(request, programme, base, version.past if version else None, typing=True)
        try:
            action = reverse("create") if key is None else reverse("learner_save", args=[key])
            return render(request, "form/preview.html", {**_plan(sheet, version), "action": action, "dossier": dossier})
        except Busy:
            return errors.page(request, 503)


def _sheet(
    request: HttpRequest, programme: Programme, base: dict[str, Any], past: dict[str, Any] | None, typing: bool = False
) -> Sheet:
    """The form as it was sent, with what its button asks for done to it."""
    posted = request.POST.copy()
    row = posted.get(REMOVE)
    if row is not None:
        for name in [name for name in posted if name.startswith(f"{row}-")]:
            del posted[name]
    named, adding = not typing and _asks(request) == SAVE, posted.get(ADD, "")
    return Sheet(programme, base, posted=posted, past=past, named=named, adding=adding, typing=typing)


def _asks(request: HttpRequest) -> str:
    return next((name for name in (ADD, REMOVE, RESULTS, SET, LOOK) if name in request.POST), SAVE)


def _after(request: HttpRequest, sheet: Sheet, version: Version | None) -> Sheet:
    """The form that is shown instead of saving."""
    asks = _asks(request)
    if asks == RESULTS:
        return exams.ticked(request, sheet)
    if asks == SET and sheet.read() is not None:
        return _with(request, sheet)
    return sheet


def _with(request: HttpRequest, sheet: Sheet) -> Sheet:
    """The form with a way out taken: keys of the learner's data with new values."""
    try:
        way = json_reader.parse(request.POST[SET], "")
        changes, told = dict(way["set"]), str(way["change"])[:300]
    except (BadInput, ValueError, TypeError, KeyError):
        return sheet
    changes.pop("programme", None)
    data = {**sheet.data, **changes}
    try:
        Known(data, sheet.past).case()
    except BadInput as error:
        messages.error(request, error.message())
        return sheet
    messages.info(request, say("form.set", change=told))
    return Sheet(sheet.programme, data, request.POST.get("name", ""), past=sheet.past)


def _state(sheet: Sheet, version: Version | None) -> State:
    """The plan of what the form says: the best one, or the one that is kept, as it holds now.

    Raises:
        BadInput, Busy
    """
    known = Known(sheet.data, sheet.past)
    if version is None:
        return planned(known)
    return followed(known, State(version.plan, version.by_hand, version.status, version.document or {}))


def _plan(sheet: Sheet, version: Version | None) -> dict[str, Any]:
    """What the part of the plan shows.

    Raises:
        Busy
    """
    try:
        read = sheet.nameless() if sheet.read() is None else sheet
        case = read.read()
        if case is None:
            return {"sheet": sheet, "problems": sheet.problems()}
        return {"sheet": sheet, "told": summary(_state(read, version), case)}
    except BadInput as error:
        return {"sheet": sheet, "reason": " ".join(all_words(error, sheet.programme.id))}


def _page(
    request: HttpRequest, sheet: Sheet, dossier: Dossier | None, status: int = 200, **values: Any
) -> HttpResponse:
    """The form with the plan beside it."""
    version = dossier.current if dossier is not None else None
    try:
        shown = _plan(sheet, version)
    except Busy:
        shown = {"sheet": sheet}
    shown |= {
        "all_problems": sheet.problems(),
        "weekdays": weekdays(),
        "programme_title": titled(sheet.programme),
        "taken": _asks(request) == SET,
        **values,
    }
    if shown["all_problems"] and _asks(request) == SAVE:
        status = 422
    if dossier is None:
        return render(request, "form/new.html", shown, status=status)
    return render(
        request,
        "form/learner.html",
        framed(dossier, "learner", others=others_than(dossier.adviser), **shown),
        status=status,
    )


def _version(dossier: Dossier) -> Version:
    version = dossier.current
    if version is None:
        raise ValueError("a dossier has a version from its first moment on")
    return version
