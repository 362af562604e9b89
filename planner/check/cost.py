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
    rest = case.learner.funding
    if not case.has_prices and not any(case.funding_of(offering.unit) == rest for offering in plan.chosen):
        year = plan.award // case.programme.calendar.size
        lines.append(CostLine(year, "cost.unpriced", {}, None, plan.award, rest))
    return Cost(tuple(sorted(lines, key=lambda line: line.year)))


def _fees(case: Case, plan: Plan) -> Iterator[CostLine]:
    """Fees due once: the funding that pays for the rest pays them."""
    size, report, payer = case.programme.calendar.size, case.programme.award.report, case.learner.funding
    for fee in case.programme.fees:
        if fee.due == "start":
            term = case.learner.start
        elif report is not None and not case.acquired(report):
            term = _defences(case, plan)[0]
        else:
            continue
        yield CostLine(term // size, "cost.fee", {"title": fee.title}, fee.amount, term, payer)


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
    """The largest yearly fee of each year, once; of equal ones, the funding that pays for the rest pays its own."""
    order = {funding: -place for place, funding in enumerate(case.fundings)}
    due: dict[int, list[tuple[int, int, str, int]]] = {}
    for year, payer, modality, term in (*_enrolments(case, plan), *_reports(case, plan)):
        tariff = case.programme.tariffs.get((modality, payer))
        if tariff is not None and tariff.yearly:
            due.setdefault(year, []).append((tariff.yearly, order[payer], payer, term))
    for year, owed in due.items():
        amount, _, payer, _ = max(owed)
        yield CostLine(year, "cost.yearly", {}, amount, min(term for *_, term in owed), payer)


def _enrolments(case: Case, plan: Plan) -> Iterator[tuple[int, str, str, int]]:
    """Year, funding, modality and first term of each unit that is paid."""
    for offering, _ in _paid(case, plan):
        yield offering.year, case.funding_of(offering.unit), offering.modality, offering.first


def _reports(case: Case, plan: Plan) -> Iterator[tuple[int, str, str, int]]:
    """The same for defences of the report in a year without daytime units."""
    size, report = case.programme.calendar.size, case.programme.award.report
    if report is None or case.acquired(report):
        return
    if case.learner.pathway == "daytime" or "evening" not in case.modalities:
        return
    days = {offering.year for offering, _ in _paid(case, plan) if offering.modality == "daytime"}
    for term in _defences(case, plan):
        if term // size not in days:
            yield term // size, case.learner.funding, "evening", term


def _units(case: Case, plan: Plan) -> Iterator[CostLine]:
    paid = [(offering, key, case.funding_of(offering.unit)) for offering, key in _paid(case, plan)]
    counts = Counter((offering.modality, payer) for offering, _, payer in paid)
    for offering, key, payer in paid:
        tariff = case.programme.tariffs.get((offering.modality, payer))
        unit = case.programme.units[offering.unit]
        price = tariff.price(unit.credits, unit.hours) if tariff else None
        listed = price or 0
        if tariff and tariff.at_most_units is not None and counts[offering.modality, payer] > tariff.at_most_units:
            price = None
        values = {"unit": offering.unit, "modality": offering.modality}
        yield CostLine(offering.year, key, values, price, offering.first, payer, listed)
