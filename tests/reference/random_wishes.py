"""Seeded wishes of random learners: a certificate alone, extra units, dispensations, pins with a modality."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Any

from .case import Raw

MODALITIES = ("evening", "evening", "daytime", "distance")


def with_wishes(random: Random, programme: Raw, learner: Raw) -> dict[str, Any]:
    """The learner with some of these keys, as far as the programme has what they speak of."""
    found = dict(learner)
    certificates = [row["id"] for row in programme.get("certificates") or ()]
    courses = [unit["code"] for unit in programme["units"] if unit.get("kind", "course") == "course"]
    held = [item if isinstance(item, str) else item["unit"] for item in learner.get("acquired") or ()]
    if certificates and random.random() < 0.5:
        found["goal"] = random.choice(certificates)
    if random.random() < 0.45:
        found["extra"] = random.sample(courses, min(len(courses), random.choice((1, 1, 2))))
    pairs = [
        {"unit": row["unit"], "prerequisite": random.choice(named)}
        for row in programme.get("prerequisites") or ()
        for kind in ("after", "together")
        for item in row.get(kind) or ()
        if (named := _named(item))
    ]
    if pairs and random.random() < 0.5:
        found["waive"] = random.sample(pairs, random.randint(1, len(pairs)))
    if learner.get("pins"):
        found["pins"] = [{**pin, "modality": random.choice(MODALITIES)} for pin in learner["pins"]]
    elif random.random() < 0.15 and (free := sorted(set(courses) - set(held))):
        pin = {"unit": random.choice(free), "term": learner["start"], "modality": random.choice(MODALITIES)}
        found["pins"] = [pin]
    return found


def _named(item: Any) -> list[str]:
    """The units that each are enough."""
    options = item["any"] if isinstance(item, dict) and "any" in item else [item]
    return [option for option in options if isinstance(option, str)]


def with_pause(random: Random, programme: Raw, learner: Raw, terms: int) -> dict[str, Any]:
    """The learner with one to three terms of pause, mostly among those that a plan can use."""
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    year, _, label = learner["start"].partition("-")
    first = int(year) * len(ids) + ids.index(label)
    chosen = random.sample(range(first, first + terms + 1), min(terms + 1, random.choice((1, 1, 1, 2))))
    return {**learner, "pause": [f"{term // len(ids)}-{ids[term % len(ids)]}" for term in chosen]}


def ending(programme: Raw, late: Collection[str], learner: Raw, years: int = 2) -> Raw:
    """The programme in which these units, which may follow a certificate as the goal, are offered in the first years
    only, so that a search without an end can be compared with one that tries everything.
    """
    names = {alias: unit["code"] for unit in programme["units"] for alias in unit.get("aliases") or ()}
    first = int(learner["start"].partition("-")[0])
    offerings: list[Any] = []
    for row in programme["offerings"] if late else ():
        kept = [unit for unit in row["units"] if names.get(unit, unit) not in late]
        others = [unit for unit in row["units"] if unit not in kept]
        offerings += [{**row, "units": kept}] if kept else []
        for year in range(first, first + years) if others else ():
            if row.get("years", "every") in ("every", "odd" if year % 2 else "even"):
                offerings.append({**row, "units": others, "years": year})
    return {**programme, "offerings": offerings} if late else programme
