"""What the exact reckoning does not hold for: rules that need more than what is passed, and too many states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.offering import EVENING

MOST_STATES = 2_000_000
"""States of a term, times what is taken in them, beyond which nothing is reckoned."""
MOST_OPTIONAL = 10
"""Units that leave a choice beyond which their sets are not listed."""
MOST_CHOICES = 400_000
"""Sets of offerings of a term beyond which they are not listed."""


class Inexact(Exception):
    """No exact answer: `why` is `history`, `budget`, `payer_budget`, `minima`, `terms`, `extra`, `share`,
    `prerequisite`, `halves` or `states`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check(case: Case) -> None:
    """Nothing that the exact reckoning cannot hold for.

    Raises:
        Inexact: saying what.
    """
    found = next(_reasons(case), None)
    if found is not None:
        raise Inexact(found)


def _reasons(case: Case) -> Iterator[str]:
    learner = case.learner
    if case.history is not None:
        yield "history"
    if _may_bind(case):
        yield "budget"
    if any(learner.sure_budget(payer) is not None for payer in learner.alone):
        yield "payer_budget"
    if learner.terms is not None:
        yield "terms"
    if case.late:
        yield "extra"
    if case.choices.contested:
        yield "share"
    last = learner.start + LONGEST_PLAN_YEARS * case.programme.calendar.size
    if any(least for term in range(learner.start, last) for least, _ in case.bounds(term)):
        yield "minima"


def _may_bind(case: Case) -> bool:
    """Whether a year can cost more than its budget, whatever is taken in it."""
    budget, size, start = case.learner.budget, case.programme.calendar.size, case.learner.start
    if budget.default is None and not budget.terms:
        return False
    years = range(start // size, (start - 1) // size + LONGEST_PLAN_YEARS + 2)
    return any(most is not None and _dearest(case, year) > most for year in years for most in [budget.of(year)])


def _dearest(case: Case, year: int) -> float:
    """Cents that nobody spends more than in a year: the dearest units that fit in each of its terms, and all fees."""
    prices: dict[int, dict[str, int]] = {}
    fee = case.yearly_with_report
    for one in case.programme.offerings(year):
        if one.modality not in case.modalities or one.unit not in case.remaining:
            continue
        for payer in case.payers_of(one) or ("",):
            price = case.price(one, payer)
            if price is None or case.unit_limit(one.modality, payer) is not None:
                return inf
            here = prices.setdefault(one.first, {})
            here[one.unit] = max(price, here.get(one.unit, 0))
            fee = max(fee, case.yearly(one, payer))
    once = sum(due.amount for due in case.target.fees)
    return once + fee + sum(sum(_most(case, term, found.values())) for term, found in prices.items())


def _most(case: Case, term: int, prices: Iterable[int]) -> list[int]:
    """The dearest of some units of a term, as many as fit into it."""
    evenings = set(case.modalities) == {EVENING}
    return sorted(prices, reverse=True)[: case.evening_cap(term) if evenings else None]
