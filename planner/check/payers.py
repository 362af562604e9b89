"""Who pays how much of a plan's cost, and what is left to the learner: their own funding, and what exceeds a budget."""

from __future__ import annotations

from planner.domain.case import Case
from planner.domain.plan import Cost, Share


def shares(case: Case, paid: Cost) -> list[Share]:
    """What each funding pays in each academic year, and what the learner pays beyond a funding's budget."""
    payers = dict.fromkeys([*case.fundings, *(line.payer for line in paid.lines)])
    return [share for funding in payers for share in _shares(case, paid, funding)]


def _shares(case: Case, paid: Cost, funding: str) -> list[Share]:
    lines = [line for line in paid.lines if line.payer == funding]
    if not lines:
        return []
    due: dict[int, int | None] = {}
    for year in sorted({line.year for line in paid.lines}):
        amounts = [line.amount for line in lines if line.year == year]
        due[year] = None if None in amounts else sum(amount or 0 for amount in amounts)
    own, most = own_money(case, funding), case.learner.excess(funding)
    if most is None or own:
        return [Share(funding, own, due)]
    within, beyond = _split(due, most)
    over = any(amount is None or amount > 0 for amount in beyond.values())
    return [Share(funding, own, within), *([Share(funding, True, beyond, True)] if over else [])]


def _split(due: dict[int, int | None], most: int) -> tuple[dict[int, int | None], dict[int, int | None]]:
    """What a budget pays of each year, and the rest of it: the budget goes to what is due first.

    Once something unknown is due, nobody can say what is left of the budget, unless nothing was left before.
    """
    within: dict[int, int | None] = {}
    beyond: dict[int, int | None] = {}
    left: int | None = most
    for year, amount in due.items():
        if amount == 0 or left == 0:
            within[year], beyond[year] = 0, amount
        elif amount is None or left is None:
            left = within[year] = beyond[year] = None
        else:
            within[year] = covered = min(amount, left)
            beyond[year] = amount - covered
            left -= covered
    return within, beyond


def own_money(case: Case, funding: str) -> bool | None:
    """Whether the funding is the learner's own money; None where nothing says so."""
    stated = case.programme.own.get(funding)
    return None if stated is None else stated.learner


def own_cost(case: Case, paid: Cost) -> int | None:
    """Cents that the learner pays; None when a price is unknown, or whose money one of the fundings is."""
    payers = {case.learner.funding, *(line.payer for line in paid.lines)}
    if paid.total is None or any(own_money(case, payer) is None for payer in payers):
        return None
    return sum(share.total or 0 for share in shares(case, paid) if share.own)
