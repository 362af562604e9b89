"""The log on screen: who did what, when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from planner.web.people.access import needs
from planner.web.people.models import Entry
from planner.web.people.roles import Action

LINES = 50


@needs(Action.LOG)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """A page of lines, newest first; those of a person or a subject where one is asked for."""
    who, subject = request.GET.get("who", "").strip(), request.GET.get("subject", "").strip()
    found = Entry.objects.all()
    if who:
        found = found.filter(who__iexact=who)
    if subject:
        found = found.filter(subject=subject)
    lines = Paginator(found, LINES).get_page(request.GET.get("page"))
    return render(request, "people/log.html", {"lines": lines, "who": who, "subject": subject})
