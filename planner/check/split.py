"""Who pays where a plan does not say: the least that the learner pays, then the least cost, found exactly.

What a plan names is fixed. No payer that stands alone goes over its budget, and no year over the learner's, where there
is any way to share the units that keeps to them; where there is none, as little as possible is beyond.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from planner.check.bought import defences, lone_defences, paid_offerings
from planner.check.sharing import Cap, Sharing, Way, Year, best
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan

Place = tuple[str, str]
FINE = 2**24
"""Values are multiples of this, so that whole numbers are prices of a cent of a budget that are exact enough."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a cent of the learner's money, a cent at all, a unit paid with somebody's money and one that nobody pays
    count; `beyond` and `year` are those of a cent beyond the budget of a payer and of a year, None where none may be.
    """

    own: int = 0
    cost: int = 0
    unsaid: int = 0
    nobody: int = 0
    beyond: int | None = None
    year: int | None = None


class Split:
    """One plan whose units are to be shared; `given` are those that have their payer."""

    def __init__(self, case: Case, plan: Plan, given: Mapping[Place, str]) -> None:
        self.case, self.given = case, given
        self.size, self.own = case.programme.calendar.size, case.programme.own
        self.bought = sorted((offering for offering, _ in paid_offerings(case, plan)), key=lambda one: one.year)
        self.lone = {term // self.size for term in lone_defences(case, plan)}
        self.defended = [term // self.size for term in defences(case, plan)[:1]] if case.target.award.report else []
        self.years = sorted({*(offering.year for offering in self.bought), *self.lone})
        self.ranks = self._ranks()
        self.limits = self._limits()
        self.caps = [*self._payer_caps(), *self._year_caps()]

    def result(self) -> dict[Place, str]:
        """A payer for each offering that has none, the best of all ways; none for what nobody pays."""
        most = 1 + sum(fee.amount for fee in self.case.target.fees) + len(self.bought)
        most += sum(max((self._amount(one, payer) for payer in self._payers(one) if payer), default=0)
                    for one in self.bought)  # fmt: skip
        most += len(self.years) * max((amount for amount, _ in self.ranks), default=0)
        beyond, ways = best(self._make_sharing(Weights(beyond=most * FINE, year=FINE)))
        if beyond < most * FINE:
            weights = Weights(most * FINE, FINE, most**2 * FINE, most**3 * FINE, None, None if beyond == 0 else 0)
            _, ways = best(self._make_sharing(weights))
            if any(way.payer is not None and way.payer not in self.own for way in ways) or not self._owners_known():
                _, ways = best(self._make_sharing(replace(weights, own=0, unsaid=0)))
        found = {o.place: way.payer for o, way in zip(self.bought, ways, strict=True) if way.payer is not None}
        return {place: payer for place, payer in found.items() if place not in self.given}

    def _owners_known(self) -> bool:
        """Whether it is said whose money is what is paid in any case."""
        return {self.case.learner.funding, *self.given.values()} <= set(self.own)

    def _payers(self, offering: Offering) -> list[str | None]:
        """Who may pay; None for nobody, which only is where all have few units, or none has a price."""
        given = self.given.get(offering.place)
        if given is not None:
            return [given]
        priced: list[str | None] = list(self.case.payers_of(offering))
        return priced + [None] * all((offering.modality, payer) in self.limits for payer in priced)

    def _amount(self, offering: Offering, payer: str) -> int:
        """Known cents."""
        return self.case.price(offering, payer) or 0

    def _ranks(self) -> list[tuple[int, str]]:
        """Yearly fees, the largest first; of equal ones that of what belongs to no unit, else the first of the file."""
        pairs = ((one, payer) for one in self.bought for payer in (self.given.get(one.place), *self.case.learner.alone))
        owed = {(self.case.yearly(one, payer), payer) for one, payer in pairs if payer is not None}
        owed |= {(self.case.yearly_with_report, self.case.learner.funding)} if self.lone else set()
        order = {funding: place for place, funding in enumerate(self.case.fundings)}
        return sorted((one for one in owed if one[0]), key=lambda one: (-one[0], order.get(one[1], len(order)), one[1]))

    def _payer_caps(self) -> Iterator[tuple[str | int, int]]:
        """Budgets of payers, less what they pay in any case."""
        learner = self.case.learner
        fees = sum(fee.amount for fee in self.case.target.fees if fee.due == "start" or self.defended)
        for payer in self.case.fundings:
            most = learner.sure_budget(payer) if payer in learner.alone else learner.excess(payer)
            if most is not None:
                yield payer, self._reachable(payer, most - (fees if payer == learner.funding else 0))

    def _reachable(self, payer: str, most: int) -> int:
        """The largest sum of prices and yearly fees of the payer that is not above a number: a nearer bound."""
        parts = [self._amount(one, payer) for one in self.bought if payer in self._payers(one)]
        parts += [amount for amount, other in self.ranks if other == payer for _ in self.years]
        sums = 1
        for part in parts:
            sums |= (sums << part) & ((1 << max(0, most) + 1) - 1)
        return min(most, sums.bit_length() - 1)

    def _year_caps(self) -> Iterator[tuple[str | int, int]]:
        """Budgets of the years that are still open, less what is due once in them."""
        case = self.case
        due = [(case.learner.start // self.size, fee.amount) for fee in case.target.fees if fee.due == "start"]
        due += [(year, fee.amount) for year in self.defended for fee in case.target.fees if fee.due != "start"]
        for year in self.years:
            most = case.learner.budget.of(year)
            if most is not None and year >= case.now // self.size:
                yield year, most - sum(amount for when, amount in due if when == year)

    def _limits(self) -> dict[tuple[str, str | None], int]:
        """How many units tariffs for few still have room for, beside those whose payer is given."""
        found: dict[tuple[str, str | None], int] = {}
        given = Counter((one.modality, self.given.get(one.place)) for one in self.bought)
        for modality, payer in product({one.modality for one in self.bought}, self.case.learner.alone):
            limit = self.case.unit_limit(modality, payer)
            if limit is not None:
                found[modality, payer] = max(0, limit - given[modality, payer])
        return found

    def _make_sharing(self, weights: Weights) -> Sharing:
        alone = self.case.learner.alone
        caps = [
            Cap(most, weights.year if isinstance(name, int) else weights.beyond if name in alone else weights.own)
            for name, most in self.caps
        ]
        return Sharing(
            tuple(self._year(year, weights) for year in self.years), tuple(caps), tuple(self.limits.values())
        )

    def _year(self, year: int, weights: Weights) -> Year:
        items = tuple(
            tuple(self._way(one, payer, weights) for payer in self._payers(one))
            for one in self.bought
            if one.year == year
        )
        fees = [(self._value(amount, payer, weights), self._loads(amount, payer, year)) for amount, payer in self.ranks]
        fees.append((0, (0,) * len(self.caps)))
        rank = len(self.ranks)
        if year in self.lone and self.case.yearly_with_report:
            rank = self.ranks.index((self.case.yearly_with_report, self.case.learner.funding))
        return Year(items, tuple(fees), rank, tuple(n for n, (name, _) in enumerate(self.caps) if name == year))

    def _way(self, offering: Offering, payer: str | None, weights: Weights) -> Way:
        names = list(self.limits)
        if payer is None:
            full = frozenset(n for n, (modality, other) in enumerate(names) if modality == offering.modality
                             and other in self.case.payers_of(offering))  # fmt: skip
            return Way(None, weights.nobody, (0,) * len(self.caps), len(self.ranks), None, full)
        amount, fee = self._amount(offering, payer), self.case.yearly(offering, payer)
        rank = self.ranks.index((fee, payer)) if fee else len(self.ranks)
        unsaid = 0 if payer in self.own else weights.unsaid
        key = (offering.modality, payer)
        limit = names.index(key) if key in self.limits and offering.place not in self.given else None
        value = self._value(amount, payer, weights) + unsaid
        return Way(payer, value, self._loads(amount, payer, offering.year), rank, limit)

    def _value(self, amount: int, payer: str, weights: Weights) -> int:
        own = self.own.get(payer)
        return amount * (weights.cost + (weights.own if own is not None and own.learner else 0))

    def _loads(self, amount: int, payer: str, year: int) -> tuple[int, ...]:
        return tuple(amount if name in (payer, year) else 0 for name, _ in self.caps)
