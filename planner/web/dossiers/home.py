"""Home: the dossiers, those that need something first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from planner.web.dossiers.store import dossiers_of
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action


@needs(Action.DOSSIERS_READ)
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    return render(request, "dossiers/home.html", {"dossiers": dossiers_of(person_of(request))})
