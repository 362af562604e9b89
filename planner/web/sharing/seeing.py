"""The learner's pages as their adviser sees them: nothing can be sent from there, and no opening is counted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import dossier_of
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.sharing import letter, replying, risks
from planner.web.sharing.shown import shown_of
from planner.web.writing import writing

AS_LEARNER = "as_learner"


@needs(Action.DOSSIERS_READ)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The plan."""
    dossier = _seen(request, key)
    return _page(request, "letter", letter.values(dossier, shown_of(dossier), AS_LEARNER, key))


@needs(Action.DOSSIERS_READ)
@require_safe
def reply(request: HttpRequest, key: str) -> HttpResponse:
    """What was written so far, and the form."""
    dossier = _seen(request, key)
    return _page(request, "reply", replying.values(dossier, shown_of(dossier), AS_LEARNER, key, QueryDict()))


@needs(Action.DOSSIERS_READ)
@require_safe
def risk(request: HttpRequest, key: str) -> HttpResponse:
    """What may be read of risks."""
    return risks.shown(request, _seen(request, key), AS_LEARNER, key, preview=True)


@needs(Action.DOSSIERS_READ)
@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The plan as PDF."""
    dossier = _seen(request, key)
    shown = shown_of(dossier)
    return redirect(AS_LEARNER, key) if shown is None else letter.printed(dossier, shown)


def _seen(request: HttpRequest, key: str) -> Dossier:
    """The dossier, and a line in the log that somebody looked at what its learner sees."""
    dossier = dossier_of(person_of(request), key)
    with writing():
        note(person_of(request), "dossier.seen_as_learner", dossier.subject)
    return dossier


def _page(request: HttpRequest, name: str, values: dict[str, Any]) -> HttpResponse:
    return render(request, f"sharing/{name}.html", values | {"preview": True})
