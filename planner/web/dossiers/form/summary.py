"""A plan in short, beside the form: when the title comes, what one pays, the terms; or why there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.messages import bound, money, say, worded
from planner.report.documents import read_document
from planner.web.dossiers.form.choices import by_months, months
from planner.web.dossiers.planning import State
from planner.web.meanings import Meanings

Told = dict[str, Any]


def summary(state: State, case: Case) -> Told:
    """What the template `form/plan.html` shows of a state."""
    found: Told = {"status": state.status, "kept": state.by_hand, "broken": len(state.document.get("violations", ()))}
    if "plan" in state.document:
        found["plan"] = _plan(read_document(state.document["plan"]).data)
    if "impossible" in state.document:
        found["impossible"] = _impossible(read_document(state.document["impossible"]).data, case)
    return found


def _plan(plan: Mapping[str, Any]) -> Told:
    held = plan["award"] or plan["certificate"] or {}
    return {
        "kind": "award" if plan["award"] else "goal",
        "date": _month(held.get("date")),
        "paid": _paid(plan["cost"]),
        "unpriced": not plan["cost"]["known"] and plan["cost"]["total"] is None,
        "terms": [_term(term) for term in plan["terms"] if term["units"] or term["events"]],
        "notices": [worded(each) for each in plan["warnings"]],
    }


def _month(day: str | None) -> str:
    """`juin 2027`."""
    if day is None:
        return ""
    found = date.fromisoformat(day)
    return f"{bound().month(found)} {found.year}"


def _term(term: Mapping[str, Any]) -> Told:
    units = [
        {
            "title": worded(unit["title"]),
            "code": unit["unit"],
            "modality": unit["modality"],
            "continued": unit["terms"][0] != term["term"],
        }
        for unit in term["units"]
    ]
    events = [say(f"event.{event['kind']}", name=event.get("id", "")) for event in term["events"]]
    days = (date.fromisoformat(term[key]) for key in ("starts", "ends"))
    return {"months": months(*days), "units": units, "events": events}


def _paid(cost: Mapping[str, Any]) -> Told | None:
    """What the learner pays in the first year and in all; where nothing says whose money it is, what is paid."""
    if not cost["by_year"]:
        return None
    own, first = cost["own"] is not None, cost["by_year"][0]
    year, total = first["amount"], cost["total"]
    if own:
        mine = [amount for payer in cost["by_payer"] if payer["own"] for amount in payer["by_year"]]
        amounts = [each["amount"] for each in mine if each["year"] == first["year"]]
        year, total = None if None in amounts else sum(amounts), cost["own"]
    amounts_told = {"year": _money(year, cost), "total": _money(total, cost), "all": _money(cost["total"], cost)}
    return {**amounts_told, "named": first["year"], "own": own, "differs": own and total != cost["total"]}


def _money(amount: float | None, cost: Mapping[str, Any]) -> str:
    return money(None if amount is None else round(amount * 100), cost["currency"])


def _impossible(told: Mapping[str, Any], case: Case) -> Told:
    programme, names = case.programme, Meanings(case)

    def text(value: Any) -> str:
        return by_months(programme.calendar, worded(names.within(value)))

    key = "preview.gives.goal" if told.get("goal") else "preview.gives"
    ways = []
    for repair in told.get("repairs", ()):
        gives, change = repair["gives"], text(repair["change"])
        own = money(None if gives["own"] is None else round(gives["own"] * 100), programme.currency)
        ways.append(
            {
                "change": change[:1].upper() + change[1:],
                "set": json.dumps({"set": repair["set"], "change": change}, ensure_ascii=False),
                "gives": say(key, date=_month(gives["date"]), own=own),
            }
        )
    return {"why": [text(each["what"]) for each in told.get("conflicts", ())], "ways": ways}
