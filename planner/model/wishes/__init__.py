"""Objectives: one file each, named as in messages; the learner orders them."""

from __future__ import annotations

from planner.domain.case import Case
from planner.model import least, loads, money, payers
from planner.model.variables import Variables
from planner.model.wishes import balance, certificate, cost, duration, evenness, load, order, own_cost, recommended

WISHES = {
    "duration": duration.expression,
    "order": order.expression,
    "cost": cost.expression,
    "load": load.expression,
    "certificate": certificate.expression,
    "recommended": recommended.expression,
    "own-cost": own_cost.expression,
    "balance": balance.expression,
    "evenness": evenness.expression,
}

UNPRICED = {
    "cost": money.unknown_prices,
    "own-cost": payers.unknown_own_cost,
    "balance": loads.unknown_credits,
    "evenness": loads.unknown_credits,
}
"""Literals that are true when the value of the objective is not known."""


def _nothing(variables: Variables, case: Case) -> int:
    return 0


LEAST = {
    "order": _nothing,
    "cost": least.cents,
    "load": least.load,
    "certificate": least.certificates,
    "recommended": recommended.least,
    "own-cost": _nothing,
    "balance": balance.least,
    "evenness": _nothing,
}
"""Values that no plan can be below, where they are known without a search."""
