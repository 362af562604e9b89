"""The log on screen: who did what, when, to which dossier or person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from planner.domain.text import Words
from planner.messages import catalogue
from planner.web import searching
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.models import Dossier, Version
from planner.web.people.access import needs
from planner.web.people.models import Entry, Person
from planner.web.people.roles import Action

LINES = 50
MOST_FOUND = 200
"""Dossiers and people of a name that lines are looked for of."""


class Line(NamedTuple):
    """An entry in words: what was done, and to what, with its page where it has one."""

    entry: Entry
    what: Words
    subject: str
    address: str


@needs(Action.LOG)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """A page of lines, newest first; those of a person or a subject where one is asked for."""
    if request.method == "POST":
        return searching.keep(request, ["who", "subject"])
    who, subject = searching.kept(request, "who"), searching.kept(request, "subject")
    found = Entry.objects.select_related("person")
    if who:
        found = found.filter(Q(who__iexact=who) | Q(person__name__icontains=who))
    if subject:
        found = found.filter(subject__in=[subject, *_named(subject)])
    entries = Paginator(found, LINES).get_page(request.GET.get("page"))
    shown = {"lines": entries, "told": list(_told(list(entries))), "who": who, "subject": subject}
    return render(request, "people/log.html", shown)


def _named(name: str) -> list[str]:
    """The subjects that have the name, in whole or in part."""
    dossiers = Dossier.objects.filter(found_by__contains=searching.folded(name))[:MOST_FOUND]
    people = Person.objects.filter(Q(name__icontains=name) | Q(username__iexact=name))[:MOST_FOUND]
    return [*(dossier.subject for dossier in dossiers), *(f"person:{person.pk}" for person in people)]


def _told(entries: list[Entry]) -> Iterable[Line]:
    """The lines in words: names as the desk knows them now, acts as the versions that they made tell them."""
    dossiers = {one.subject: one for one in Dossier.objects.filter(key__in=_keys(entries, "dossier"))}
    people = {f"person:{one.pk}": one for one in Person.objects.filter(pk__in=_keys(entries, "person"))}
    numbers = [entry.after for entry in entries if isinstance(entry.after, int)]
    made: dict[tuple[int, Any], Version] = {
        (version.dossier_id, version.number): version
        for version in Version.objects.filter(dossier__in=dossiers.values(), number__in=numbers).only(
            "dossier_id", "number", "act", "values"
        )
    }
    for entry in entries:
        dossier, person = dossiers.get(entry.subject), people.get(entry.subject)
        version = made.get((dossier.pk, entry.after)) if dossier and isinstance(entry.after, int) else None
        fits = version is not None and entry.act == f"dossier.{version.act}" and f"act.{version.act}" in catalogue()
        what = act_words(version.act, version.values) if version is not None and fits else entry.told()
        address = reverse("dossier", args=[dossier.key]) if dossier is not None else ""
        yield Line(entry, what, str(person or (dossier and dossier.name) or entry.subject.partition(":")[2]), address)


def _keys(entries: list[Entry], kind: str) -> set[str]:
    pairs = (entry.subject.partition(":") for entry in entries)
    return {key for name, _, key in pairs if name == kind and (kind == "dossier" or key.isdigit())}
