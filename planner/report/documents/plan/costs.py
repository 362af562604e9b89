"""What a plan costs: line by line, by academic year, and by who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Cost, CostLine
from planner.domain.text import Key, Words
from planner.report.payers import shares_of

if TYPE_CHECKING:
    from planner.report.documents.plan import costs_shape as shape

LOST = ("cost.lost", "cost.failed")
"""Lines of attempts that came to nothing."""


def cost_data(case: Case, paid: Cost) -> shape.Cost:
    """Lines by academic year, sums by year and in total; None where a price is unknown."""
    year = case.programme.calendar.year_name
    years = sorted({line.year for line in paid.lines})
    return {
        "known": paid.total is not None,
        "total": euros(paid.total),
        "currency": case.programme.currency,
        "funding": case.learner.funding,
        "by_year": [{"year": year(first), "amount": _year(paid, first)} for first in years],
        "lines": [_line(case, line) for line in paid.lines],
        **shares_data(case, paid),
        "by_payer": payers_data(case, paid),
        "own": euros(own_cost(case, paid)),
    }


def _line(case: Case, line: CostLine) -> shape.CostLine:
    lost: shape.Lost = {"lost": True} if line.key in LOST else {}
    return {
        "year": case.programme.calendar.year_name(line.year),
        "what": Key(line.key, **line.values),
        "amount": euros(line.amount),
        "unit": line.values.get("unit"),
        "modality": line.values.get("modality"),
        "payer": line.payer,
        **lost,
    }


def _year(paid: Cost, year: int) -> float | None:
    amounts = [line.amount for line in paid.lines if line.year == year]
    return None if None in amounts else sum(amount or 0 for amount in amounts) / 100


def payers_data(case: Case, paid: Cost) -> list[shape.Payer]:
    """What each funding pays by year and in all, and what the learner pays beyond a funding's budget."""
    year = case.programme.calendar.year_name
    found: list[shape.Payer] = []
    for share in shares(case, paid):
        beyond: shape.OverBudget = {"beyond": True} if share.beyond else {}
        by_year: list[shape.Amount] = [{"year": year(first), "amount": euros(c)} for first, c in share.by_year.items()]
        found.append(
            {
                "funding": share.funding,
                "name": _payer(case, share.funding, beyond=share.beyond),
                "own": share.own,
                "total": euros(share.total),
                "by_year": by_year,
                **beyond,
            }
        )
    return found


def _payer(case: Case, funding: str, *, beyond: bool) -> Words:
    """A funding, or the learner in its place."""
    name = case.programme.fundings.get(funding, funding)
    return Key("payer.beyond", funding=name) if beyond else name


def shares_data(case: Case, paid: Cost | None = None) -> shape.Shares:
    """Units by the funding that pays them, where it is not the one that pays for the rest; and where payers are chosen,
    those of the choice under `payers`, and the units of each as the plan has them.
    """
    found = shares_of(case)
    if not case.learner.alone:
        return {"shares": found} if found else {}
    for line in paid.lines if paid else ():
        units = found.setdefault(line.payer, []) if "unit" in line.values and line.amount is not None else []
        units += [line.values["unit"]] if line.values.get("unit") not in (None, *units) else []
    return {"payers": list(case.learner.alone), "shares": found}


def euros(cents: int | None) -> float | None:
    """An amount as documents hold it, in the currency; None where unknown."""
    return None if cents is None else cents / 100
