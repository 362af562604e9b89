"""The pages of people's rights on a dossier: what is kept, a copy of it, and erasing it after it was asked."""

from __future__ import annotations

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods

from planner.domain.text import Key
from planner.messages import say
from planner.web.dossiers import frame, store
from planner.web.dossiers.models import Dossier
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import taken_out
from planner.web.people.roles import Action
from planner.web.rights import erasing
from planner.web.rights.backups import copies
from planner.web.rights.giving import copy_of
from planner.web.rights.held import counted

TAB = "learner"
SURE = "sure"
"""The box without which nothing is erased."""


@needs(Action.DOSSIERS_EXPORT)
@require_GET
def data(request: HttpRequest, key: str) -> HttpResponse:
    """What is kept of the person, and what may be done with it."""
    dossier = store.dossier_of(person_of(request), key)
    return frame.tab(request, "rights/data.html", dossier, TAB, kept=_kept(dossier))


@needs(Action.DOSSIERS_EXPORT)
@require_GET
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """All of it as a ZIP, whose name says nothing of the person."""
    dossier = store.dossier_of(person_of(request), key)
    taken_out(person_of(request), "dossier", dossier.subject)
    answer = HttpResponse(copy_of(dossier), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{say("rights.archive")}-{localdate()}.zip"'
    return answer


@needs(Action.DOSSIERS_ERASE)
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, key: str) -> HttpResponse:
    """Asked first, with what goes and what stays; then it is gone."""
    dossier = store.dossier_of(person_of(request), key)
    if request.method == "GET":
        return _asked(request, dossier)
    if SURE not in request.POST:
        return _asked(request, dossier, "unsure", 422)
    try:
        erasing.erase(dossier, person_of(request), whole(request.POST.get("revision")))
    except store.Stale as stale:
        return _asked(request, stale.dossier, "stale", 409)
    messages.success(request, say("rights.erased"))
    return redirect("home")


def _asked(request: HttpRequest, dossier: Dossier, wrong: str = "", status: int = 200) -> HttpResponse:
    told = {"kept": _kept(dossier), "copies": copies(), "wrong": wrong, "server": connection.vendor != "sqlite"}
    return frame.tab(request, "rights/erase.html", dossier, TAB, status, **told)


def _kept(dossier: Dossier) -> list[Key]:
    """What hangs on the dossier, table by table."""
    return [Key(f"rights.kept.{table}", count=count) for table, count in sorted(counted(dossier).items())]
