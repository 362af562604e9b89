"""What a plan costs, line by line, from the tariffs alone; a price that no document gives stays unknown."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.case import Case
from planner.domain.plan import Cost, CostLine, Plan


def cost(case: Case, plan: Plan) -> Cost:
    """Fees at the start, yearly fees, units and the report's fee, by academic year."""
    lines = [*_fees(case, plan), *_yearly(case, plan), *_units(case, plan)]
    if not case.has_prices and not plan.chosen:
        lines.append(CostLine(plan.award // case.programme.calendar.size, "cost.unpriced", {}, None))
    return Cost(tuple(sorted(lines, key=lambda line: line.year)))


def _fees(case: Case, plan: Plan) -> Iterator[CostLine]:
    size, report = case.programme.calendar.size, case.programme.award.report
    for fee in case.programme.fees:
        if fee.due == "start":
            yield CostLine(case.learner.start // size, "cost.fee", {"title": fee.title}, fee.amount)
        elif report is not None and not case.acquired(report):
            yield CostLine(plan.award // size, "cost.fee", {"title": fee.title}, fee.amount)


def _yearly(case: Case, plan: Plan) -> Iterator[CostLine]:
    size, learner, report = case.programme.calendar.size, case.learner, case.programme.award.report
    due: dict[int, int] = {}
    for offering in plan.chosen:
        tariff = case.programme.tariffs.get((offering.modality, learner.funding))
        if tariff is not None:
            due[offering.year] = max(due.get(offering.year, 0), tariff.yearly)
    evening = case.programme.tariffs.get(("evening", learner.funding))
    year = plan.award // size
    in_daytime = any(offering.modality == "daytime" and offering.year == year for offering in plan.chosen)
    defended = report is not None and not case.acquired(report)
    may_owe = learner.pathway != "daytime" and "evening" in case.modalities
    if evening is not None and defended and may_owe and not in_daytime:
        due[year] = max(due.get(year, 0), evening.yearly)
    for owed, amount in due.items():
        if amount:
            yield CostLine(owed, "cost.yearly", {}, amount)


def _units(case: Case, plan: Plan) -> Iterator[CostLine]:
    funding = case.learner.funding
    counts: dict[str, int] = {}
    for offering in plan.chosen:
        counts[offering.modality] = counts.get(offering.modality, 0) + 1
    for offering in plan.chosen:
        tariff = case.programme.tariffs.get((offering.modality, funding))
        unit = case.programme.units[offering.unit]
        price = tariff.price(unit.credits, unit.hours) if tariff else None
        listed = price or 0
        if tariff and tariff.at_most_units is not None and counts[offering.modality] > tariff.at_most_units:
            price = None
        values = {"unit": offering.unit, "modality": offering.modality}
        yield CostLine(offering.year, "cost.unit", values, price, listed)
