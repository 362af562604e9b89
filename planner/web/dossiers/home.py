"""Home: the dossiers, those that need something first, with what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from planner.domain.text import Key
from planner.messages import bound
from planner.storage.registry import KNOWN
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import dossiers_of
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action, may

SOON = timedelta(days=30)
"""So long before enrolment closes it is news."""
A_PAGE = 50
HOLD = ("optimal", "feasible", "valid")
MOST_WORDS = 10
"""Words that are searched for; the others of a long text are left out."""
WITHOUT = {"broken": "need.rules", "impossible": "need.impossible", "unknown": "need.unknown", "none": "need.none"}
"""What to say of the states of a plan that is none, or does not hold."""


class Row(NamedTuple):
    """A dossier in the list: `reached` is when the title comes, where the plan holds."""

    dossier: Dossier
    programme: Any
    needs: list[Key]
    reached: Key | None


def reached(dossier: Dossier) -> Key | None:
    """When the title, or the certificate, comes; None where no plan holds."""
    status = dossier.current.status if dossier.current is not None else ""
    if status not in HOLD or dossier.broken_by or "reached" not in dossier.dates:
        return None
    day = date.fromisoformat(dossier.dates["reached"])
    when = Key("letter.month", month=bound().month(day), year=day.year)
    return Key("home.certificate" if dossier.dates["goal"] else "home.title", when=when)


def needs_of(dossier: Dossier, today: date) -> list[Key]:
    """What the dossier needs its adviser for, the most pressing first."""
    found = [Key("need.changed")] if dossier.broken_by else []
    status = dossier.current.status if dossier.current is not None else "none"
    if status in WITHOUT:
        found.append(Key(WITHOUT[status]))
    due = [day for _, day in _days(dossier.dates.get("results", ())) if day < today]
    if due:
        found.append(Key("need.results", day=max(due)))
    enrol = [day for _, day in _days(dossier.dates.get("enrol", ())) if today <= day <= today + SOON]
    if enrol:
        found.append(Key("need.enrol", day=min(enrol)))
    return found


def _days(pairs: Iterable[Iterable[str]]) -> list[tuple[str, date]]:
    return [(name, date.fromisoformat(day)) for name, day in pairs]


@needs(Action.DOSSIERS_READ)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The list, or what of it was searched for."""
    person, asked = person_of(request), request.GET
    words, programme, need = (asked.get(name, "").strip() for name in ("q", "programme", "need"))
    found = dossiers_of(person).filter(archived=asked.get("archived") == "yes").defer("current__document")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(Q(name__icontains=word) | Q(adviser__name__icontains=word))
    if programme:
        found = found.filter(programme=programme)
    today = timezone.localdate()
    rows = [Row(each, title_of(each.programme), needs_of(each, today), reached(each)) for each in found]
    pressing = sum(bool(row.needs) for row in rows)
    if need == "yes":
        rows = [row for row in rows if row.needs]
    rows.sort(key=lambda row: not row.needs)
    shown = {
        "rows": Paginator(rows, A_PAGE).get_page(asked.get("page")), "pressing": pressing, "words": words,
        "programme": programme, "need": need, "searched": bool(words or programme or need or asked.get("archived")),
        "programmes": [(name, title_of(name)) for name in KNOWN.ids()],
        "of_all": Action.DOSSIERS_OF_ALL in may(person), "archived": asked.get("archived") == "yes",
    }  # fmt: skip
    return render(request, "dossiers/home.html", shown)
