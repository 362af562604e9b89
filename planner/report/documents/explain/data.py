"""An explanation as `planner/explain/1`, without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.check.cost import cost
from planner.check.payers import own_cost
from planner.domain.case import Case
from planner.domain.offering import EVENING
from planner.domain.plan import Plan
from planner.domain.text import Key, Words
from planner.messages import dated, obstacle
from planner.report.conflicts import conflict_data
from planner.report.conflicts.facts import facts
from planner.report.documents import wording
from planner.report.documents.explain import shape
from planner.report.documents.explain.shape import SCHEMA, ExplainDocument
from planner.report.documents.plan.about import about_data
from planner.report.documents.plan.costs import shares_data
from planner.report.documents.plan.data import asked, of_result, wishes_data
from planner.report.documents.plan.impossible_shape import Impossible
from planner.report.documents.plan.shape import Head, PlanDocument
from planner.report.impossible import change_words, gives_data, impossible_data
from planner.report.migration import migration_data
from planner.report.values import shown
from planner.service.explain import ExplainAnswer
from planner.solve.result import IMPOSSIBLE, Result
from planner.storage.learners import with_changes
from planner.study import payers
from planner.study.explain import Explanation, is_least
from planner.study.gains import Gain, Gains
from planner.study.slack import Link

PARTS = {
    "yearly": ("cost.yearly",),
    "fees": ("cost.fee",),
    "units": ("cost.unit",),
    "lost": ("cost.lost", "cost.failed"),
}
"""Lines of a cost that are told together."""


def data(answer: ExplainAnswer) -> ExplainDocument:
    """The document of an answer."""
    case, found = answer.case, answer.explanation
    plan = found.result.plan
    of = of_result(case, found.result, today=answer.settings.day, meta=asked(answer.settings))
    reason: Impossible = impossible_data(case, found) if found.result.status == IMPOSSIBLE else {}
    possible: shape.Possible = {} if plan is None else _possible(case, plan, found, of)
    return {
        **_head(case, plan, of),
        **reason,
        **possible,
        "assumptions": of["assumptions"],
        "warnings": of["warnings"],
        "notices": of["notices"],
        "meta": of["meta"],
        "about": about_data(case, plan, {term for item in found.slack for term in (item.earliest, item.latest)}),
        **wording([case]),
    }


def _head(case: Case, plan: Plan | None, of: PlanDocument) -> Head:
    """The same as of the result, in the order of this document."""
    return {
        "schema": SCHEMA,
        "status": of["status"],
        "programme": of["programme"],
        "learner": of["learner"],
        "fictional": of["fictional"],
        "start": of["start"],
        "pathway": of["pathway"],
        "funding": of["funding"],
        **shares_data(case, cost(case, plan) if plan else None),
        **migration_data(case),
        **wishes_data(case),
        "objectives": of["objectives"],
    }


def _possible(case: Case, plan: Plan, found: Explanation, of: PlanDocument) -> shape.Possible:
    """What keeps the plan from being shorter or cheaper, and what would change that."""
    name = case.programme.calendar.term
    made: shape.Possible = {"award": of["award"]}
    made["cost"] = {"known": of["cost"]["known"], "total": of["cost"]["total"]}
    if case.learner.goal:
        made["certificate"] = of["certificate"]
    made["sooner"] = _sooner(case, plan, found)
    made["chain"] = [_link(case, plan, link) for link in found.chain]
    made["slack"] = [
        {
            "unit": item.unit,
            "planned": name(item.planned).name,
            "earliest": name(item.earliest).name,
            "latest": name(item.latest).name,
            "terms": item.terms,
        }
        for item in found.slack
    ]
    made["titles"] = {item.unit: case.programme.units[item.unit].title for item in found.slack}
    made["cheapest"] = gives_data(case, found.cheapest) if found.cheapest else None
    if found.anyone is not None and is_least(found.anyone):
        other = with_changes(case, payers.anyone(case) or {})
        made["anyone"] = {"payers": payers.priced_fundings(case), **gives_data(other, found.anyone)}
    elif found.anyone is not None:
        made["payers_open"] = True
    made["gains"] = [_gain(case, found, gain) for gain in found.gains.offered]
    made["tried"] = list(found.gains.tried)
    made["without_gain"] = list(_without_gain(case, found.gains))
    if found.gains.open:
        made["gains_open"] = True
    made["best"] = gives_data(case, found.result)
    made["cost_parts"] = list(_parts(case, plan))
    return made


def _parts(case: Case, plan: Plan) -> Iterator[shape.Part]:
    """The parts of the cost that are not nothing."""
    paid = cost(case, plan)
    for part, keys in PARTS.items():
        lines = [line for line in paid.lines if line.key in keys]
        amount = sum(line.amount or 0 for line in lines)
        if amount:
            years = dict.fromkeys(case.programme.calendar.year_name(line.year) for line in lines)
            yield {"part": part, "amount": amount / 100, "years": list(years)}


def _sooner(case: Case, plan: Plan, found: Explanation) -> shape.Sooner:
    """Of the case whose deadline is the term before the award."""
    sooner = replace(case, learner=replace(case.learner, deadline=plan.award - 1))
    return {
        "kind": found.bottleneck.kind,
        "wishes": list(found.bottleneck.wishes),
        "conflicts": conflict_data(sooner, found.sooner, sooner=True),
        "facts": facts(case, found.sooner),
    }


def _link(case: Case, plan: Plan, link: Link) -> shape.Link:
    calendar, taken = case.programme.calendar, plan.of(link.what)
    return {
        "what": link.what,
        "term": calendar.term(link.term).name,
        "rule": link.why.rule if link.why else None,
        "why": obstacle(link.why.key, dated(calendar, link.why.values)) if link.why else None,
        "earliest": link.earliest,
        "modality": taken.modality if taken else None,
    }


def _without_gain(case: Case, found: Gains) -> Iterator[Words]:
    """Kinds of change of which none brings anything."""
    helped, evening = {gain.change.kind for gain in found.offered}, EVENING in case.modalities
    for kind in found.tried:
        if kind not in helped and kind not in found.passed:
            yield Key("kind.in_evening" if kind == "daytime" and not evening else f"kind.{kind}")


def _gain(case: Case, found: Explanation, gain: Gain) -> shape.Gain:
    """A change, and by how much what comes of it is better."""
    before, after = gives_data(case, found.result), gives_data(gain.case, gain.result)
    gained: shape.Gained = {
        "duration": before["duration"] - after["duration"],
        "cost": _saved(before["cost"], after["cost"]),
        "order": _fewer(found.result, gain.result, "order"),
        "load": _fewer(found.result, gain.result, "load"),
        "certificate": _fewer(found.result, gain.result, "certificate"),
    }
    if case.programme.recommends_terms:
        gained["recommended"] = _fewer(found.result, gain.result, "recommended")
    if gain.change.kind == "payer" or "own-cost" in gain.case.learner.objectives():
        gained["own"] = _own(case, found.result, gain)
    if "balance" in gain.case.learner.minimise:
        gained["balance"] = _lighter(found.result, gain)
    kind, what = gain.change.kind, change_words(gain.change)
    return {"kind": kind, "change": what, "set": gain.change.set, "gives": after, "gain": gained}


def _saved(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(before - after, 2)


def _own(case: Case, result: Result, gain: Gain) -> float | None:
    """By how much what the learner pays is lower; None where unknown."""
    before, after = _paid(case, result), _paid(gain.case, gain.result)
    return None if before is None or after is None else (before - after) / 100


def _paid(case: Case, result: Result) -> int | None:
    return own_cost(case, cost(case, result.plan)) if result.plan else None


def _lighter(result: Result, gain: Gain) -> float | int | None:
    """By how many credits the fullest term is lighter; None where unknown."""
    before, after = _value(result, "balance"), _value(gain.result, "balance")
    return None if before is None or after is None else shown(gain.case, "balance", before - after)


def _fewer(before: Result, after: Result, name: str) -> int:
    """By how much an objective is lower; 0 where the new plan was not asked for it."""
    old, new = _value(before, name), _value(after, name)
    return 0 if old is None or new is None else old - new


def _value(result: Result, name: str) -> int | None:
    return next((item.value for item in result.objectives if item.name == name), None)
