"""Why the best plan is not cheaper, in words: what its cost is made of, and the cheapest plan of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from planner.check.cost import cost
from planner.domain.case import Case
from planner.domain.plan import CostLine
from planner.domain.text import Cents
from planner.messages import say
from planner.messages import text as say_text
from planner.report.layout import bullet, heading
from planner.report.listing import listed
from planner.study.explain import Explanation

Data = dict[str, Any]
PARTS = {
    "yearly": ("cost.yearly",),
    "fees": ("cost.fee",),
    "units": ("cost.unit",),
    "lost": ("cost.lost", "cost.failed"),
}
"""Lines of a cost that are told together."""


def cheaper(case: Case, found: Explanation, data: Data) -> Iterator[str]:
    """Lines on the parts of the cost, and on the least that any plan costs."""
    if not case.programme.has_prices:
        return
    yield heading(say("why.cheaper"))
    assert found.result.plan is not None
    paid, currency = cost(case, found.result.plan), case.programme.currency
    if paid.total is None:
        yield from bullet(say("why.cheaper_unknown"))
        return
    parts = [_part(case, word, [line for line in paid.lines if line.key in keys]) for word, keys in PARTS.items()]
    told = [part for part in parts if part]
    key = "why.cheaper_made" if len(told) > 1 else "why.cheaper_only"
    if told:
        yield from bullet(say(key, total=Cents(paid.total, currency), names=", ".join(told)))
    if found.cheapest is None:
        yield from bullet(say("why.cheaper_open"))
        return
    if data["cheapest"]["cost"] is None:
        return
    least, others = round(data["cheapest"]["cost"] * 100), _with_others(case, data, paid.total)
    if least >= paid.total:
        none = "why.cheaper_none" if found.anyone is None else "why.cheaper_none_so"
        yield from bullet(others("why.cheaper_payers") if "anyone" in data else say(none))
        return
    values: Data = {"amount": Cents(least, currency), "less": Cents(paid.total - least, currency)}
    values["count"] = data["cheapest"]["duration"]
    yield from bullet(say("why.cheaper_longer", **values))
    if "anyone" in data:
        yield from bullet(others("why.cheaper_payers_too"))


def _with_others(case: Case, data: Data, total: int) -> Callable[[str], str]:
    """The sentence of a key on the cheapest plan that all fundings pay together."""

    def sentence(key: str) -> str:
        least, currency = round(data["anyone"]["cost"] * 100), case.programme.currency
        names = listed([say_text(case.programme.fundings[name]) for name in data["anyone"]["payers"]])
        return say(key, payers=names, amount=Cents(least, currency), less=Cents(total - least, currency))

    return sentence


def _part(case: Case, word: str, lines: list[CostLine]) -> str:
    """One part of the cost, in words."""
    amount = sum(line.amount or 0 for line in lines)
    if not amount:
        return ""
    years = ", ".join(case.programme.calendar.year_name(line.year) for line in lines)
    return say(f"why.cheaper_{word}", amount=Cents(amount, case.programme.currency), years=years)
