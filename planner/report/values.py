"""Values of objectives as files and people read them: money in the currency, loads in credits, the rest as counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.check.loads import loads
from planner.domain.case import Case
from planner.domain.credits import plain
from planner.domain.learner import CREDITS, MONEY, Cap
from planner.domain.plan import Plan
from planner.messages import fraction, money

if TYPE_CHECKING:
    from fractions import Fraction

FINEST = 1_000_000
"""No part of a credit is finer than this: fractions of documents are those that their decimals come from."""


def units_in_one(case: Case, name: str) -> int:
    """How many of what the solver counts make one of what people count: 100 cents make a euro."""
    return 100 if name in MONEY else int(case.programme.parts ** CREDITS.get(name, 0))


def shown(case: Case, name: str, value: int | None) -> float | int | None:
    """The value of an objective as a document holds it, None where unknown."""
    parts = units_in_one(case, name)
    if value is None or parts == 1:
        return value
    if name in MONEY:
        return value / 100
    from fractions import Fraction

    return plain(Fraction(value, parts))


def priced(key: str, *, has_prices: bool) -> str:
    """The key of a sentence that tells a cost; of the same one without, where the programme has no prices at all."""
    return key if has_prices else f"{key}_unpriced"


def term_loads(case: Case, plan: Plan) -> list[Fraction] | None:
    """Credits of each term of a plan for a learner who asks about them; None for others, and where unknown."""
    learner = case.learner
    asked = not CREDITS.keys().isdisjoint(learner.minimise)
    return loads(case, plan) if asked or (learner.least_credits, learner.most_credits) != (Cap(), Cap()) else None


def objective_text(name: str, value: float | None, currency: str) -> str:
    """The value of an objective in a document, for people: exact to the last part of a credit or the last cent."""
    if name in MONEY:
        return money(None if value is None else round(value * 100), currency)
    if value is None or isinstance(value, int):
        return fraction(value)
    from fractions import Fraction

    return fraction(Fraction(value).limit_denominator(FINEST))
