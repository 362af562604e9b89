"""Seeded tiny programmes with units of a kind of their own: alone in their terms, offered every n-th year, or free
credits.
"""

from __future__ import annotations

from random import Random
from typing import Any

from .case import Raw
from .random_learners import random_busy_case, random_case


def random_kind_case(seed: int) -> tuple[Raw, dict[str, Any], int]:
    """A programme with such units, a learner and a horizon."""
    random = Random(f"kinds {seed}")
    programme, learner, terms = (random_busy_case if seed % 2 else random_case)(seed)
    return with_kinds(random, programme), dict(learner), terms


def with_kinds(random: Random, programme: Raw) -> dict[str, Any]:
    """Some of its units run alone, some of its offerings in a cycle of years; the first unit may be free credits."""
    units = [
        unit | {"alone": True} if "kind" not in unit and random.random() < 0.3 else unit for unit in programme["units"]
    ]
    free = units[0]["code"] if random.random() < 0.4 else None
    if free is not None:
        units[0] = {"code": free, "free": random.choice((2, 4, 7.5)), "assumption": "invented"}
    offerings = [
        row | {"years": {"every": random.choice((1, 2, 2, 3)), "from": random.choice((2017, 2018, 2019, 2020))}}
        if random.random() < 0.3
        else row
        for row in programme["offerings"]
    ]
    listed = [row | {"units": [code for code in row["units"] if code != free]} for row in offerings]
    return {**programme, "units": units, "offerings": [row for row in listed if row["units"]] or offerings}
