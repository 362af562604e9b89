"""An explanation as the plain data of `planner/explain/1`, and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.domain.text import Cents, Key
from planner.messages import dated, fraction, money, obstacle, say
from planner.report.conflicts import conflict_data
from planner.report.conflicts.facts import facts
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.impossible import change_words, fact_lines, gives_data, impossible_lines
from planner.report.layout import bullet, heading
from planner.report.values import priced, shown
from planner.report.why_cost import cheaper
from planner.storage.learners import changed
from planner.study import payers
from planner.study.bottleneck import FIRST, WISHES
from planner.study.explain import Explanation, Gain, is_least
from planner.study.slack import Link

SCHEMA = "planner/explain/1"
Data = dict[str, Any]


def explain_data(case: Case, data: Data, found: Explanation) -> Data:
    """The data of an explanation; `data` is the result's own document."""
    kept = ("status", "programme", "learner", "fictional", "start", "pathway", "funding", "payers", "shares",
            "migration", "goal", "waived", "pause", "objectives")  # fmt: skip
    shown: Data = {"schema": SCHEMA, **{key: data[key] for key in kept if key in data}}
    if found.result.plan is None:
        shown |= {key: data[key] for key in ("conflicts", "each_needed", "facts", "repairs") if key in data}
    else:
        name = case.programme.calendar.term
        shown |= {"award": data["award"], "cost": {"known": data["cost"]["known"], "total": data["cost"]["total"]}}
        if case.learner.goal:
            shown["certificate"] = data["certificate"]
        sooner = conflict_data(_asked_sooner(case, found), found.sooner, sooner=True)
        shown["sooner"] = {
            "kind": found.bottleneck.kind,
            "wishes": list(found.bottleneck.wishes),
            "conflicts": sooner,
            "facts": facts(case, found.sooner),
        }
        shown["chain"] = [_link(case, link) for link in found.chain]
        shown["slack"] = [
            {
                "unit": item.unit,
                "planned": name(item.planned).name,
                "earliest": name(item.earliest).name,
                "latest": name(item.latest).name,
                "terms": item.terms,
            }
            for item in found.slack
        ]
        shown["cheapest"] = gives_data(case, found.cheapest) if found.cheapest else None
        if found.anyone is not None and is_least(found.anyone):
            other = changed(case, payers.anyone(case) or {})
            shown["anyone"] = {"payers": payers.priced(case), **gives_data(other, found.anyone)}
        shown["gains"] = [_gain(case, found, gain) for gain in found.gains]
        shown["tried"] = list(found.tried)
    return shown | {key: data[key] for key in ("assumptions", "warnings", "notices", "about", "meta")}


def _asked_sooner(case: Case, found: Explanation) -> Case:
    """The case whose deadline is the term before the award."""
    assert found.result.plan is not None
    return replace(case, learner=replace(case.learner, deadline=found.result.plan.award - 1))


def _gain(case: Case, found: Explanation, gain: Gain) -> Data:
    before, after = gives_data(case, found.result), gives_data(gain.case, gain.result)
    old, new = before["cost"], after["cost"]
    saved = None if old is None or new is None else round(old - new, 2)
    return {
        "kind": gain.change.kind,
        "change": change_words(gain.change),
        "set": gain.change.set,
        "gives": after,
        "gain": {
            "duration": before["duration"] - after["duration"],
            "cost": saved,
            **{name: _fewer(found, gain, name) for name in ("order", "load", "certificate")},
            **_own(case, found, gain),
            **_even(found, gain),
        },
    }


def _own(case: Case, found: Explanation, gain: Gain) -> Data:
    """By how much what the learner pays is lower, where it is an objective or payers change; None where unknown."""
    if gain.change.kind != "payer" and "own-cost" not in gain.case.learner.objectives():
        return {}
    before, after = (
        own_cost(each, cost(each, result.plan)) if result.plan else None
        for each, result in ((case, found.result), (gain.case, gain.result))
    )
    return {"own": None if before is None or after is None else (before - after) / 100}


def _even(found: Explanation, gain: Gain) -> Data:
    """By how many credits the fullest term is lighter, for those who asked for balance; None where unknown."""
    if "balance" not in gain.case.learner.minimise:
        return {}
    before, after = ({item.name: item.value for item in result.objectives}.get("balance")
                     for result in (found.result, gain.result))  # fmt: skip
    return {"balance": None if before is None or after is None else shown(gain.case, "balance", before - after)}


def _fewer(found: Explanation, gain: Gain, name: str) -> int:
    """By how much an objective is lower."""
    values = [next((item.value for item in result.objectives if item.name == name), 0) or 0
              for result in (found.result, gain.result)]  # fmt: skip
    return values[0] - values[1]


def _link(case: Case, link: Link) -> Data:
    calendar = case.programme.calendar
    why = obstacle(link.why.key, dated(calendar, link.why.values)) if link.why else None
    rule = link.why.rule if link.why else None
    return {
        "what": link.what,
        "term": calendar.term(link.term).name,
        "rule": rule,
        "why": why,
        "earliest": link.earliest,
    }


def explain_text(case: Case, data: Data, found: Explanation) -> str:
    """The same for people."""
    plain: Any = data
    lines = list(head(plain, "why.title"))
    if found.result.plan is None:
        lines += impossible_lines(plain)
    else:
        lines += ["", *_best(case, found, data)] if data["notices"] else _best(case, found, data)
        parts = (_sooner(data), _chain(found, data), _slack(case, found, data),
                 cheaper(case, found, data), _gains(case, data))  # fmt: skip
        for part in map(list, parts):
            lines += ["", *part] if part[1:] else []
    lines += warning_lines(data["warnings"])
    return "\n".join([*lines, *assumption_lines(data["assumptions"])]) + "\n"


