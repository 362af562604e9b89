"""What no plan can be below, read off the offerings of a model without a search."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from planner.domain.case import Case
from planner.domain.offering import EVENING, Offering
from planner.model.variables import Variables


def compulsory(case: Case) -> set[str]:
    """Units that every plan has, kept ones included, unless they are acquired."""
    rules = case.target.requirements
    return {unit for rule in rules if rule.kind == "all" for unit in rule.units if not case.acquired(unit)}


def choices(case: Case) -> list[tuple[tuple[str, ...], int]]:
    """Units of which a number is still to be taken beside the compulsory ones, and that number."""
    rules, found = case.target.requirements, []
    for rule, missing in case.requirements():
        others = {unit for other in rules if other is not rule for unit in other.units}
        if rule.kind == "count" and missing and not others & set(rule.units):
            found.append((rule.units, int(missing)))
    return found


def places(variables: Variables, case: Case) -> int:
    """The fewest places in terms, of all modalities, that the units of any plan take."""
    second = {resit.unit for resit in case.resits}
    total = sum(max(0, missing - len(second & set(units))) for units, missing in choices(case))
    return total + sum(_fewest_places(variables.offerings_of(unit)) for unit in compulsory(case))


def cents(variables: Variables, case: Case) -> int:
    """Cents that no plan is below: the cheapest offering of each unit, what is paid in any case, and the yearly fees of
    the fewest years.
    """
    total = sum(_cheapest(case, variables.offerings_of(unit)) for unit in compulsory(case))
    for units, missing in choices(case):
        prices = sorted(_cheapest(case, of) for unit in units if (of := variables.offerings_of(unit)))
        total += sum(prices[:missing])
    lost = sum(price(case, attempt.offering) for attempt in case.lost)
    return total + due_once(case) + lost + _yearly_fees(variables, case)


def due_once(case: Case) -> int:
    """Cents of the fees that do not depend on the plan: at the start, and with the report."""
    fees = [fee for fee in case.target.fees if fee.due == "report"] if case.needs_report or case.defences else []
    return sum(fee.amount for fee in (*fees, *(fee for fee in case.target.fees if fee.due == "start")))


def certificates(variables: Variables, case: Case) -> int:
    """The fewest terms to each certificate, summed: its units need time, and room in the terms that offer them."""
    needed = compulsory(case)
    return sum(_terms(variables, case, needed & set(one.units)) for one in case.certificates())


def load(variables: Variables, case: Case) -> int:
    """Units in the fullest term: places spread evenly over all terms, or over those of one position of the year."""
    most = -(-places(variables, case) // len(variables.terms))
    size, needed = case.programme.calendar.size, _at_positions(variables, case, compulsory(case))
    for position, count in needed.items():
        most = max(most, -(-count // max(1, sum(term % size == position for term in variables.terms))))
    return most


def _terms(variables: Variables, case: Case, units: set[str]) -> int:
    """Terms from the start to the one in which the last of these units can end at best."""
    of = {unit: variables.offerings_of(unit) for unit in units}
    last = max((min((o.last for o in some), default=0) for some in of.values()), default=variables.first - 1)
    taking = {unit for unit in units if unit not in case.kept}
    missing = sum(_fewest_places(of[unit]) for unit in taking)
    needed, size = _at_positions(variables, case, taking), case.programme.calendar.size
    term = case.now
    while (missing > 0 or any(count > 0 for count in needed.values())) and term <= variables.last:
        running = {o.unit: o.modality for o in variables.offerings_in(term) if o.unit in taking}
        evening = sum(modality == EVENING for modality in running.values())
        room = len(running) - evening + min(case.evening_cap(term), evening) if _plain(variables) else len(running)
        missing -= room
        needed[term % size] = needed.get(term % size, 0) - room
        last, term = max(last, term), term + 1
    return last - variables.first + 1


def _yearly_fees(variables: Variables, case: Case) -> int:
    """Where all is taken in the evening and owes the same: the fewest years that hold the places and the award."""
    owed = {case.yearly(one, payer) for one in variables.offerings for payer in case.payers_of(one) or ("",)}
    if case.history or len(owed) != 1 or not _plain(variables):
        return 0
    fee, size = owed.pop(), case.programme.calendar.size
    room = {
        term: min(case.evening_cap(term), len({o.unit for o in variables.offerings_in(term)}))
        for term in variables.terms
    }
    defended = case.needs_report and case.report_modality is not None and case.yearly_with_report >= fee
    award = variables.awards[0] // size if defended and len(variables.awards) == 1 else None
    years = _fewest_years(room, places(variables, case), award, size)
    for position, count in _at_positions(variables, case, compulsory(case)).items():
        here = {term: places for term, places in room.items() if term % size == position}
        years = max(years, _fewest_years(here, count, award, size))
    return years * fee


def _fewest_years(room: Mapping[int, int], missing: int, award: int | None, size: int) -> int:
    """Years that hold the missing places, that of the award among them."""
    by_year: dict[int, int] = {}
    for term, count in room.items():
        by_year[term // size] = by_year.get(term // size, 0) + count
    years = 0 if award is None else 1
    missing -= 0 if award is None else by_year.pop(award, 0)
    for count in sorted(by_year.values(), reverse=True):
        if missing <= 0:
            break
        missing, years = missing - count, years + 1
    return years


def _plain(variables: Variables) -> bool:
    """Whether all is taken in the evening, where each unit needs room under the cap."""
    return all(offering.modality == EVENING for offering in variables.offerings)


def _at_positions(variables: Variables, case: Case, units: set[str]) -> dict[int, int]:
    """How many of these units take a place at a position of the academic year whichever offering is chosen."""
    size, found = case.programme.calendar.size, dict[int, int]()
    for unit in units:
        places = [set() if o.resit else {term % size for term in o.terms} for o in variables.offerings_of(unit)]
        for position in set.intersection(*places) if places else ():
            found[position] = found.get(position, 0) + 1
    return found


def _fewest_places(offerings: Collection[Offering]) -> int:
    return min((0 if offering.resit else len(offering.terms) for offering in offerings), default=0)


def _cheapest(case: Case, offerings: Collection[Offering]) -> int:
    return min((price(case, offering) for offering in offerings), default=0)


def price(case: Case, offering: Offering) -> int:
    """What the offering costs at least: under the payer with the lowest price, where payers are chosen."""
    payers = case.payers_of(offering)
    if any(case.unit_limit(offering.modality, payer) is None for payer in payers) or not case.is_chosen(offering):
        return min((case.price(offering, payer) or 0 for payer in payers), default=0)
    return 0
