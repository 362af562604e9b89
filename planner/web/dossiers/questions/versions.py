"""Every version of a dossier: who did what, when the title comes, what it costs; two compared, each restored."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from planner.domain.text import Cents, Key, Words
from planner.messages import worded
from planner.web.dossiers import store
from planner.web.dossiers.board.acts import act_words
from planner.web.dossiers.board.money import cents
from planner.web.dossiers.board.stale import differences
from planner.web.dossiers.models import Version
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action

A_PAGE = 40
FIGURES = {
    "award": "document__plan__award__date", "certificate": "document__plan__certificate__date",
    "own": "document__plan__cost__own", "total": "document__plan__cost__total",
    "currency": "document__plan__cost__currency",
}  # fmt: skip
"""What is shown of a plan, without reading all of its document."""


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def versions(it: Asked) -> HttpResponse:
    """The list, and the difference of the two that were chosen."""
    fields = {name: F(place) for name, place in FIGURES.items()}
    found = it.dossier.versions.select_related("person").defer("document", "past", "plan", "learner", "results")
    shown = Paginator(found.annotate(**fields), A_PAGE).get_page(it.request.GET.get("page"))
    rows = [_row(version, current=version.pk == it.version.pk) for version in shown]
    numbers = [number for name in ("a", "b") if (number := whole(it.request.GET.get(name))) >= 0]
    compared = _compared(it, numbers) if len(numbers) == 2 else None
    return it.page("versions", "questions/versions.html", rows=rows, pages=shown, compared=compared, numbers=numbers)


@needs(Action.DOSSIERS_WRITE)
@require_POST
@asked
def restore(it: Asked) -> HttpResponse:
    """The board of an earlier version; the later ones stay in the list."""
    version = _version(it, whole(it.request.POST.get("number")))
    store.go_to(it.dossier, person_of(it.request), it.revision, version, "restored")
    flash.success(it.request, worded(Key("ask.versions.restored", number=version.number)))
    return redirect("dossier", it.dossier.key)


def _row(version: Any, *, current: bool) -> dict[str, Any]:
    day = version.award or version.certificate
    currency = version.currency or "EUR"
    return {
        "number": version.number,
        "what": act_words(version.act, version.values),
        "who": version.person,
        "at": version.at,
        "status": version.status,
        "day": date.fromisoformat(day) if day else None,
        "own": cents(version.own, currency),
        "total": cents(version.total, currency),
        "current": current,
    }


def _version(it: Asked, number: int) -> Version:
    found = it.dossier.versions.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _compared(it: Asked, chosen: list[int]) -> dict[str, Any]:
    before, after = (_version(it, number) for number in sorted(chosen))
    return difference(before, after)


def difference(before: Version, after: Version) -> dict[str, Any]:
    """What moved from the one to the other, and by how much date and cost differ."""
    old, new = ((version.document or {}).get("plan") for version in (before, after))
    figures = list(_figures(old, new)) if old and new else []
    return {"before": before.number, "after": after.number, "same": before.pk == after.pk,
            "moved": list(differences(before, after)), "figures": figures}  # fmt: skip


def _figures(old: Any, new: Any) -> list[dict[str, Any]]:
    """Title date and costs of both."""
    rows: list[dict[str, Any]] = []
    days = [((plan.get("award") or plan.get("certificate") or {}).get("date")) for plan in (old, new)]
    read = [date.fromisoformat(day) if day else None for day in days]
    rows.append({"what": Key("board.award"), "before": read[0], "after": read[1], "day": True, "more": None})
    for name, words in (("own", "column.own"), ("total", "column.cost")):
        amounts = [cents(plan["cost"][name], plan["cost"]["currency"]) for plan in (old, new)]
        rows.append(
            {"what": Key(words), "before": amounts[0], "after": amounts[1], "day": False, "more": _more(amounts)}
        )
    return rows


def _more(amounts: list[Cents | None]) -> Words | None:
    """By how much the second is more or less."""
    before, after = amounts
    if before is None or after is None or before == after:
        return None
    key = "board.dearer" if after > before else "board.cheaper"
    return Key(key, amount=Cents(abs(after - before), after.currency))
