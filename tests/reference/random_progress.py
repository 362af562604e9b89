"""What regulations say of progress, in seeded tiny programmes: loads by term, recommended terms, credits before."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from .case import Raw
from .random_learners import random_busy_case, random_case
from .random_programmes import BASE

Both = tuple[Raw, dict[str, Any]]
Change = Callable[[Random, Raw, dict[str, Any]], Both]


def progress_case(seed: int, *changes: Change) -> tuple[Raw, dict[str, Any], int]:
    """A programme and a learner with these changes, and a horizon."""
    programme, learner, terms = (random_case if seed % 3 else random_busy_case)(seed)
    random = Random(f"progress {seed}")
    for change in changes:
        programme, learner = change(random, programme, learner)
    return programme, learner, terms


def with_load_by_term(random: Random, programme: Raw, learner: dict[str, Any]) -> Both:
    """Most units, or credits, or both, by term of the year; a term may have no bound, or no room."""
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    load = dict(programme["load"])
    figures = {"max_units": (0, 1, 2, 2, 3), "max_credits": (0, 4, 6, 8, 10)}
    for key in random.choice((["max_units"], ["max_credits"], ["max_credits"], [*figures])):
        named = random.sample(ids, random.randint(1, len(ids)))
        load[key] = {name: random.choice(figures[key]) for name in named}
    return {**programme, "load": load}, learner


def with_recommended_terms(random: Random, programme: Raw, learner: dict[str, Any]) -> Both:
    """Recommended terms of some units, which matter last, or as the learner wants."""
    units = [
        {**unit, "recommended_term": random.randint(1, 5)} if "kind" not in unit and random.random() < 0.7 else unit
        for unit in programme["units"]
    ]
    names = list(learner["minimise"])
    if random.random() < 0.6:
        names.insert(random.randint(0, len(names)), "recommended")
    return {**programme, "units": units}, {**learner, "minimise": names}


def with_credits(random: Random, programme: Raw, learner: dict[str, Any]) -> Both:
    """Credits that come before units, alone, or as one of several ways; and some co-requisites and electives beside."""
    courses = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    units = [{**unit, "credits": unit.get("credits", 4)} for unit in programme["units"]]
    rows = [row for row in programme["prerequisites"] if random.random() < 0.6]
    for own in random.sample(courses, min(len(courses) - 1, random.choice((1, 1, 2, 3)))):
        others = [code for code in courses if code != own]
        asked = _credits(random, others)
        ways: list[Any] = [
            asked, asked, {"any": [asked, random.choice(others)]},
            {"any": [random.choice(others), {"all": [random.choice(others), asked]}]},
            {"any": [asked, _credits(random, others)]},
        ]  # fmt: skip
        rows.append({"unit": own, "after": [random.choice(ways)], **BASE})
    requirements = programme["requirements"]
    if random.random() < 0.6:
        some = random.sample(courses, random.randint(1, len(courses)))
        requirements = [{"id": "R", "k": random.randint(1, len(some)), "of": some, **BASE}, *requirements[1:]]
    return {**programme, "units": units, "prerequisites": rows, "requirements": requirements}, learner


def _credits(random: Random, others: list[str]) -> Raw:
    if random.random() < 0.5:
        return {"credits": random.choice((2, 4, 6, 8, 10, 12))}
    some = random.sample(others, random.randint(1, len(others)))
    return {"credits": random.randint(1, 4 * len(some)), "of": some}


def with_circles(random: Random, programme: Raw, learner: dict[str, Any]) -> Both:
    """Units that need each other in the same term, beside whatever else there is."""
    courses = [unit["code"] for unit in programme["units"] if "kind" not in unit]
    ring = random.sample(courses, min(len(courses), random.choice((2, 2, 3))))
    rows = [{"unit": one, "together": [other], **BASE} for one, other in zip(ring, ring[1:] + ring[:1], strict=True)]
    return {**programme, "prerequisites": [*programme["prerequisites"], *rows]}, learner
