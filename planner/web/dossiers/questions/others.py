"""Other plans of the same learner, each to be adopted: a few that differ, or every trade-off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from planner.domain.text import Key, Words
from planner.report.documents.plan.milestones import duration, reached
from planner.web.dossiers.board.money import Money
from planner.web.dossiers.questions.meant import meant, pictures
from planner.web.dossiers.questions.offers import offered
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.dossiers.questions.why import impossible
from planner.web.people.access import needs
from planner.web.people.roles import Action


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def alternatives(it: Asked) -> HttpResponse:
    """A few plans that differ."""
    return _page(it, "alternatives")


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def frontier(it: Asked) -> HttpResponse:
    """Every trade-off between duration, cost and load."""
    return _page(it, "frontier")


def _page(it: Asked, name: str) -> HttpResponse:
    found = it.found(lambda: _view(it, name))
    return it.page(name, "questions/asked.html", part="questions/others.html", found=found)


def _view(it: Asked, name: str) -> dict[str, Any]:
    answer = it.answer(name)
    data = answer.data
    if not answer.plans:
        return {"plans": [], "status": data["status"]} | impossible(it, data, meant(it.case, data))
    entries = data["plans"] if name == "alternatives" else data["points"]
    shown = [_shown(it, name, place, entry, answer.plans[place]) for place, entry in enumerate(entries)]
    drawn = list(pictures(answer.document)) if len(shown) > 1 else []
    lead = Key(f"ask.{name}.{'alone' if len(shown) == 1 else data['status']}")
    return {"plans": shown, "lead": lead, "pictures": drawn, "status": data["status"]}


def _shown(it: Asked, name: str, place: int, entry: Mapping[str, Any], lines: Mapping[str, Any]) -> dict[str, Any]:
    """A plan with what sets it apart; `lines` are its units as one by hand writes them."""
    plan = entry if name == "alternatives" else entry["plan"]
    words: Words = meant(it.case, entry["difference" if name == "alternatives" else "why"])
    money = Money(plan["cost"], plan["cost"]["currency"]) if it.case.programme.has_prices else None
    number = Key("alternatives.plan", number=place + 1)
    return {
        "number": number,
        "what": words,
        "day": date.fromisoformat(reached(plan)["date"]),  # type: ignore[arg-type]
        "terms": duration(plan),  # type: ignore[arg-type]
        "money": money,
        "units": max(len(term["units"]) for term in plan["terms"]),
        "evenings": max(term["evenings"] for term in plan["terms"]),
        "current": _placed(lines) == _placed(it.version.plan or {}),
        "offer": offered(it.dossier, "adopted", {"what": words}, plan=lines),
    }


def _placed(plan: Mapping[str, Any]) -> set[tuple[Any, ...]]:
    return {(line["unit"], line["term"], line.get("modality")) for line in plan.get("units", ())}
