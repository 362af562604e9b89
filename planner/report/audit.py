"""The outcome of a check as data and as text."""

from __future__ import annotations

import math
from typing import Any

from planner.check.cost import cost
from planner.check.objectives import last_term, objectives
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.learner import MONEY
from planner.domain.plan import Plan, Violation
from planner.domain.text import Cents, Key
from planner.messages import catalogue, dated, say
from planner.report import basis
from planner.report.document import cost_data
from planner.report.frame import warning_lines
from planner.report.layout import bullet, heading
from planner.report.migration import migration_data, migration_lines
from planner.report.payers import payer_name
from planner.report.text import cost_lines
from planner.report.values import shown, worded
from planner.storage.plans import Claims

Data = dict[str, Any]
Message = tuple[str, dict[str, Any]]


def mismatches(case: Case, plan: Plan, claims: Claims) -> list[Message]:
    """Figures that the plan file states and that are not so."""
    data, calendar, found = claims.data, case.programme.calendar, []
    for name, value in objectives(case, plan).items():
        if name in claims.objectives:
            claimed = claims.objectives[name]
            true = shown(case, name, value)
            if not _same(claimed, true):
                values = {"claimed": claimed, "value": true}
                if name in MONEY:
                    values = {key: _amount(case, amount) for key, amount in values.items()}
                found.append(("mismatch.objective", {"name": Key(f"objective.{name}"), **values}))
    total = cost(case, plan).total
    claimed = data.get("cost") or {}
    if (
        isinstance(claimed, dict)
        and "total" in claimed
        and not _same(claimed["total"], None if total is None else total / 100)
    ):
        found.append(("mismatch.cost", {"claimed": _amount(case, claimed["total"]), "value": _cents(case, total)}))
    found += _payers(case, plan, claimed)
    credits = dict(zip(("units", "total"), basis.credits(case, plan), strict=True))
    for name, number in (data.get("ects") or {}).items():
        if name in credits and not _same(number, credits[name]):
            found.append(("mismatch.ects", {"claimed": number, "value": credits[name]}))
    award = calendar.term(plan.award).name
    if isinstance(data.get("award"), dict) and data["award"].get("term") not in (None, award):
        found.append(("mismatch.award", {"claimed": data["award"]["term"], "value": award}))
    return found + _certificate(case, plan, data)


def _payers(case: Case, plan: Plan, claimed: Any) -> list[Message]:
    """What the file says that the learner and each funding pay, where that is not so."""
    if not isinstance(claimed, dict):
        return []
    paid, found = cost(case, plan), []
    own = own_cost(case, paid)
    if "own" in claimed and not _same(claimed["own"], None if own is None else own / 100):
        values = {"claimed": _amount(case, claimed["own"]), "value": _cents(case, own)}
        found.append(("mismatch.own", values))
    totals = {(share.funding, share.beyond): share.total for share in shares(case, paid)}
    for entry in claimed.get("by_payer") or ():
        payer = entry["funding"], bool(entry.get("beyond"))
        total = totals.pop(payer, 0)
        if not _same(entry.get("total"), None if total is None else total / 100):
            values = {"claimed": _amount(case, entry.get("total")), "value": _cents(case, total)}
            found.append(("mismatch.payer", {"payer": payer_name(case, *payer), **values}))
    return found


def _cents(case: Case, amount: int | None) -> Cents | None:
    return None if amount is None else Cents(amount, case.programme.currency)


def _amount(case: Case, value: Any) -> Any:
    """A number that a file gives for an amount, as money; anything else as it stands."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return value
    return Cents(round(value * 100), case.programme.currency)


def _certificate(case: Case, plan: Plan, data: Data) -> list[Message]:
    claimed = data.get("certificate")
    for certificate in case.programme.certificates:
        if isinstance(claimed, dict) and claimed.get("id") == certificate.id:
            last = last_term(plan, certificate)
            name = None if last is None else case.programme.calendar.term(last).name
            if claimed.get("term") != name:
                return [("mismatch.certificate", {"claimed": claimed.get("term"), "value": name})]
    return []


def _same(claimed: Any, value: float | None) -> bool:
    if claimed is None or value is None or isinstance(claimed, bool) or not isinstance(claimed, (int, float)):
        return claimed is None and value is None
    return abs(claimed - value) < 0.005


def audit_data(case: Case, plan: Plan, violations: list[Violation], wrong: list[Message], lang: str) -> Data:
    """The data of `planner/check/1`."""
    values = objectives(case, plan)
    units, total = basis.credits(case, plan)
    return {
        "schema": "planner/check/1",
        "valid": not violations and not wrong,
        "programme": case.programme.id,
        "learner": case.learner.id,
        **migration_data(case, lang),
        "violations": [
            {
                "rule": v.rule,
                "what": say(lang, v.key, **dated(case.programme.calendar, v.values)),
                "subjects": list(v.subjects),
            }
            for v in violations
        ],
        "mismatches": [say(lang, key, **values) for key, values in wrong],
        "objectives": [{"name": name, "value": shown(case, name, value)} for name, value in values.items()],
        "award": {
            "term": case.programme.calendar.term(plan.award).name,
            "date": case.programme.calendar.term(plan.award).span.ends.isoformat(),
        },
        "ects": {"units": units, "total": total},
        "cost": cost_data(case, cost(case, plan), lang),
        "warnings": [
            say(lang, key, **dated(case.programme.calendar, values)) for key, values in basis.warnings(case, plan)
        ],
    }


def audit_text(case: Case, data: Data, lang: str) -> str:
    """The same for people."""
    lines = [say(lang, "text.title", name=data["learner"]), ""]
    count = len(data["violations"]) + len(data["mismatches"])
    lines.append(say(lang, "verify.found", count=count) if count else say(lang, "verify.valid"))
    for violation in data["violations"]:
        lines += bullet(
            say(
                lang,
                "colon",
                name=f"{catalogue(lang)['rule.' + violation['rule']]} [{violation['rule']}]",
                value=violation["what"],
            )
        )
    for text in data["mismatches"]:
        lines += bullet(text)
    lines += [*migration_lines(data, lang), "", heading(say(lang, "verify.figures"))]
    for objective in data["objectives"]:
        name, value = objective["name"], objective["value"]
        told = say(lang, "unknown") if value is None else worded(case, name, value, lang)
        lines.append("  " + say(lang, "colon", name=say(lang, f"objective.{name}"), value=told))
    lines += ["", *cost_lines(case, data["cost"], lang), *warning_lines(data["warnings"], lang)]
    return "\n".join(lines) + "\n"
