"""Objectives: one file each, named as in messages; the learner orders them."""

from __future__ import annotations

from planner.model.wishes import certificate, cost, duration, load, order

WISHES = {
    "duration": duration.expression,
    "order": order.expression,
    "cost": cost.expression,
    "load": load.expression,
    "certificate": certificate.expression,
}

LEAST = {"order": order.least, "load": load.least}
"""Values that no plan can be below, where they are known without a search."""
