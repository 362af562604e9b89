"""Credits with decimals for the tiny programmes, and bounds that sums of them meet exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

from .case import Raw

CREDITS = (0.1, 0.2, 0.3, 0.5, 0.7, 1.5, 2.25, 2.5, 4, 7.5)
"""Sums of these are often others of them, which sums of floats are not: 0.1 + 0.2 is no 0.3."""
MOST = ("max_credits_per_term", "min_credits_per_term")


def with_decimals(random: Random, programme: Raw, learner: Raw) -> tuple[dict[str, Any], dict[str, Any]]:
    """The programme with credits of some decimals, and requirements, prices, loads and the learner's bounds by them."""
    units = [
        unit if "kind" in unit or unit.get("credits") is None else unit | {"credits": random.choice(CREDITS)}
        for unit in programme["units"]
    ]
    worth = {unit["code"]: Decimal(str(unit.get("credits") or 0)) for unit in units if "kind" not in unit}
    rules = [_rule(random, worth, rule) for rule in programme["requirements"]]
    load = dict(programme.get("load") or {})
    for key in ("min_credits", "max_credits"):
        if key in load or random.random() < 0.15:
            load[key] = _sum(random, list(worth.values()))
    tariffs = [
        row | {"by_credits": {str(size): 10 * place + 5 for place, size in enumerate(CREDITS)}}
        if "by_credits" in row
        else row
        for row in programme.get("tariffs") or ()
    ]
    found = dict(learner)
    for key in MOST:
        if random.random() < 0.2:
            found[key] = _sum(random, list(worth.values()))
    before = [_asked(random, worth, row) for row in programme.get("prerequisites") or ()]
    return programme | {
        "units": units, "requirements": rules, "load": load, "tariffs": tariffs, "prerequisites": before
    }, found  # fmt: skip


def _rule(random: Random, worth: Mapping[str, Decimal], rule: Any) -> Any:
    """The requirement, or all of a track, with credits that some of its units add up to."""
    if isinstance(rule, list):
        return [_rule(random, worth, each) for each in rule]
    if "requirements" in rule or "one_of" in rule:
        key = "one_of" if "one_of" in rule else "requirements"
        return rule | {key: _rule(random, worth, list(rule[key]))}
    if rule.get("credits"):
        return rule | {"credits": max(0.1, _sum(random, [worth[unit] for unit in rule["of"]]))}
    if isinstance(rule.get("at_most"), dict):
        return rule | {"at_most": {"credits": _sum(random, [worth[unit] for unit in rule["of"]])}}
    return rule


def _asked(random: Random, worth: Mapping[str, Decimal], condition: Any) -> Any:
    """The condition, or all of a row, with credits that some of the units add up to."""
    if isinstance(condition, list):
        return [_asked(random, worth, each) for each in condition]
    if not isinstance(condition, dict):
        return condition
    if "credits" in condition:
        pool = [worth[unit] for unit in condition.get("of") or worth]
        return condition | {"credits": max(0.1, _sum(random, pool))}
    return condition | {key: _asked(random, worth, value) for key, value in condition.items()}


def _sum(random: Random, values: list[Decimal]) -> float:
    """What some of the values add up to, as a file writes it."""
    some = random.sample(values, random.randint(1, max(1, len(values) - 1)))
    return float(sum(some, Decimal(0)))
