"""What can be begun in a term: offerings that the hard rules allow on their own, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.check import availability, clash, load_cap, offering, pause
from planner.domain.case import Case
from planner.domain.learner import Pin
from planner.domain.offering import DAYTIME, EVENING, Offering
from planner.domain.plan import Plan
from planner.study.risk.needs import Needs

ALONE = (offering, pause, availability, load_cap)
"""Rules that one offering can break by itself."""
UNPRICED = -1
UNKNOWN = 10**12
"""Cents in place of a price that is not known, so that what is known is preferred: sums with it are no prices."""


@dataclass(frozen=True, slots=True)
class Option:
    """An offering with its price and yearly fee in cents under who pays for it, and its place among all."""

    offering: Offering
    place: int
    price: int
    fee: int
    rank: int

    @property
    def cents(self) -> int:
        """The price, or `UNKNOWN`."""
        return UNKNOWN if self.price == UNPRICED else self.price


class Options:
    """What can be begun of what is needed, by term; `known` is whether all prices are."""

    def __init__(self, case: Case, needs: Needs, end: int) -> None:
        self.case, self.end = case, end
        self.place = {unit: number for number, place in enumerate(needs.places) for unit in place}
        self.order = {unit: number for number, unit in enumerate(case.programme.units)}
        self._wanted = self.place.keys() - set(case.learner.avoid)
        self._clashes: dict[frozenset[Offering], bool] = {}
        self._found = [self._begin(term) for term in range(case.learner.start, end)]

    def at(self, term: int) -> list[Option]:
        """What can be begun in a term, in the order of the programme."""
        return self._found[term - self.case.learner.start]

    @cached_property
    def known(self) -> bool:
        """Whether every price is known."""
        priced = all(option.price != UNPRICED for found in self._found for option in found)
        return priced and not self.limited and self.case.has_prices

    @cached_property
    def limited(self) -> bool:
        """Whether a price is known for some number of units only."""
        tariffs = self.case.programme.tariffs
        return any(tariff.at_most_units is not None for (_, payer), tariff in tariffs.items() if payer in self._payers)

    @property
    def _payers(self) -> set[str]:
        learner = self.case.learner
        return {learner.funding, *learner.alone, *learner.shares.values()}

    def _begin(self, term: int) -> list[Option]:
        size = self.case.programme.calendar.size
        found = []
        for number, one in enumerate(self.case.programme.offerings(term // size)):
            if one.first == term and one.unit in self._wanted and one.last < self.end and self._is_allowed(one):
                price, fee = self._price(one)
                found.append(Option(one, self.place[one.unit], price, fee, number))
        return sorted(found, key=lambda option: (self.order[option.offering.unit], option.rank))

    def _is_allowed(self, one: Offering) -> bool:
        plan = Plan((one,), self.end)
        pins = [pin for pin in self.case.pins_of.get(one.unit, ()) if pin.term >= one.first]
        if not all(_meets(one, pin) for pin in pins):
            return False
        return not any(list(rule.violations(self.case, plan)) for rule in ALONE)

    def _price(self, one: Offering) -> tuple[int, int]:
        """Price and yearly fee under the payer who leaves the learner the least to pay, then the cheapest."""
        case, found = self.case, []
        for number, payer in enumerate(case.payers_of(one)):
            price, fee = case.price(one, payer), case.yearly(one, payer)
            own = case.programme.own.get(payer)
            if price is not None:
                mine = price + fee if own is not None and own.learner else 0
                found.append((mine, price + fee, number, price, fee))
        return min(found)[3:] if found else (UNPRICED, 0)

    def collide(self, one: Offering, other: Offering) -> bool:
        """Whether two offerings cannot both be attended."""
        if not (one.sessions and other.sessions):
            return False
        pair = frozenset((one, other))
        if pair not in self._clashes:
            self._clashes[pair] = any(clash.violations(self.case, Plan((one, other), self.end)))
        return self._clashes[pair]


def _meets(one: Offering, pin: Pin) -> bool:
    return pin.term in one.terms and pin.modality in (None, one.modality)


class Room:
    """What fits in the terms from one on: bounds on what runs together."""

    def __init__(self, case: Case, options: Options) -> None:
        self.case, self.options = case, options

    def fits(self, one: Offering, beside: list[Offering]) -> bool:
        """Whether an offering fits beside others that fit together."""
        if any(self.options.collide(one, other) for other in beside):
            return False
        return all(self._holds(term, [one, *(other for other in beside if term in other.terms)]) for term in one.terms)

    def _holds(self, term: int, running: list[Offering]) -> bool:
        case, units = self.case, self.case.programme.units
        evening = sum(one.modality == EVENING for one in running)
        daytime = sum(one.modality == DAYTIME for one in running)
        most_daytime = case.learner.daytime_cap.of(term)
        if evening > case.evening_cap(term) or (most_daytime is not None and daytime > most_daytime):
            return False
        if len(running) > 1 and any(units[one.unit].alone for one in running):
            return False
        (_, most_units), (_, most_credits) = case.bounds(term)
        if most_units is not None and len(running) > most_units:
            return False
        if most_credits is not None and sum(case.programme.size(one.unit) for one in running) > most_credits:
            return False
        without = sum(one.modality == EVENING and not one.sessions for one in running)
        if not without:
            return True
        held = [(one, session) for one in running for session in one.sessions_in(term)]
        used = {session.weekday for one, session in held if one.in_the_evening(session)}
        return without + len(used) <= len(set(case.learner.free_evenings(term)))
