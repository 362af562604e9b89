"""Alternatives as the data of their document: each plan with what differs from the best."""

from __future__ import annotations

from collections.abc import Iterator

from planner.check.cost import cost
from planner.check.objectives import last_term
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Cents, Key, Words
from planner.report.documents import part, wording
from planner.report.documents.alternatives.shape import SCHEMA, Alternative, AlternativesDocument
from planner.report.documents.plan.data import of_part
from planner.report.documents.plan.shape import PlanDocument, Shares
from planner.report.documents.plan.terms import evenings
from planner.report.documents.several.shared import shared_notices
from planner.report.documents.several.whose import Told, Whose
from planner.report.listing import listed, parted
from planner.report.values import shown
from planner.service.alternatives import AlternativesAnswer
from planner.study.alternatives import distance


def data(answer: AlternativesAnswer) -> AlternativesDocument:
    """The document, without a word."""
    case, found = answer.case, answer.found
    plans = [result.plan for result in found.results if result.plan is not None]
    documents = [of_part(case, result, answer.settings) for result in found.results]
    made = [_alternative(case, document, plans, place) for place, document in enumerate(documents)]
    best = documents[0]
    skipped = (name for name in answer.slack if name not in found.limits)
    return {
        "schema": SCHEMA,
        "status": best["status"],
        **part(Whose, best),
        **part(Shares, best),
        **part(Told, best),
        "slack": dict(answer.slack),
        "limits": {name: shown(case, name, value) for name, value in found.limits.items()},
        "asked": answer.number,
        "smallest_distance": found.smallest,
        "bound": found.bound,
        "complete": found.complete,
        "proven": found.complete and found.smallest == found.bound,
        "plans": made,
        "warnings": [Key("alternatives.skipped", name=Key(f"objective.{name}")) for name in skipped],
        "notices": shared_notices(made),
        "meta": best["meta"],
        **wording([case]),
    }


def _alternative(case: Case, document: PlanDocument, plans: list[Plan], place: int) -> Alternative:
    best, plan = plans[0], plans[place]
    return {
        **document,
        "objectives": [entry for entry in document["objectives"] if entry["name"] != "apart"],
        "difference": difference(case, best, plan) if place else Key("alternatives.best"),
        "distances": [distance(plan, other) for other in plans],
    }


def difference(case: Case, best: Plan, other: Plan) -> Words:
    """What sets a plan apart from the best one."""
    parts = [*_terms(best, other), *_money(case, best, other), *_load(best, other)]
    parts += [*_certificate(case, best, other), *_units(best, other)]
    return parted([*parts, Key("alternatives.moved", count=distance(best, other))])


def _terms(best: Plan, other: Plan) -> Iterator[Key]:
    if later := other.award - best.award:
        yield Key("alternatives.later" if later > 0 else "alternatives.sooner", count=abs(later))


def _money(case: Case, best: Plan, other: Plan) -> Iterator[Key]:
    totals = cost(case, best).total, cost(case, other).total
    if totals[0] is not None and totals[1] is not None and totals[0] != totals[1]:
        key = "alternatives.less" if totals[1] < totals[0] else "alternatives.more"
        yield Key(key, amount=Cents(abs(totals[1] - totals[0]), case.programme.currency))


def _load(best: Plan, other: Plan) -> Iterator[Key]:
    """Evenings a week in the fullest term, or units where evenings are the same."""
    terms = {term for plan in (best, other) for offering in plan.chosen for term in offering.terms}
    for key, load in (("alternatives.evenings", _evenings_in), ("alternatives.load", _units_in)):
        before, after = (max((load(plan, term) for term in terms), default=0) for plan in (best, other))
        if before != after:
            yield Key(key, count=after, before=before)
            return


def _evenings_in(plan: Plan, term: int) -> int:
    return evenings(plan.running(term), term)


def _units_in(plan: Plan, term: int) -> int:
    return len(plan.running(term))


def _certificate(case: Case, best: Plan, other: Plan) -> Iterator[Key]:
    for certificate in case.target.shown:
        before, after = last_term(best, certificate), last_term(other, certificate)
        if before is not None and after is not None and before != after:
            key = "alternatives.certificate_later" if after > before else "alternatives.certificate_sooner"
            yield Key(key, name=certificate.id, count=abs(after - before))


def _units(best: Plan, other: Plan) -> Iterator[Key]:
    """Units that only one of the plans takes, and those that it takes in another modality."""
    codes = [[offering.unit for offering in plan.chosen] for plan in (best, other)]
    gone, new = ([unit for unit in codes[a] if unit not in codes[b]] for a, b in ((0, 1), (1, 0)))
    if gone and new:
        yield Key("alternatives.instead", new=listed(new), gone=listed(gone))
    elif gone or new:
        yield Key("alternatives.without" if gone else "alternatives.with", units=listed(gone or new))
    before = {offering.unit: offering.modality for offering in best.chosen}
    for modality in ("evening", "daytime", "distance"):
        changed = [o.unit for o in other.chosen if o.modality == modality and before.get(o.unit, modality) != modality]
        if changed:
            yield Key("alternatives.modality", units=listed(changed), modality=modality)
