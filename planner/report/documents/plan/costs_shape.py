"""What a plan costs in its JSON. Amounts are in the programme's currency."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.text import Words


class Amount(TypedDict):
    """An academic year, and what it costs."""

    year: str
    amount: float | None


class Lost(TypedDict, total=False):
    """Of an attempt that came to nothing."""

    lost: bool


class CostLine(Lost):
    """Something that is paid."""

    year: str
    what: Words
    amount: float | None
    unit: str | None
    modality: str | None
    payer: str | None


class OverBudget(TypedDict, total=False):
    """Of what a learner pays because the funding's budget is spent."""

    beyond: bool


class Payer(OverBudget):
    """What a funding pays: `own` is the learner's money, None where nothing says so."""

    funding: str
    name: Words
    own: bool | None
    total: float | None
    by_year: list[Amount]


class Shares(TypedDict, total=False):
    """Units by the funding that pays them, and the fundings that one is chosen from."""

    payers: list[str]
    shares: dict[str, list[str]]


class Cost(Shares):
    """Amounts in the currency; `own` is what the learner pays."""

    known: bool
    total: float | None
    currency: str
    funding: str
    by_year: list[Amount]
    lines: list[CostLine]
    by_payer: list[Payer]
    own: float | None
