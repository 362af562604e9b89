"""Other payers: one more to choose from, units without a list, one for everything, more of a payer's budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import LONGEST_PLAN_YEARS, Case
from planner.domain.plan import Instance
from planner.domain.text import Cents, Key
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.pipeline import solve
from planner.solve.result import Result
from planner.storage.learners import with_changes
from planner.study.menu import ALWAYS, Change, Menu

FUNDING, BUDGETS = "funding", "payer_budgets"
ONLY, ALSO, FREE = "only", "also", "free"
STATUSES = frozenset({"jobseeker"})
"""Fundings that come with what somebody is, which is no small thing to change."""


def priced_fundings(case: Case) -> list[str]:
    """Fundings of the programme with a tariff for a modality that the learner may take, in its order."""
    modalities = case.paid_modalities
    return [name for name in case.programme.fundings if any((m, name) in case.programme.tariffs for m in modalities)]


def entries(case: Case) -> list[Any]:
    """What the learner's file says under `funding`, as a list."""
    given = case.learner.data.get(FUNDING, case.learner.funding)
    return [given] if isinstance(given, str) else list(given)


def alone(case: Case) -> tuple[str, ...]:
    """The fundings that stand alone, be it one."""
    return case.learner.alone or (case.learner.funding,)


def own_funding(case: Case) -> str | None:
    """The learner's own funding that could stand beside the others: the first of the programme that has prices."""
    own = case.programme.own
    mine = [name for name in priced_fundings(case) if name in own and own[name].learner]
    return None if set(mine) & set(alone(case)) else next(iter(mine), None)


def instead(menu: Menu) -> Iterator[Change]:
    """Every change of payer, where a budget is in the way: the learner's, or one of those that stand alone."""
    calendar = menu.case.programme.calendar
    years = range(menu.case.now // calendar.size, menu.last // calendar.size + LONGEST_PLAN_YEARS + 1)
    touches = tuple(Instance("budget", (calendar.year_name(year),)) for year in years)
    touches += tuple(Instance("payer_budget", (payer,)) for payer in _payers_with_budget(menu.case))
    for change in others(menu):
        yield replace(change, touches=touches)


def _payers_with_budget(case: Case) -> list[str]:
    return [payer for payer in case.learner.alone if case.learner.sure_budget(payer) is not None]


def _also(menu: Menu, funding: str) -> Change:
    values = {"payer": menu.case.programme.fundings.get(funding, funding)}
    given = [*entries(menu.case), funding]
    return Change("payer", (ALSO, funding), "change.payer_also", values, {FUNDING: given}, ())


def others(menu: Menu) -> Iterator[Change]:
    """Every change of payer: one more to choose from, all units to choose, one for everything."""
    case, titles = menu.case, menu.case.programme.fundings
    standing = alone(case)
    for funding in priced_fundings(case):
        if funding not in standing:
            yield _also(menu, funding)
    named = list(dict.fromkeys([*standing, *case.learner.shares.values()]))
    if case.learner.shares and len(named) > 1:
        yield Change("payer", (FREE,), "change.payer_free", {}, {FUNDING: named}, ())
    for funding in priced_fundings(case):
        if entries(case) != [funding]:
            most = case.learner.payer_budgets.get(funding)
            amount = None if most is None else Cents(most, case.programme.currency)
            within = "" if amount is None else Key("change.within_budget", amount=amount)
            values = {"payer": titles.get(funding, funding), "within": within}
            yield Change("payer", (ONLY, funding), "change.payer_only", values, {FUNDING: funding}, (), ALWAYS)


def anyone(case: Case) -> dict[str, Any] | None:
    """What to set so that every funding with prices may pay for any unit; None where there is nothing to choose."""
    names = priced_fundings(case)
    same = not case.learner.shares and set(names) <= set(alone(case)) and not _payers_with_budget(case)
    return None if len(names) < 2 or same else {FUNDING: names, BUDGETS: {}}


def payer_budget(menu: Menu, payer: str, cents: int) -> Change:
    """More money from a payer: `cents` in all."""
    amount = cents / 100 if cents % 100 else cents // 100
    given = {**(menu.data.get(BUDGETS) or {}), payer: amount}
    title = menu.case.programme.fundings.get(payer, payer)
    values = {"payer": title, "amount": Cents(cents, menu.case.programme.currency)}
    touches = (Instance("payer_budget", (payer,)),)
    return Change("payer_budget", (payer,), "change.payer_budget", values, {BUDGETS: given}, touches)


def every_payer_budget(menu: Menu, cents: int) -> list[Change]:
    """As much money from each payer that has a budget."""
    return [payer_budget(menu, payer, cents) for payer in _payers_with_budget(menu.case)]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a plan costs the learner beyond a budget: all they pay, and what is `beyond`, in cents; the funding `mine`
    that could stand beside the others, the key `funding` that says so, and what they pay then.
    """

    own: int
    beyond: int
    mine: str
    funding: list[Any]
    less: int


def beyond(case: Case, result: Result, config: Config) -> Beyond | None:
    """What the learner would pay with their own funding among the payers, where the budget of the only one that stands
    alone leaves a part of its prices to them; None where nothing is beyond, or that would not lower it.
    """
    mine = own_funding(case)
    if case.learner.alone or result.plan is None or mine is None or not case.learner.payer_budgets:
        return None
    paid = cost(case, result.plan)
    now, over = own_cost(case, paid), [s.total for s in shares(case, paid) if s.beyond and s.funding == alone(case)[0]]
    if now is None or not over:
        return None
    given = [*entries(case), mine]
    other = with_changes(case, {FUNDING: given})
    left = max(0.01, config.time_limit - result.seconds)
    found = solve(other, replace(config, time_limit=left), Aim(tie_break=False))
    less = own_cost(other, cost(other, found.plan)) if found.plan is not None else None
    return Beyond(now, over[0] or 0, mine, given, less) if less is not None and less < now else None
