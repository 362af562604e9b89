"""Who pays what of a plan, written from the sentences that promise it: item by item, in the order of the days.

A unit is paid by the funding that it is listed under, all else by the only funding that stands alone. Of the yearly
fees that a year makes due the largest is paid, once; of equal ones that of the funding for the rest, else that of the
funding named first. A funding with a budget pays until it is spent, and the learner pays what comes after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .case import Case, Offering, Raw
from .money import cents, price_by


@dataclass(frozen=True)
class Payers:
    """`tables` holds the tariffs by funding and modality; `own` says whether a funding is the learner's money. `prices`
    are those that were asked for already, of the units of one programme.
    """

    rest: str
    of: Mapping[str, str]
    order: tuple[str, ...]
    tables: Mapping[str, Mapping[str, Raw]]
    own: Mapping[str, bool]
    caps: Mapping[str, int]
    prices: dict[tuple[str, str, str], int | None] = field(default_factory=dict, compare=False)

    def funding(self, unit: str) -> str:
        """Who pays for a unit."""
        return self.of.get(unit, self.rest)

    def row(self, unit: str, modality: str) -> Raw | None:
        """The tariff of a unit in a modality."""
        return self.tables.get(self.funding(unit), {}).get(modality)

    def price(self, case: Case, unit: str, modality: str) -> int | None:
        """Cents of a unit in a modality, None when nobody knows."""
        key = (self.funding(unit), unit, modality)
        if key not in self.prices:
            self.prices[key] = price_by(self.row(unit, modality), case, unit)
        return self.prices[key]

    def yearly(self, funding: str, modality: str) -> int:
        """The yearly fee of a modality under a funding."""
        return cents((self.tables.get(funding, {}).get(modality) or {}).get("yearly") or 0)


def read_payers(programme: Raw, learner: Raw) -> Payers:
    """Everything that the two files say of who pays."""
    names = {alias: unit["code"] for unit in programme["units"] for alias in unit.get("aliases") or []}
    given = learner.get("funding") or "individual"
    entries: list[Any] = [given] if isinstance(given, str) else given
    rest = next(entry for entry in entries if isinstance(entry, str))
    of: dict[str, str] = {}
    for entry in entries:
        for funding, units in entry.items() if isinstance(entry, Mapping) else ():
            of |= {names.get(unit, unit): funding for unit in units}
    tables: dict[str, dict[str, Raw]] = {}
    for row in programme.get("tariffs") or []:
        tables.setdefault(row["funding"], {})[row["modality"]] = row
    own = {row["id"]: row["own"] for row in programme.get("fundings") or [] if row.get("own") is not None}
    caps = {funding: cents(amount) for funding, amount in (learner.get("payer_budgets") or {}).items()}
    return Payers(rest, of, tuple(dict.fromkeys([rest, *of.values()])), tables, own, caps)


@dataclass(frozen=True)
class Item:
    """Something due in a term; `amount` is None when nobody knows it, a bound on the year is held against `listed`."""

    term: int
    payer: str
    amount: int | None
    listed: int


@dataclass(frozen=True)
class Bill:
    """All that is due, and who pays how much: cents by (academic year, funding), "you" for what no budget covers."""

    items: tuple[Item, ...]
    total: int | None
    own: int | None
    paid: Mapping[tuple[int, str], int]
    years: Mapping[int, int]


def bill(case: Case, payers: Payers, plan: Mapping[str, Offering], award: int) -> Bill:
    """The bill of a plan; `paid` counts known amounts only."""
    items = sorted((*_units(case, payers, plan), *_fees(case, payers, plan, award)), key=lambda item: item.term)
    year_of = case.calendar.year
    left, paid, own = dict(payers.caps), dict[tuple[int, str], int](), 0
    for item in items:
        amount, year = item.amount or 0, year_of(item.term)
        if payers.own.get(item.payer):
            covered, mine = amount, amount
        else:
            covered = min(amount, left.get(item.payer, amount))
            mine = amount - covered
            paid[year, "you"] = paid.get((year, "you"), 0) + mine
        paid[year, item.payer] = paid.get((year, item.payer), 0) + covered
        if item.payer in left:
            left[item.payer] -= covered
        own += mine
    years: dict[int, int] = {}
    for item in items:
        years[year_of(item.term)] = years.get(year_of(item.term), 0) + item.listed
    known = all(item.amount is not None for item in items) and payers.rest in payers.tables
    said = {payers.rest, *(item.payer for item in items)} <= set(payers.own)
    total = sum(item.amount or 0 for item in items)
    return Bill(tuple(items), total if known else None, own if known and said else None, paid, years)


def _units(case: Case, payers: Payers, plan: Mapping[str, Offering]) -> Iterator[Item]:
    for one in plan.values():
        payer, row = payers.funding(one.unit), payers.row(one.unit, one.modality)
        price = payers.price(case, one.unit, one.modality)
        most = None if row is None else row.get("at_most_units")
        if most is not None:
            same = [o for o in plan.values() if (payers.funding(o.unit), o.modality) == (payer, one.modality)]
            most -= len(same)
        yield Item(one.first, payer, None if most is not None and most < 0 else price, price or 0)


def _fees(case: Case, payers: Payers, plan: Mapping[str, Offering], award: int) -> Iterator[Item]:
    yield Item(case.start, payers.rest, case.fees_at_start, case.fees_at_start)
    if case.has_report:
        yield Item(award, payers.rest, case.fees_with_report, case.fees_with_report)
    for year in range(case.calendar.year(case.start), case.calendar.year(award) + 1):
        here = [one for one in plan.values() if case.calendar.year(one.first) == year]
        owed = [(payers.yearly(payers.funding(o.unit), o.modality), payers.funding(o.unit), o.first) for o in here]
        alone = case.has_report and case.calendar.year(award) == year and all(o.modality != "daytime" for o in here)
        if alone and case.pathway != "daytime" and "evening" in case.modalities:
            owed.append((payers.yearly(payers.rest, "evening"), payers.rest, award))
        yield from _largest(payers, [one for one in owed if one[0]])


def _largest(payers: Payers, owed: Iterable[tuple[int, str, int]]) -> Iterator[Item]:
    owed = list(owed)
    if owed:
        amount = max(fee for fee, _, _ in owed)
        payer = min((who for fee, who, _ in owed if fee == amount), key=payers.order.index)
        yield Item(min(term for *_, term in owed), payer, amount, amount)
