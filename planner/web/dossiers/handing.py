"""Dossiers go to another adviser, one or all of a person: asked first with what would go, then done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.messages import say
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import note_all
from planner.web.people.models import Person
from planner.web.people.roles import Action, Role, may
from planner.web.writing import writing

LISTED = 60
"""Names that a page shows; of the others the number."""
AT_ONCE = 500
"""Dossiers of a statement."""


def advisers() -> QuerySet[Person]:
    """Who may have dossiers."""
    return Person.objects.filter(is_active=True).exclude(role=Role.AUDITOR)


def others_than(person: Person) -> QuerySet[Person]:
    """Who else may have the dossiers of a person."""
    return advisers().exclude(pk=person.pk)


def give(dossiers: QuerySet[Dossier], to: Person, by: Person) -> int:
    """The dossiers are another adviser's from now on; how many. Inside a transaction."""
    found = list(dossiers.order_by("pk").only("key", "adviser_id").select_related(None).select_for_update())
    for begins in range(0, len(found), AT_ONCE):
        some = found[begins : begins + AT_ONCE]
        Dossier.objects.filter(pk__in=[one.pk for one in some]).update(adviser=to, changed=timezone.now())
        note_all(by, "dossier.handed_over", [(one.subject, one.adviser_id, to.pk) for one in some])
    return len(found)


@needs(Action.DOSSIERS_HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """One dossier, by who has it; then the list, without it where one sees only one's own."""
    dossier = store.dossier_of(person_of(request), key)
    to = _chosen(request, dossier.adviser)
    if request.method == "GET":
        one = Dossier.objects.filter(pk=dossier.pk)
        return asked(request, dossier.adviser, one, reverse("learner", args=[key]), to=to)
    with writing():
        if not give(Dossier.objects.filter(pk=dossier.pk), to, person_of(request)):
            raise Http404  # erased meanwhile
    messages.success(request, say("hand.done", dossier=dossier.name, name=str(to)))
    return redirect("home")


@needs(Action.PEOPLE)
@require_http_methods(["GET", "POST"])
def hand_over_all(request: HttpRequest, number: int) -> HttpResponse:
    """All dossiers of one person."""
    person = get_object_or_404(Person, pk=number)
    dossiers = person.dossiers.order_by("found_by")
    if request.method == "GET" and "to" not in request.GET:
        return asked(request, person, dossiers, reverse("people"))
    to = _chosen(request, person)
    if request.method == "GET":
        return asked(request, person, dossiers, reverse("people"), to=to)
    with writing():
        count = give(dossiers, to, person_of(request))
    messages.success(request, say("people.handed", count=count, name=str(to)))
    return redirect("people")


def asked(request: HttpRequest, person: Person, dossiers: QuerySet[Dossier], back: str, **more: Any) -> HttpResponse:
    """Whether dossiers of a person are to go to somebody (`to`), or to whom; also where the person has them no longer
    (`role`, `active`).
    """
    count = dossiers.count()
    shown = {
        "person": person, "count": count, "dossiers": dossiers[:LISTED], "more": max(0, count - LISTED), "back": back,
        "others": others_than(person), "loses": Action.DOSSIERS_OF_ALL not in may(person),
    } | more  # fmt: skip
    return render(request, "people/hand_over.html", shown)


def _chosen(request: HttpRequest, person: Person) -> Person:
    """To whom.

    Raises:
        Http404: it is nobody who may have dossiers, or the same person.
    """
    given = request.GET if request.method == "GET" else request.POST
    return get_object_or_404(others_than(person), pk=whole(given.get("to")))
