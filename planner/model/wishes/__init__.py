"""Objectives: one file each, named as in messages; the learner orders them."""

from __future__ import annotations

from planner.model import loads, money, payers
from planner.model.wishes import balance, certificate, cost, duration, evenness, load, order, own_cost

WISHES = {
    "duration": duration.expression,
    "order": order.expression,
    "cost": cost.expression,
    "load": load.expression,
    "certificate": certificate.expression,
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

LEAST = {
    "order": order.least,
    "cost": cost.least,
    "load": load.least,
    "certificate": certificate.least,
    "own-cost": own_cost.least,
    "balance": balance.least,
    "evenness": evenness.least,
}
"""Values that no plan can be below, where they are known without a search."""
