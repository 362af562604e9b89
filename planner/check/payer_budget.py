"""Of several fundings that stand alone none pays more than its budget; whoever pays for a unit may, and can, do so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.check.bought import paid_offerings
from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.offering import Offering
from planner.domain.plan import Plan, Violation
from planner.domain.text import Cents, Text
from planner.errors import Undecided

KEYS = {True: "check.payer_budget_here", False: "check.payer_budget", None: "would.payer_budget"}
"""By whether another way to share the units keeps to the budgets."""


def violations(case: Case, plan: Plan) -> Iterator[Violation]:
    """Payers over their budgets, and units that a plan gives to one who does not, or cannot, pay them."""
    yield from _over(case, plan)
    named = dict(plan.payers)
    for offering in dict.fromkeys(offering for offering, _ in paid_offerings(case, plan)):
        payer = named.get(offering.place)
        if payer is not None and payer not in _possible_payers(case, offering):
            yield _wrong_payer(case, offering, payer)


def _over(case: Case, plan: Plan) -> Iterator[Violation]:
    """Each payer that stands alone and pays too much, as far as prices are known."""
    bounds = {payer: most for payer in case.learner.alone if (most := case.learner.sure_budget(payer)) is not None}
    if not bounds:
        return
    sums = _sums(case, plan)
    key = KEYS[False]
    over = [payer for payer, most in bounds.items() if sums.get(payer, 0) > most]
    if over and plan.payers:
        key = KEYS[_fits(case, replace(plan, payers=()), bounds)]
    for payer in over:
        amounts = {"amount": sums[payer], "most": bounds[payer]}
        values = {name: Cents(cents, case.programme.currency) for name, cents in amounts.items()}
        yield Violation("payer_budget", key, (payer,), {"payer": _title(case, payer), **values})


def _fits(case: Case, plan: Plan, bounds: Mapping[str, int]) -> bool | None:
    """Whether the best sharing of a plan that names no payer keeps to the budgets; None where it is not found."""
    try:
        sums = _sums(case, plan)
    except Undecided:
        return None
    return all(sums.get(payer, 0) <= most for payer, most in bounds.items())


def _sums(case: Case, plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in cost(case, plan).lines:
        found[line.payer] = found.get(line.payer, 0) + (line.amount or line.listed)
    return found


def _possible_payers(case: Case, offering: Offering) -> tuple[str, ...]:
    """Who may pay for the offering; where nobody has a price, any that stands alone."""
    return case.payers_of(offering) or case.learner.alone


def _wrong_payer(case: Case, offering: Offering, payer: str) -> Violation:
    """A past or listed unit has its payer; any other needs one that stands alone and has a price for it."""
    given = case.past_payers.get(offering.place) or case.listed_payer(offering.unit)
    values = {"unit": offering.unit, "payer": _title(case, payer), "modality": offering.modality}
    if given is not None:
        expected = {"expected": _title(case, given)}
        return Violation("payer_budget", "check.payer_other", (offering.unit, payer), values | expected)
    key = "check.payer_unpriced" if payer in case.learner.alone else "check.payer_unnamed"
    return Violation("payer_budget", key, (offering.unit, payer), values)


def _title(case: Case, payer: str) -> Text | str:
    return case.programme.fundings.get(payer, payer)
