"""A dossier handed to another adviser by the one who has it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from planner.messages import say
from planner.web.dossiers import store
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action
from planner.web.people.staff import advisers, give_to
from planner.web.writing import writing


@needs(Action.DOSSIERS_HAND_OVER)
@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """The list, without the dossier where one sees only one's own."""
    person = person_of(request)
    dossier = store.dossier_of(person, key)
    number = request.POST.get("to", "")
    to = get_object_or_404(advisers(), pk=int(number) if number.isdecimal() else 0)
    with writing():
        give_to(dossier, to, person)
    messages.success(request, say("hand.done", dossier=dossier.name, name=str(to)))
    return redirect("home")
