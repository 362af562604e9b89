"""What a plan costs, as linear expressions in cents: shared by the budget and the wish for a low cost."""

from __future__ import annotations

from itertools import product

from planner.domain.case import Case
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.model.cpsat import CpModel, IntVar, LinearExpr, LinearExprT
from planner.model.purchases import Purchase, purchases
from planner.model.variables import Variables


def by_year(model: CpModel, variables: Variables, case: Case) -> dict[int, LinearExprT]:
    """Known cents of each academic year of the horizon, by the number of the year; defined once a model."""
    if not variables.spending:
        variables.spending.update(_by_year(model, variables, case))
    return variables.spending


def _by_year(model: CpModel, variables: Variables, case: Case) -> dict[int, LinearExprT]:
    size = case.programme.calendar.size
    last = max(variables.last, case.now)
    literals: dict[int, list[IntVar]] = {year: [] for year in range(variables.first // size, last // size + 1)}
    amounts: dict[int, list[int]] = {year: [] for year in literals}
    bought = purchases(model, variables, case)
    for one in bought:
        if one.price and not isinstance(one.count, int):
            literals[one.year].append(one.count)
            amounts[one.year].append(one.price)
    with variables.definition():
        variables.yearly_fees = _yearly_fees(model, variables, case, bought, list(literals))
    for year, literal, amount in variables.yearly_fees:
        literals[year].append(literal)
        amounts[year].append(amount)
    due_with_report = sum(fee.amount for fee in case.target.fees if fee.due == "report")
    if due_with_report and case.needs_report and not case.defences:
        for term in variables.awards:
            literals[term // size].append(variables.award(term))
            amounts[term // size].append(due_with_report)
    if due_with_report and case.defences:
        literals[case.defences[0] // size].append(model.new_constant(1))
        amounts[case.defences[0] // size].append(due_with_report)
    at_start = sum(fee.amount for fee in case.target.fees if fee.due == "start")
    offsets = {year: at_start if year == variables.first // size else 0 for year in literals}
    for one in bought:
        if isinstance(one.count, int):
            offsets[one.year] += one.count * (one.price or 0)
    return {year: LinearExpr.weighted_sum(literals[year], amounts[year]) + offsets[year] for year in literals}


def _yearly_fees(
    model: CpModel, variables: Variables, case: Case, bought: list[Purchase], years: list[int]
) -> list[tuple[int, IntVar, int]]:
    """(year, literal, cents): a literal for each step between the different yearly fees, so that the largest is due."""
    owing = [one for one in bought if one.modality in case.paid_modalities and one.yearly]
    alone = case.yearly_with_report
    steps = sorted({*(one.yearly for one in owing), alone} - {0})
    found: list[tuple[int, IntVar, int]] = []
    for year in years:
        below = 0
        for step in steps:
            due = model.new_bool_var("")
            here = [one for one in owing if one.year == year and one.yearly >= step]
            for one in here:
                if one.some is None:
                    model.add(due == 1)
                else:
                    model.add_implication(one.some, due)
            tuition = [(one.count, one.price) for one in here if one.price and not isinstance(one.count, int)]
            spent = LinearExpr.weighted_sum([count for count, _ in tuition], [price for _, price in tuition])
            variables.yearly_tuition.append((year, step, due, spent))
            if not variables.lean:
                require_places(model, variables, case, _owing_anyhow(case, here, bought, step), due)
            if alone >= step:
                _due_with_report_alone(model, variables, case, year, due)
            found.append((year, due, step - below))
            below = step
    for step in () if variables.lean else steps:
        due_by_year = {year: due for year, level, due, _ in variables.yearly_tuition if level == step}
        _require_years(model, variables, case, [one for one in owing if one.yearly >= step], due_by_year)
    return found


def _owing_anyhow(case: Case, owing: list[Purchase], bought: list[Purchase], step: int) -> list[Offering]:
    """Offerings that make a fee of this step due whoever pays for them; not those that came to nothing."""
    lost = {attempt.offering for attempt in case.lost}
    escapes = {offering for one in bought if one.chosen and one.yearly < step for offering in one.of}
    found = dict.fromkeys(offering for one in owing for offering in one.of)
    return [offering for offering in found if offering not in lost and offering not in escapes]


def require_places(model: CpModel, variables: Variables, case: Case, owing: list[Offering], due: IntVar) -> None:
    """Follows from the rest, and lets a proof see how many years the units need: no fee, no evening places."""
    running: dict[int, list[IntVar]] = {}
    for offering in owing:
        for term in offering.terms if offering.modality == EVENING else ():
            if case.now <= term <= variables.last:
                running.setdefault(term, []).append(variables.taken(offering))
    for term, literals in sorted(running.items()):
        model.add(LinearExpr.sum(literals) <= min(case.evening_cap(term), len(literals)) * due)


def _require_years(
    model: CpModel, variables: Variables, case: Case, bought: list[Purchase], due: dict[int, IntVar]
) -> None:
    """Follows from the rest where payers are chosen: units under a payer that owes a yearly fee need years that pay it.

    Each fee may then be avoided, so that no bound on the number of years holds in every plan; a proof of the cost rests
    on one that grows with the evening places of the units that owe the fee. `due` tells for each year whether it pays
    the fee that those in `bought` owe.
    """
    counted = [one for one in bought if _takes_places(case, one)]
    if not any(one.chosen for one in counted):
        return
    rooms = {year: _room(variables, case, year) for year in due}
    for year, literal in due.items():
        here = [one for one in counted if one.year == year]
        model.add(LinearExpr.sum([one.count * _places(one) for one in here]) <= rooms[year] * literal)
    places = model.new_int_var(0, sum(one.most * _places(one) for one in counted), "")
    model.add(places == LinearExpr.sum([one.count * _places(one) for one in counted]))
    years = model.new_int_var(0, len(due), "")
    model.add(years == LinearExpr.sum(list(due.values())))
    held = 0
    for number, room in enumerate(sorted(rooms.values(), reverse=True), 1):
        more = model.new_bool_var("")
        model.add(places >= held + 1).only_enforce_if(more)
        model.add(places <= held).only_enforce_if(~more)
        model.add(years >= number).only_enforce_if(more)
        held += room


def _takes_places(case: Case, one: Purchase) -> bool:
    """Whether all of it takes evening places that are still open."""
    lost = {attempt.offering for attempt in case.lost}
    return one.modality == EVENING and not any(offering in lost or case.is_kept(offering) for offering in one.of)


def _places(one: Purchase) -> int:
    """Places that each of the offerings takes at least."""
    return min(len(offering.terms) for offering in one.of)


def _room(variables: Variables, case: Case, year: int) -> int:
    """Evening places of the year that are still open."""
    size = case.programme.calendar.size
    terms = range(max(case.now, year * size), min(variables.last, (year + 1) * size - 1) + 1)
    return sum(min(case.evening_cap(term), len(variables.offerings_in(term, EVENING))) for term in terms)


def _due_with_report_alone(model: CpModel, variables: Variables, case: Case, year: int, due: IntVar) -> None:
    """A year of the award owes the evening fee unless a daytime unit is taken in it; the daytime pathway never does."""
    if case.report_modality is None or not (case.needs_report or case.defended is not None):
        return
    if any(lost.offering.year == year and lost.offering.modality == DAYTIME for lost in case.lost):
        return
    in_daytime = [variables.taken(o) for o in variables.offerings if o.year == year and o.modality == DAYTIME]
    size = case.programme.calendar.size
    if any(term // size == year for term in case.defences):
        model.add_bool_or([due, *in_daytime])
    if not case.needs_report:
        return
    for term in variables.awards:
        if term // size == year:
            model.add_bool_or([~variables.award(term), due, *in_daytime])


def unknown_prices(model: CpModel, variables: Variables, case: Case) -> list[IntVar]:
    """Literals that are true when the plan needs a price that no document gives."""
    if not case.has_prices:
        return [model.new_constant(1)]
    allowed = [one for one in purchases(model, variables, case) if one.modality in case.paid_modalities]
    if any(one.price is None and one.some is None for one in allowed):
        return [model.new_constant(1)]
    unknown = [one.some for one in allowed if one.price is None and one.some is not None]
    for modality, funding in product(case.paid_modalities, case.fundings):
        limit = case.unit_limit(modality, funding)
        units = [one for one in allowed if (one.modality, one.payer) == (modality, funding) and not one.chosen]
        counts = [one.count for one in units if not isinstance(one.count, int)]
        spent = sum(one.count for one in units if isinstance(one.count, int))
        if limit is not None and len(counts) + spent > limit:
            beyond = model.new_bool_var("")
            model.add(LinearExpr.sum(counts) + spent <= limit).only_enforce_if(~beyond)
            unknown.append(beyond)
    return unknown
