"""The calendars of a dossier: given, shown once, and revoked; with what each program makes of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from planner.messages import LANGUAGES, bound, language, say
from planner.web import once
from planner.web.agreements.settled import settled
from planner.web.agreements.steps import holds, mark_of
from planner.web.calendars.addresses import given_at
from planner.web.calendars.models import Subscription
from planner.web.dossiers.frame import tab
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import dossier_of
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action, may
from planner.web.writing import writing


@needs(Action.DOSSIERS_READ)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The addresses of the calendar; a new one, shown this once.

    Raises:
        PermissionDenied: who asks for a new one may only read.
    """
    dossier, given = dossier_of(person_of(request), key), None
    if request.method == "POST":
        if Action.DOSSIERS_WRITE not in may(request.user):
            raise PermissionDenied
        code = request.POST.get("language", "")
        secret = _give(request, dossier, code if code in LANGUAGES else bound().code)
        if secret is None:
            messages.info(request, say("calendar.given_before"))
            return redirect("calendar", key)
        given = given_at(request, secret, code if code in LANGUAGES else bound().code)
    return tab(request, "calendars/calendar.html", dossier, "documents", given=given, **_values(request, dossier))


@needs(Action.DOSSIERS_WRITE)
@require_POST
def revoke(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The address opens nothing any more, and what it showed is kept no longer."""
    dossier = dossier_of(person_of(request), key)
    with writing():
        found = get_object_or_404(dossier.calendars, pk=number, revoked=None)
        found.revoke()
        note(person_of(request), "subscription.revoked", dossier.subject, after=found.pk)
    messages.success(request, say("calendar.is_revoked"))
    return redirect("calendar", key)


def _give(request: HttpRequest, dossier: Dossier, code: str) -> str | None:
    """The secret of a new address; None where the form was sent before."""
    with writing():
        if once.before(request):
            return None
        secret = Subscription.give(dossier, person_of(request), code)
        note(person_of(request), "subscription.given", dossier.subject)
        once.leads(request, reverse("calendar", args=[dossier.key]))
    return secret


def _values(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What the calendars show, and which there are."""
    shown, now = settled(dossier), dossier.current
    other = shown is not None and now is not None and mark_of(shown.version) != mark_of(now)
    names = {code: language(code).say("language.name") for code in LANGUAGES}
    found = [(one, names[one.language]) for one in dossier.calendars.select_related("person", "link")]
    return {
        "shown": shown, "other": other, "broken": not holds(dossier), "choices": names.items(), "found": found,
        "own": bound().code, "near": not request.is_secure(),
    }  # fmt: skip
