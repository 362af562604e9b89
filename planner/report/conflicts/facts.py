"""What is no rule, and part of the reason: units that do not run in every term, or meet on days that are not free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planner.domain.case import Case
from planner.domain.dated import positions_of
from planner.domain.offering import Cycle
from planner.domain.text import Cents, Key, Words
from planner.report.conflicts.free_days import also_blocked
from planner.report.conflicts.lines import named_units
from planner.report.years import years_data, years_told

if TYPE_CHECKING:
    from planner.study.conflict import Conflict

YEARS_AHEAD = 2
"""Academic years in which each unit runs once at least, since some alternate; more where some run in every n-th."""


def facts(case: Case, conflict: Conflict) -> list[Key]:
    """When the units of a conflict start, where they do not run in every term: no rule, but part of the reason."""
    calendar = case.programme.calendar
    groups: dict[tuple[tuple[tuple[int, ...], ...], str | int | Cycle], list[str]] = {}
    named = named_units(case, conflict.instances)
    for unit in named:
        patterns = [p for p in case.programme.patterns if p.unit == unit and p.modality in case.modalities]
        runs = tuple(sorted({positions for p in patterns if (positions := positions_of(calendar, p))}))
        each = {pattern.years for pattern in patterns}
        run = each.pop() if len(each) == 1 else "every"
        groups.setdefault((runs, run), []).append(unit)
    found = []
    for (runs, years), units in groups.items():
        if runs and (len({run[0] for run in runs}) < calendar.size or years != "every"):
            also = () if years == "every" else (years_told(years_data(years)),)
            all_year = len(runs) == 1 < calendar.size == len(runs[0])
            when = (*(_run(case, run) for run in runs), *also) if not all_year else also
            values = {"units": ", ".join(units), "first": calendar.patterns[runs[0][0]].title}
            key = "fact.runs_only" if not all_year else "fact.all_year_only" if also else "fact.all_year"
            found.append(Key(key, count=len(units), when=when, **values))
    return [*found, *_prices(case, named, conflict), *also_blocked(case, named, conflict.instances)]


def _prices(case: Case, units: Iterable[str], conflict: Conflict) -> Iterator[Key]:
    """What each of the units costs at least, where a budget is in the way; nothing where a price is unknown."""
    if not any(instance.rule in ("budget", "payer_budget") for instance in conflict.instances):
        return
    prices, yearly = dict[str, int](), list[int]()
    years = max(YEARS_AHEAD, case.programme.cycle)
    names = list(units)
    for offering in case.offerings(case.now + years * case.programme.calendar.size):
        known = [price for payer in case.payers_of(offering) if (price := case.price(offering, payer)) is not None]
        if offering.unit in names and offering.modality in case.modalities and known:
            prices[offering.unit] = min(*known, prices.get(offering.unit, known[0]))
            yearly.append(case.least_yearly(offering))
    if prices and len(prices) == len(names):
        currency, fee = case.programme.currency, min(yearly)
        values = {"units": ", ".join(names), "amount": Cents(min(prices.values()), currency)}
        key = "fact.prices_yearly" if fee else "fact.prices"
        yield Key(key, count=len(names), **values, yearly=Cents(fee, currency))


def _run(case: Case, positions: tuple[int, ...]) -> Words:
    """A term of the year, or the first and the last one of several."""
    titles = [case.programme.calendar.patterns[place].title for place in positions]
    return titles[0] if len(titles) == 1 else Key("fact.through", first=titles[0], last=titles[-1])
