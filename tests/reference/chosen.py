"""Plans whose payers are chosen, written from the sentences that say how: each unit has one payer for its whole price.

A unit that is listed under a funding is paid by it; any other by one of the fundings that stand alone, one that has a
price for it. Those never pay more than their budget, in the whole plan. What belongs to no unit is under the first of
them that is the learner's own money, else under the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from .bill import Bill, Payers, bill, read_payers
from .brute import legal_plans, unpriced
from .case import Case, Offering, Raw
from .money import cents, price_by
from .reading import read_case

NOBODY = "nobody"
Answer = tuple[str, dict[str, int]]


@dataclass(frozen=True)
class Choice:
    """`alone` are the fundings to choose from, `most` what each of them pays at most."""

    payers: Payers
    alone: tuple[str, ...]
    most: Mapping[str, int]

    def price(self, case: Case, unit: str, modality: str, payer: str) -> int | None:
        """Cents of a unit under a payer."""
        return price_by(self.payers.tables.get(payer, {}).get(modality), case, unit)

    def room(self, payer: str, modality: str) -> int | None:
        """How many units of the modality the payer has a price for."""
        row = self.payers.tables.get(payer, {}).get(modality) or {}
        return row.get("at_most_units")


def read_choice(programme: Raw, learner: Raw) -> Choice:
    """What the two files say of who may pay."""
    entries = learner["funding"]
    alone = tuple(entry for entry in entries if isinstance(entry, str))
    first = read_payers(programme, learner)
    home = next((funding for funding in alone if first.own.get(funding)), alone[0])
    named = [name for entry in entries for name in ([entry] if isinstance(entry, str) else entry)]
    caps = {funding: cents(amount) for funding, amount in (learner.get("payer_budgets") or {}).items()}
    payers = replace(
        first,
        rest=home,
        order=tuple(dict.fromkeys([home, *named])),
        caps={funding: amount for funding, amount in caps.items() if funding not in alone},
    )
    return Choice(payers, alone, {funding: amount for funding, amount in caps.items() if funding in alone})


def order_of(learner: Raw, objectives: list[str]) -> list[str]:
    """What the learner pays stands directly before the cost, unless the learner says where it stands."""
    if "own-cost" in objectives:
        return objectives
    place = objectives.index("cost")
    return [*objectives[:place], "own-cost", *objectives[place:]]


def without_choice(programme: Raw, learner: Raw, terms: int, choice: Choice) -> Case:
    """The case as if one funding paid for everything, and no year had a bound."""
    plain = {key: value for key, value in learner.items() if key != "max_cost_per_year"}
    return read_case(programme, {**plain, "funding": choice.payers.rest, "payer_budgets": {}}, terms)


def ways(case: Case, choice: Choice, plan: Mapping[str, Offering]) -> Iterator[Payers]:
    """Every way to share the units of a plan among those who have a price."""
    free = [one for one in plan.values() if one.unit not in choice.payers.of]
    able = [[p for p in choice.alone if choice.price(case, o.unit, o.modality, p) is not None] for o in free]
    for some in product(*([*names, NOBODY] for names in able)):
        payers = replace(choice.payers, of={**choice.payers.of, **{o.unit: p for o, p in zip(free, some, strict=True)}})
        if all(_may(choice, payers, plan, one, p, names) for one, p, names in zip(free, some, able, strict=True)):
            yield payers


def _may(
    choice: Choice, payers: Payers, plan: Mapping[str, Offering], one: Offering, payer: str, able: list[str]
) -> bool:
    """Whether a payer has a price for the unit among the others; nobody does only where each who could is used up."""

    def count(who: str) -> int:
        return sum(payers.funding(o.unit) == who and o.modality == one.modality for o in plan.values())

    if payer == NOBODY:
        rooms = [(choice.room(other, one.modality), count(other)) for other in able]
        return all(room is not None and taken >= room for room, taken in rooms)
    room = choice.room(payer, one.modality)
    return room is None or count(payer) <= room


def fits(case: Case, choice: Choice, due: Bill) -> bool:
    """Whether no payer that stands alone is over its budget."""
    paid: dict[str, int] = {}
    for item in due.items:
        paid[item.payer] = paid.get(item.payer, 0) + item.listed
    return all(paid.get(funding, 0) <= most for funding, most in choice.most.items())


def solve_chosen_by_enumeration(programme: Raw, learner: Raw, terms: int) -> Answer:
    """Status and known objectives of the best plan with the best payers, one objective after the other."""
    choice = read_choice(programme, learner)
    bounded = read_case(programme, {**learner, "funding": choice.payers.rest, "payer_budgets": {}}, terms)
    free = without_choice(programme, learner, terms, choice)
    year_of = free.calendar.year
    known: dict[Any, set[tuple[int | None, int | None]]] = {}
    shared: dict[Any, list[Payers]] = {}
    rows: list[dict[str, int | None]] = []
    for plan, award in legal_plans(free):
        key = (year_of(award), frozenset((o.unit, o.modality, year_of(o.first)) for o in plan.values()))
        if key not in known:
            taken = frozenset((o.unit, o.modality) for o in plan.values())
            if taken not in shared:
                shared[taken] = list(ways(free, choice, plan))
            known[key] = set(_costs(bounded, free, choice, plan, award, shared[taken]))
        other = unpriced(free, plan, award)
        rows += [other | {"cost": cost, "own-cost": own} for cost, own in known[key]]
    if not rows:
        return "impossible", {}
    reached: dict[str, int] = {}
    for name in order_of(learner, list(bounded.objectives)):
        values = [value for row in rows if (value := row[name]) is not None]
        if values:
            reached[name] = min(values)
            rows = [row for row in rows if row[name] == reached[name]]
    return "optimal", reached


def _costs(
    bounded: Case, free: Case, choice: Choice, plan: Mapping[str, Offering], award: int, shared: Iterable[Payers]
) -> Iterator[tuple[int | None, int | None]]:
    for payers in shared:
        due = bill(free, payers, plan, award)
        over = any(bounded.over_budget(year, amount) for year, amount in due.years.items())
        if not over and fits(free, choice, due):
            yield due.total, due.own


def best_sharing(
    case: Case, choice: Choice, plan: Mapping[str, Offering], award: int
) -> tuple[int | None, int | None] | None:
    """Least own cost, then least cost, of all ways to share a plan that keep to the budgets; None where none does."""
    found = []
    for payers in ways(case, choice, plan):
        due = bill(case, payers, plan, award)
        if fits(case, choice, due):
            found.append((due.own is None, due.own or 0, due.total is None, due.total or 0, due))
    if not found:
        return None
    due = min(found, key=lambda row: row[:4])[4]
    return due.own, due.total
