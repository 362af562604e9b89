"""Who pays a plan: the fundings and what they pay by year, as data and as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Cost
from planner.domain.text import Key, Text
from planner.messages import money, say, worded
from planner.messages import text as say_text
from planner.report.layout import heading
from planner.report.listing import listed, parted

Data = dict[str, Any]


def shares_data(case: Case, paid: Cost | None = None) -> Data:
    """The key `shares`: units by the funding that pays them, where it is not the one that pays for the rest; and where
    payers are chosen, those of the choice under `payers`, and the units of each as the plan has them.
    """
    found = _by_funding(case)
    if not case.learner.alone:
        return {"shares": found} if found else {}
    for line in paid.lines if paid else ():
        units = found.setdefault(line.payer, []) if "unit" in line.values and line.amount is not None else []
        units += [line.values["unit"]] if line.values.get("unit") not in (None, *units) else []
    return {"payers": list(case.learner.alone), "shares": found}


def _by_funding(case: Case) -> dict[str, list[str]]:
    """Listed units by funding."""
    found: dict[str, list[str]] = {}
    for unit, funding in case.learner.shares.items():
        found.setdefault(funding, []).append(unit)
    return found


def payers_data(case: Case, paid: Cost) -> Data:
    """The keys `by_payer` and `own` of a cost. Amounts are in the programme's currency, None where unknown.

    `own` of an entry is whether the learner pays it; `beyond` marks what the learner pays beyond a funding's budget.
    """
    year, own = case.programme.calendar.year_name, own_cost(case, paid)
    return {
        "by_payer": [
            {
                "funding": share.funding,
                "name": payer_name(case, share.funding, share.beyond),
                "own": share.own,
                "total": _shown(share.total),
                "by_year": [{"year": year(first), "amount": _shown(cents)} for first, cents in share.by_year.items()],
            }
            | ({"beyond": True} if share.beyond else {})
            for share in shares(case, paid)
        ],
        "own": _shown(own),
    }


def _shown(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def payer_name(case: Case, funding: str, beyond: bool) -> Text | Key:
    """A funding, or the learner in its place, for a message."""
    name = case.programme.fundings.get(funding, funding)
    return Key("payer.beyond", funding=name) if beyond else name


def funding_text(case: Case) -> str:
    """Who pays for what: the fundings with their units, and the one that pays for the rest."""
    rest, alone = _title(case, case.learner.funding), case.learner.alone
    given = _by_funding(case)
    fundings = listed([_title(case, funding) for funding in alone]) if alone else ""
    if not given:
        return say("payer.chosen_all", fundings=fundings) if alone else rest
    parts = [say("payer.units", funding=_title(case, funding), units=listed(units))
             for funding, units in given.items()]  # fmt: skip
    others = say("payer.chosen", fundings=fundings) if alone else say("payer.rest", funding=rest)
    return worded(parted([*parts, others]))


def payers_text(case: Case) -> str:
    """The fundings alone, in the order of the file where several stand alone, else the one for the rest last."""
    if case.learner.alone:
        return worded(listed([_title(case, funding) for funding in case.learner.payers]))
    return worded(listed([_title(case, funding) for funding in (*case.fundings[1:], case.learner.funding)]))


def _title(case: Case, funding: str) -> str:
    return say_text(case.programme.fundings.get(funding, funding))


def payer_lines(paid: Data) -> Iterator[str]:
    """Who pays what by year and in all; nothing where one funding pays everything and may be the learner's money."""
    payers = paid["by_payer"]
    if not payers or (len(payers) == 1 and payers[0]["own"] is not False):
        return

    def line(name: str, value: float | None, indent: int = 2) -> str:
        cents = None if value is None else round(value * 100)
        return f"{' ' * indent + name:<66}{money(cents, paid['currency']):>16}"

    own = [payer["own"] and not payer.get("beyond") for payer in payers]
    names = [say("payer.own", funding=payer["name"]) if mine else payer["name"]
             for payer, mine in zip(payers, own, strict=True)]  # fmt: skip
    yield ""
    yield heading(say("text.payers"))
    for place, year in enumerate(paid["by_year"]):
        yield f"  {year['year']}"
        for name, payer in zip(names, payers, strict=True):
            amount = payer["by_year"][place]["amount"]
            if amount != 0:
                yield line(name, amount, 4)
    yield f"  {say('text.payers_all')}"
    for name, payer in zip(names, payers, strict=True):
        yield line(name, payer["total"], 4)
    yield line(say("text.own"), paid["own"])
