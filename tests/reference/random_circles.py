"""Seeded tiny programmes in which units need each other in a circle, and lists that ask for some of them."""

from __future__ import annotations

from random import Random
from typing import Any

from .case import Raw
from .random_learners import random_busy_case, random_case
from .random_programmes import BASE


def random_circled_case(seed: int) -> tuple[Raw, dict[str, Any], int]:
    """A programme with a circle of two or three units, a learner and a horizon."""
    random = Random(f"circle {seed}")
    programme, learner, terms = (random_case if seed % 3 else random_busy_case)(seed)
    units = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    rules = list(programme["prerequisites"]) if random.random() < 0.4 else []
    ring = random.sample(units, min(len(units), random.choice((2, 2, 3))))
    for own, other in zip(ring, ring[1:] + ring[:1], strict=True):
        more = random.choice([unit for unit in units if unit != own])
        rules.append({"unit": own, "together": [other if random.random() < 0.8 else {"any": [other, more]}], **BASE})
    lists = [_list(random, f"R{number}", units) for number in range(random.choice((1, 1, 2)))]
    kept = {key: value for key, value in learner.items() if key != "pins"}
    return {**programme, "prerequisites": rules, "requirements": lists}, kept, terms


def _list(random: Random, name: str, units: list[str]) -> Raw:
    some = random.sample(units, random.randint(1, len(units)))
    kinds: list[Raw] = [
        {"k": random.randint(1, max(1, len(some) - 1)), "of": some},
        {"credits": random.randint(2, 2 * len(some)), "of": some},
        {"all_of": some},
    ]
    return {"id": name, **random.choice([kinds[0], *kinds]), **BASE}
