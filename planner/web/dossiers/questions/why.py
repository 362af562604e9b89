"""What holds the title, how far each unit can move, what one small change brings; or what cannot hold together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from planner.domain.text import Cents, Joined, Key, Words
from planner.report.documents.explain import sentences
from planner.web.dossiers.board.money import cents
from planner.web.dossiers.questions.meant import meant
from planner.web.dossiers.questions.offers import offered
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.people.access import needs
from planner.web.people.roles import Action

Told = Mapping[str, Any]


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def why(it: Asked) -> HttpResponse:
    """The page at once, and the answer when it is asked for."""
    found = it.found(lambda: view(it))
    return it.page("why", "questions/asked.html", part="questions/why.html", found=found)


def view(it: Asked) -> dict[str, Any]:
    """What the page shows of the answer."""
    case = it.case
    data = it.answer("why").data
    told = meant(case, data)
    shown: dict[str, Any] = {"status": data["status"], "by_hand": it.version.by_hand}
    if "sooner" in data:
        return shown | _possible(it, data, told)
    return shown | impossible(it, data, told)


def impossible(it: Asked, data: Told, told: Told) -> dict[str, Any]:
    """What cannot hold together, and the ways out, each a button."""
    repairs = [
        {
            "what": new["change"],
            "undoes": tuple(Key(f"said.{key}") for key in old.get("undoes", ())),
            "gives": gives(it, old["gives"]),
            "offer": offered(it.dossier, "repaired", {"change": new["change"]}, set=old["set"]),
        }
        for old, new in zip(data.get("repairs", ()), told.get("repairs", ()), strict=True)
    ]
    known = "conflicts" in data
    return {"impossible": known, "conflicts": told.get("conflicts", ()), "facts": told.get("facts", ()),
            "together": known and (len(data["conflicts"]) == 1 or data.get("each_needed", True)),
            "repairs": repairs, "named": named(it, data)}  # fmt: skip


def named(it: Asked, told: Told) -> list[dict[str, Any]]:
    """The units that the conflicts and facts give by their codes alone, since they are many."""
    said = [*(entry["what"] for entry in told.get("conflicts", ())), *told.get("facts", ())]
    lists = [words.values.get("units") for words in said if isinstance(words, Key)]
    codes = dict.fromkeys(
        code for units in lists if isinstance(units, str) and ", " in units for code in units.split(", ")
    )
    units = it.case.programme.units
    return [{"code": code, "title": units[code].title} for code in sorted(codes) if code in units]


def gives(it: Asked, given: Told) -> Key:
    """When the title would come, and what the plan would cost."""
    programme, day = it.case.programme, date.fromisoformat(given["date"])
    if not programme.has_prices:
        return Key("board.repair_gives_unpriced", day=day)
    return Key("board.repair_gives", day=day, cost=amount(given["cost"], programme.currency))


def amount(value: float | None, currency: str) -> Key | Cents:
    """An amount, or that it is unknown."""
    found = cents(value, currency)
    return Key("why.cost_unknown") if found is None else found


def _possible(it: Asked, data: Told, told: Any) -> dict[str, Any]:
    sooner = told["sooner"]
    return {
        "best": sentences.best(told),
        "sooner": [conflict["what"] for conflict in sooner["conflicts"]],
        "not_rules": "" if sooner["conflicts"] else sentences.not_by_rules(sooner),
        "sooner_facts": sooner["facts"],
        "chain": list(sentences.chain(told)),
        "slack": list(_slack(data, told)),
        "cheaper": list(sentences.cheaper(told)),
        "gains": list(_gains(it, data, told)),
        "no_gain": tuple(told.get("without_gain", ())),
        "gains_open": bool(data.get("gains_open")),
        "named": named(it, data["sooner"]),
    }


def _slack(data: Told, told: Told) -> Iterator[dict[str, Any]]:
    """Units, those that cannot move first."""
    titles = data["titles"]
    for old, new in sorted(zip(data["slack"], told["slack"], strict=True), key=lambda pair: pair[0]["terms"]):
        yield {"code": old["unit"], "title": titles[old["unit"]], "planned": new["planned"], "terms": old["terms"],
               "earliest": new["earliest"], "latest": new["latest"]}  # fmt: skip


def _gains(it: Asked, data: Told, told: Told) -> Iterator[dict[str, Any]]:
    """What each change brings, with what it gives; the button sets it."""
    programme = it.case.programme
    for old, new in zip(data["gains"], told["gains"], strict=True):
        what: Words = new["change"]
        brings = sentences.gained(old["gain"], programme.currency, has_prices=programme.has_prices)
        yield {"what": what, "brings": Joined(brings), "gives": gives(it, old["gives"]),
               "offer": offered(it.dossier, "what_if", {"change": what}, set=old["set"])}  # fmt: skip
