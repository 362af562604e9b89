"""What a plan costs, line by line, from the tariffs alone; a price that no document gives stays unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Cost, CostLine, Plan


def cost(case: Case, plan: Plan) -> Cost:
    """Fees at the start, yearly fees, units and the report's fee, by academic year."""
    lines = [*_fees(case, plan), *_yearly(case, plan), *_units(case, plan)]
    if not case.has_prices and not plan.chosen:
        lines.append(CostLine(plan.award // case.programme.calendar.size, "cost.unpriced", {}, None, plan.award))
    return Cost(tuple(sorted(lines, key=lambda line: line.year)))


def _fees(case: Case, plan: Plan) -> Iterator[CostLine]:
    size, report = case.programme.calendar.size, case.programme.award.report
    for fee in case.programme.fees:
        if fee.due == "start":
            term = case.learner.start
            yield CostLine(term // size, "cost.fee", {"title": fee.title}, fee.amount, term)
        elif report is not None and not case.acquired(report):
            term = _defences(case, plan)[0]
            yield CostLine(term // size, "cost.fee", {"title": fee.title}, fee.amount, term)


def _defences(case: Case, plan: Plan) -> list[int]:
    """Terms of the report's defence: with the award, unless it is validated already, and those that came to nothing."""
    history = case.history
    lost = list(history.lost_defences) if history else []
    return [*lost, plan.award if history is None or history.report is None else history.report]


def _paid(case: Case, plan: Plan) -> Iterator[tuple[Offering, str]]:
    """Offerings that are paid, with the key of their line: those of the plan, and attempts that came to nothing."""
    for offering in plan.chosen:
        if not offering.resit:
            yield offering, "cost.unit"
    for attempt in case.lost:
        yield attempt.offering, "cost.lost"


def _yearly(case: Case, plan: Plan) -> Iterator[CostLine]:
    size, learner, report = case.programme.calendar.size, case.learner, case.programme.award.report
    due: dict[int, tuple[int, int]] = {}
    paid = [offering for offering, _ in _paid(case, plan)]
    for offering in sorted(paid, key=lambda o: o.first):
        tariff = case.programme.tariffs.get((offering.modality, learner.funding))
        if tariff is not None and tariff.yearly:
            amount, term = due.get(offering.year, (0, offering.first))
            due[offering.year] = (max(amount, tariff.yearly), term)
    evening = case.programme.tariffs.get(("evening", learner.funding))
    defended = report is not None and not case.acquired(report)
    may_owe = learner.pathway != "daytime" and "evening" in case.modalities
    for term in _defences(case, plan) if defended and may_owe else ():
        year = term // size
        in_daytime = any(offering.modality == "daytime" and offering.year == year for offering in paid)
        if evening is not None and evening.yearly and not in_daytime:
            amount, since = due.get(year, (0, term))
            due[year] = (max(amount, evening.yearly), min(since, term))
    for owed, (amount, term) in due.items():
        yield CostLine(owed, "cost.yearly", {}, amount, term)


def _units(case: Case, plan: Plan) -> Iterator[CostLine]:
    funding = case.learner.funding
    paid = list(_paid(case, plan))
    counts = Counter(offering.modality for offering, _ in paid)
    for offering, key in paid:
        tariff = case.programme.tariffs.get((offering.modality, funding))
        unit = case.programme.units[offering.unit]
        price = tariff.price(unit.credits, unit.hours) if tariff else None
        listed = price or 0
        if tariff and tariff.at_most_units is not None and counts[offering.modality] > tariff.at_most_units:
            price = None
        values = {"unit": offering.unit, "modality": offering.modality}
        yield CostLine(offering.year, key, values, price, offering.first, listed)
