"""Alternatives as the plain data of `planner/alternatives/1`, and as text: each plan by what differs from the best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from planner.check.cost import cost
from planner.check.objectives import last_term
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Cents, Key
from planner.messages import say, worded
from planner.report.documents.plan.data import of_result
from planner.report.documents.plan.shape import Asked
from planner.report.documents.plan.terms import evenings
from planner.report.frame import assumption_lines, head, warning_lines
from planner.report.layout import bullet
from planner.report.listing import listed, parted
from planner.report.notices import shared_notices
from planner.report.short import shared_assumptions, shared_warnings, short_plan
from planner.report.stored import in_words
from planner.report.values import shown
from planner.study.alternatives import Alternatives, distance

Data = dict[str, Any]
SCHEMA = "planner/alternatives/1"


def alternatives_data(
    case: Case,
    found: Alternatives,
    slack: Mapping[str, str],
    asked: int,
    meta: Asked,
    today: date | None = None,
) -> Data:
    """The data: `plans` are documents of `planner/plan/1`, each with its `difference` in words and `distances`."""
    plans = [result.plan for result in found.results if result.plan is not None]
    best = in_words(of_result(case, found.results[0], today=today, meta=meta))
    kept = (
        "status",
        "programme",
        "learner",
        "fictional",
        "start",
        "pathway",
        "funding",
        "payers",
        "shares",
        "migration",
        "goal",
        "waived",
        "pause",
    )
    data: Data = {"schema": SCHEMA, **{key: best[key] for key in kept if key in best}}
    skipped = [name for name in slack if name not in found.limits]
    warnings = [say("alternatives.skipped", name=Key(f"objective.{name}")) for name in skipped]
    documents = []
    for place, result in enumerate(found.results):
        data_of = in_words(of_result(case, result, today=today, meta=meta))
        data_of["objectives"] = [entry for entry in data_of["objectives"] if entry["name"] != "apart"]
        data_of["difference"] = difference(case, plans[0], plans[place]) if place else say("alternatives.best")
        data_of["distances"] = [distance(plans[place], other) for other in plans]
        documents.append(data_of)
    return data | {
        "slack": dict(slack),
        "limits": {name: shown(case, name, value) for name, value in found.limits.items()},
        "asked": asked,
        "smallest_distance": found.smallest,
        "bound": found.bound,
        "complete": found.complete,
        "proven": found.complete and found.smallest == found.bound,
        "plans": documents,
        "warnings": warnings,
        "notices": in_words(shared_notices(documents)),
        "meta": best["meta"],
    }


def difference(case: Case, best: Plan, other: Plan) -> str:
    """What sets a plan apart from the best one, in words."""
    parts = [*_terms(best, other), *_money(case, best, other), *_load(best, other)]
    parts += [*_certificate(case, best, other), *_units(best, other)]
    moved = distance(best, other)
    return worded(parted([*parts, say("alternatives.moved", count=moved)]))


def _terms(best: Plan, other: Plan) -> Iterator[str]:
    if later := other.award - best.award:
        yield say("alternatives.later" if later > 0 else "alternatives.sooner", count=abs(later))


def _money(case: Case, best: Plan, other: Plan) -> Iterator[str]:
    totals = cost(case, best).total, cost(case, other).total
    if totals[0] is not None and totals[1] is not None and totals[0] != totals[1]:
        key = "alternatives.less" if totals[1] < totals[0] else "alternatives.more"
        yield say(key, amount=Cents(abs(totals[1] - totals[0]), case.programme.currency))


def _load(best: Plan, other: Plan) -> Iterator[str]:
    """Evenings a week in the fullest term, or units where evenings are the same."""
    terms = {term for plan in (best, other) for offering in plan.chosen for term in offering.terms}
    for key, load in (("alternatives.evenings", _evenings_in), ("alternatives.load", _units_in)):
        before, after = (max((load(plan, term) for term in terms), default=0) for plan in (best, other))
        if before != after:
            yield say(key, count=after, before=before)
            return


def _evenings_in(plan: Plan, term: int) -> int:
    return evenings(plan.running(term), term)


def _units_in(plan: Plan, term: int) -> int:
    return len(plan.running(term))


def _certificate(case: Case, best: Plan, other: Plan) -> Iterator[str]:
    for certificate in case.target.shown:
        before, after = last_term(best, certificate), last_term(other, certificate)
        if before is not None and after is not None and before != after:
            key = "alternatives.certificate_later" if after > before else "alternatives.certificate_sooner"
            yield say(key, name=certificate.id, count=abs(after - before))


def _units(best: Plan, other: Plan) -> Iterator[str]:
    """Units that only one of the plans takes, and those that it takes in another modality."""
    codes = [[offering.unit for offering in plan.chosen] for plan in (best, other)]
    gone, new = ([unit for unit in codes[a] if unit not in codes[b]] for a, b in ((0, 1), (1, 0)))
    if gone and new:
        yield say("alternatives.instead", new=listed(new), gone=listed(gone))
    elif gone or new:
        yield say("alternatives.without" if gone else "alternatives.with", units=listed(gone or new))
    before = {offering.unit: offering.modality for offering in best.chosen}
    for modality in ("evening", "daytime", "distance"):
        changed = [o.unit for o in other.chosen if o.modality == modality and before.get(o.unit, modality) != modality]
        if changed:
            yield say("alternatives.modality", units=listed(changed), modality=modality)


def alternatives_text(case: Case, data: Data) -> str:
    """The same for people."""
    count = len(data["plans"])
    came = "alternatives" if count > 1 else "text"
    lines = [*head(_about_all(data), "alternatives.title", came), ""]
    lines += [line for text in lead_texts(data) for line in bullet(text, "", 0)]
    for number, plan in enumerate(data["plans"], 1):
        lines += ["", *short_plan(plan, number, plan["difference"])]
    lines += warning_lines([*data["warnings"], *shared_warnings(data["plans"])])
    title = "alternatives.assumptions" if count > 1 else "text.assumptions"
    return "\n".join([*lines, *assumption_lines(shared_assumptions(data["plans"]), title)]) + "\n"


def _about_all(data: Data) -> Any:
    """What the head tells of the learner is the same for all of the plans."""
    return {**data, "about": data["plans"][0]["about"]}


def lead_texts(data: Data) -> Iterator[str]:
    """How many plans there are, and how much they differ."""
    count = len(data["plans"])
    alone = "alternatives.none" if data["complete"] else "alternatives.none_found"
    yield say("alternatives.count" if count > 1 else alone, count=count)
    if count > 1:
        key = "alternatives.distance_proven" if data["proven"] else "alternatives.distance"
        yield say(key, count=data["smallest_distance"], bound=data["bound"])
    if 1 < count < data["asked"]:
        yield say("alternatives.fewer" if data["complete"] else "alternatives.fewer_found", asked=data["asked"])