def _best(case: Case, found: Explanation, data: Data) -> Iterator[str]:
    total = data["cost"]["total"]
    price = say("why.cost_unknown") if total is None else money(round(total * 100), case.programme.currency)
    assert found.result.plan is not None
    gives = gives_data(case, found.result)
    day = date.fromisoformat(gives["date"])
    values = {"count": gives["duration"], "term": gives["award"], "day": day, "cost": price}
    yield from bullet(say(priced("why.best", has_prices=case.programme.has_prices), **values), "", 0)


def _sooner(data: Data) -> Iterator[str]:
    yield heading(say("why.sooner"))
    conflicts = data["sooner"]["conflicts"]
    if not conflicts:
        yield from bullet(_not_by_rules(data["sooner"]), "", 2)
        return
    yield "  " + say("why.sooner_lead")
    for conflict in conflicts:
        yield from bullet(conflict["what"])
    yield from fact_lines(data["sooner"]["facts"])


def _not_by_rules(sooner: Data) -> str:
    """Why the award is not earlier where no rule forbids it."""
    if sooner["kind"] == WISHES:
        return say("compare.wishes", names=tuple(Key(f"objective.{name}") for name in sooner["wishes"]))
    return say("why.sooner_first" if sooner["kind"] == FIRST else "compare.binds_open")


def _chain(found: Explanation, data: Data) -> Iterator[str]:
    assert found.result.plan is not None
    yield heading(say("why.chain"))
    if len(data["chain"]) == 1 and data["chain"][0]["rule"] in ("report", None):
        if data["sooner"]["conflicts"]:
            yield from bullet(say("why.chain_places"))
        return
    for link in data["chain"]:
        if link["what"] == "award" and link["why"] is None:
            continue  # nothing but what the heading says
        milestone = link["what"] in ("award", "experience", "internship")
        key = f"why.chain_{link['what']}" if milestone else "why.chain_unit"
        what = say(key, unit=link["what"], term=link["term"])
        if link["why"] is None:
            taken = found.result.plan.of(link["what"])
            if taken and link["earliest"]:
                what = say("why.chain_first", what=what, modality=taken.modality)
            yield from bullet(what)
        else:
            yield from bullet(say("why.chain_why", what=what, why=link["why"]))


def _slack(case: Case, found: Explanation, data: Data) -> Iterator[str]:
    if not data["slack"]:
        return
    yield heading(say("why.slack"))
    yield "  " + say("why.slack_lead")
    for item in data["slack"]:
        yield from bullet(say("why.slack_some" if item["terms"] else "why.slack_none", **item))
    index = case.programme.calendar.index
    named = {item[key] for item in data["slack"] for key in ("planned", "earliest", "latest")}
    assert found.result.plan is not None
    award = case.programme.calendar.term(found.result.plan.award).name
    names = sorted({*named, award, *(link["term"] for link in data["chain"])})
    terms = tuple(case.programme.calendar.term(index(name) or 0) for name in names)
    if terms:
        yield from bullet(say("why.slack_terms", names=terms), "")


def _gains(case: Case, data: Data) -> Iterator[str]:
    yield heading(say("why.gains"))
    for gain in data["gains"]:
        text = gain_text(gain["gain"], case.programme.currency, told=case.programme.has_prices)
        yield from bullet(say("why.gain", change=gain["change"], gain=text))
    helped = {gain["kind"] for gain in data["gains"]}
    other = "kind.daytime" if EVENING in case.modalities else "kind.in_evening"
    names = [say(other if kind == "daytime" else f"kind.{kind}") for kind in data["tried"] if kind not in helped]
    if names:
        yield from bullet(say("why.no_gain", names=", ".join(names)))


def gain_text(gain: Data, currency: str, *, told: bool = True) -> str:
    """Terms, money and order that are gained, or given for it; with `told`, also that a cost is unknown."""
    parts = []
    if gain["duration"]:
        key = "why.gain_terms" if gain["duration"] > 0 else "why.gain_later"
        parts.append(say(key, count=abs(gain["duration"])))
    if gain["cost"]:
        key = "why.gain_less" if gain["cost"] > 0 else "why.gain_more"
        parts.append(say(key, amount=Cents(round(abs(gain["cost"]) * 100), currency)))
    if gain["cost"] is None and told:
        parts.append(say("why.cost_unknown"))
    if own := gain.get("own"):
        key = "why.gain_own_less" if own > 0 else "why.gain_own_more"
        parts.append(say(key, amount=Cents(round(abs(own) * 100), currency)))
    if balance := gain.get("balance"):
        key = "why.gain_lighter" if balance > 0 else "why.gain_heavier"
        parts.append(say(key, credits=fraction(Fraction(abs(balance)).limit_denominator(1000))))
    if gain["order"] > 0:
        parts.append(say("why.gain_order", count=gain["order"]))
    if not parts or set(parts) == {say("why.cost_unknown")}:
        rest = [name for name in ("certificate", "load") if gain[name] > 0]
        parts[:0] = [say(f"why.gain_{name}", count=gain[name]) for name in rest]
    return ", ".join(parts)
