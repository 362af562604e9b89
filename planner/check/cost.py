"""What a plan costs, line by line, from the tariffs alone; a price that no document gives stays unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.check import assignment
from planner.check.bought import defences, lone_defences, paid_offerings
from planner.domain.case import Case
from planner.domain.plan import Cost, CostLine, Plan

Payers = dict[assignment.Place, str]


def cost(case: Case, plan: Plan) -> Cost:
    """The cost in cents, a line for each fee, yearly fee and unit, by academic year; None where a price is unknown.

    Raises:
        Undecided: who pays is left open, and there are too many ways to find the best one.
    """
    payers = assignment.payers(case, plan)
    lines = [*_fees(case, plan), *_yearly(case, plan, payers), *_units(case, plan, payers)]
    rest = case.learner.funding
    if not case.has_prices and not any(line.payer == rest and "unit" in line.values for line in lines):
        year = plan.award // case.programme.calendar.size
        lines.append(CostLine(year, "cost.unpriced", {}, None, plan.award, rest))
    return Cost(tuple(sorted(lines, key=lambda line: line.year)))


def _fees(case: Case, plan: Plan) -> Iterator[CostLine]:
    """Fees due once: the funding that pays for the rest pays them."""
    size, report, payer = case.programme.calendar.size, case.target.award.report, case.learner.funding
    for fee in case.target.fees:
        if fee.due == "start":
            term = case.learner.start
        elif report is not None and not case.acquired(report):
            term = defences(case, plan)[0]
        else:
            continue
        yield CostLine(term // size, "cost.fee", {"title": fee.title}, fee.amount, term, payer)


def _yearly(case: Case, plan: Plan, payers: Payers) -> Iterator[CostLine]:
    """The largest yearly fee of each year, once; of equal ones, that of what belongs to no unit, else the first."""
    order = {funding: -place for place, funding in enumerate(case.fundings)}
    due: dict[int, list[tuple[int, int, str, int]]] = {}
    for year, payer, modality, term in (*_enrolments(case, plan, payers), *_reports(case, plan)):
        tariff = case.programme.tariffs.get((modality, payer))
        if tariff is not None and tariff.yearly:
            due.setdefault(year, []).append((tariff.yearly, order.get(payer, -len(order)), payer, term))
    for year, owed in due.items():
        amount, _, payer, _ = max(owed)
        yield CostLine(year, "cost.yearly", {}, amount, min(term for *_, term in owed), payer)


def _enrolments(case: Case, plan: Plan, payers: Payers) -> Iterator[tuple[int, str, str, int]]:
    """Year, funding, modality and first term of each unit that is paid."""
    for offering, _ in paid_offerings(case, plan):
        if offering.place in payers:
            yield offering.year, payers[offering.place], offering.modality, offering.first


def _reports(case: Case, plan: Plan) -> Iterator[tuple[int, str, str, int]]:
    """The same for defences of the report in a year without daytime units."""
    modality = "evening" if "evening" in case.modalities else "distance"
    for term in lone_defences(case, plan):
        yield term // case.programme.calendar.size, case.learner.funding, modality, term


def _units(case: Case, plan: Plan, payers: Payers) -> Iterator[CostLine]:
    """A line a unit; one that nobody has a price for stands under what belongs to no unit."""
    counts = Counter((offering.modality, payers.get(offering.place)) for offering, _ in paid_offerings(case, plan))
    for offering, key in paid_offerings(case, plan):
        payer = payers.get(offering.place)
        tariff = None if payer is None else case.programme.tariffs.get((offering.modality, payer))
        unit = case.programme.units[offering.unit]
        price = tariff.price(unit.credits, unit.hours) if tariff else None
        listed = price or 0
        if tariff and tariff.at_most_units is not None and counts[offering.modality, payer] > tariff.at_most_units:
            price = None
        values = {"unit": offering.unit, "modality": offering.modality}
        yield CostLine(offering.year, key, values, price, offering.first, payer or case.learner.funding, listed)
