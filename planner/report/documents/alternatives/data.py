"""Alternatives as the data of their document: each plan with what differs from the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.check.cost import cost
from planner.check.objectives import last_term
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.domain.text import Cents, Key, Words
from planner.report.documents import part, wording
from planner.report.documents.alternatives.shape import SCHEMA, Alternative, AlternativesDocument
from planner.report.documents.plan.costs_shape import Shares
from planner.report.documents.plan.data import of_part
from planner.report.documents.plan.shape import PlanDocument
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
    apart = differences(case, plans)
    made = [_alternative(document, plans, place, apart[place]) for place, document in enumerate(documents)]
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


def _alternative(document: PlanDocument, plans: list[Plan], place: int, apart: Words) -> Alternative:
    plan = plans[place]
    return {
        **document,
        "objectives": [entry for entry in document["objectives"] if entry["name"] != "apart"],
        "difference": apart,
        "distances": [distance(plan, other) for other in plans],
    }


def differences(case: Case, plans: Sequence[Plan]) -> list[Words]:
    """What sets each plan apart from the best one, the first. Of those of which the same could be said, also which
    units begin instead of which, in as many of the first terms that differ as tell them apart.
    """
    best, *others = plans
    figures = [difference(case, best, other) for other in others]
    starts = [list(_starts(case, best, other)) for other in others]
    made: list[Words] = [Key("alternatives.best")]
    for place, (said, begun) in enumerate(zip(figures, starts, strict=True)):
        rivals = [starts[i] for i, other in enumerate(figures) if i != place and other == said]
        alike = max((_in_common(begun, rival) for rival in rivals), default=-1)
        made.append(parted([*begun[: alike + 1], said]))
    return made


def _in_common(one: Sequence[Key], other: Sequence[Key]) -> int:
    """How many entries are the same before the first that differs."""
    return next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


def _starts(case: Case, best: Plan, other: Plan) -> Iterator[Key]:
    """Term by term, the units that begin in it, and those that do so in the best plan."""
    for term in sorted({offering.first for plan in (best, other) for offering in plan.chosen}):
        before, after = ([o.unit for o in plan.chosen if o.first == term] for plan in (best, other))
        gone = [unit for unit in before if unit not in after]
        new = [unit for unit in after if unit not in before]
        if gone or new:
            key = "alternatives.begins" if gone and new else f"alternatives.begins_{'more' if new else 'less'}"
            named = {name: listed(units) for name, units in (("new", new), ("gone", gone)) if units}
            yield Key(key, term=case.programme.calendar.term(term), **named)


def difference(case: Case, best: Plan, other: Plan) -> Words:
    """What sets a plan apart from the best one, in figures."""
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
