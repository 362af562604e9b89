"""Seeded random mixes of fundings, with budgets, over learners that other generators make."""

from __future__ import annotations

from random import Random
from typing import Any

from .case import Raw


def random_own(random: Random, programme: Raw) -> Raw:
    """The programme with whose money each funding is; now and then one stays unsaid."""
    said = [{**row, "own": random.random() < (0.8 if place == 0 else 0.25)} if random.random() < 0.93 else row
            for place, row in enumerate(programme["fundings"])]  # fmt: skip
    return {**programme, "fundings": said}


def random_mix(random: Random, programme: Raw, learner: Raw, *, own_first: float) -> dict[str, Any]:
    """The learner with several fundings and budgets; what they pay is often asked to be as little as can be."""
    fundings = [row["id"] for row in programme["fundings"]]
    own = {row["id"]: row.get("own") for row in programme["fundings"]}
    courses = [unit["code"] for unit in programme["units"] if unit.get("kind", "course") == "course"]
    rest = random.choice(fundings)
    free = random.sample(courses, random.randint(1, max(1, 2 * len(courses) // 3)))
    entries: list[Any] = [rest]
    for funding in random.sample(fundings, random.randint(1, min(3, len(fundings)))):
        some, free = (free, []) if random.random() < 0.3 else (free[: len(free) // 2 + 1], free[len(free) // 2 + 1 :])
        if some:
            entries.insert(random.randint(0, len(entries)), {funding: some})
    budgets = {name: random.choice((0, 20, 40, 75.5, 120, 300, 900, 1500)) for name in fundings
               if own[name] is not True and random.random() < 0.8}  # fmt: skip
    wanted = list(learner.get("minimise") or [])
    if random.random() < own_first:
        wanted.insert(random.randint(0, len(wanted)), "own-cost")
    found = {**learner, "funding": entries, "payer_budgets": budgets, "minimise": wanted}
    return found if random.random() < 0.9 else {**found, "funding": rest}


def random_choice(random: Random, programme: Raw, learner: Raw) -> dict[str, Any]:
    """The learner with several fundings to choose from, some units listed, and budgets."""
    fundings = [row["id"] for row in programme["fundings"]]
    own = {row["id"]: row.get("own") for row in programme["fundings"]}
    courses = [unit["code"] for unit in programme["units"] if unit.get("kind", "course") == "course"]
    entries: list[Any] = random.sample(fundings, random.randint(2, min(3, len(fundings))))
    if random.random() < 0.4:
        listed = random.sample(courses, random.randint(1, max(1, len(courses) // 3)))
        entries.insert(random.randint(0, len(entries)), {random.choice(fundings): listed})
    budgets = {name: random.choice((0, 20, 40, 75.5, 120, 200, 300, 900, 1500, 3000)) for name in fundings
               if own[name] is not True and random.random() < 0.8}  # fmt: skip
    wanted = list(learner.get("minimise") or [])
    if random.random() < 0.3:
        wanted.insert(random.randint(0, len(wanted)), "own-cost")
    return {**learner, "funding": entries, "payer_budgets": budgets, "minimise": wanted}
