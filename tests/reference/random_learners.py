"""Seeded random learners for the tiny programmes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from .case import Raw
from .random_programmes import FUNDINGS, random_programme

NAMES = ("duration", "order", "cost", "load", "certificate")
MANY = 8000


def random_case(seed: int) -> tuple[Raw, Raw, int]:
    """A programme, a learner and a horizon with few enough plans to try them all."""
    random = Random(seed)
    programme = random_programme(random)
    terms = random.choice((1, 2, 3, 4, 4, 5, 6))
    learner = random_learner(random, programme, terms)
    while terms > 1 and _choices(programme, learner, terms) > MANY:
        terms -= 1
    return programme, learner, terms


def random_busy_case(seed: int) -> tuple[Raw, Raw, int]:
    """Many compulsory units and few rules: a case that is possible, and in which the objectives pull apart."""
    random = Random(seed)
    programme = random_programme(random)
    courses = [unit for unit in programme["units"] if "kind" not in unit]
    programme["requirements"] = [{"id": "all", "all_of": [unit["code"] for unit in courses]}]
    programme["load"] = random.choice(({"max_evening_units": 3}, {"max_evening_units": 3, "max_credits": 16}))
    for unit in courses:
        unit |= {"credits": random.choice((2, 4, 6)), "hours": random.choice((20, 30))}
    terms = random.choice((3, 4, 5))
    learner = random_learner(random, programme, terms)
    kept = ("programme", "start", "funding", "minimise", "max_daytime_units_per_term", "max_cost_per_year")
    learner = {key: value for key, value in learner.items() if key in kept} | {"pathway": "mixed"}
    while terms > 1 and _choices(programme, learner, terms) > 4 * MANY:
        terms -= 1
    return programme, learner, terms


def _choices(programme: Raw, learner: Raw, terms: int) -> int:
    """An upper bound on the ways to place the units."""
    years = terms // len(programme["calendar"]["terms"]) + 1
    total = 1
    for unit in programme["units"]:
        rows = [row for row in programme["offerings"] if unit["code"] in row["units"]]
        total *= 1 + years * len(rows)
    return total


def random_learner(random: Random, programme: Raw, terms: int) -> dict[str, Any]:
    """A learner who uses some of the keys."""
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    first = 2019 * len(ids) + random.randrange(len(ids))
    names = [f"{t // len(ids)}-{ids[t % len(ids)]}" for t in range(first, first + terms)]
    courses = sorted({code for row in programme["requirements"] for code in row.get("all_of") or row["of"]})
    learner: dict[str, Any] = {"programme": "random", "start": names[0]}
    learner["pathway"] = random.choice(("evening", "evening", "evening", "daytime", "mixed", "mixed", "mixed"))
    learner["funding"] = random.choice(FUNDINGS)
    learner["order"] = random.choice(("prefer", "prefer", "require", "ignore"))
    learner["minimise"] = random.sample(NAMES, random.randint(0, 4))
    optional: dict[str, tuple[float, Callable[[], Any]]] = {
        "acquired": (0.3, lambda: _acquired(random, programme)),
        "experience": (0.6, lambda: _experience(random)),
        "internship_windows": (0.7, lambda: _windows(random)),
        "max_units_per_term": (0.3, lambda: _cap(random, names)),
        "max_daytime_units_per_term": (0.2, lambda: _cap(random, names)),
        "availability": (0.3, lambda: _availability(random, names)),
        "deadline": (0.1, lambda: random.choice(names)),
        "pins": (0.12, lambda: [{"unit": random.choice(courses), "term": random.choice(names)}]),
        "avoid": (0.1, lambda: [random.choice(courses)]),
        "max_cost_per_year": (0.25, lambda: random.choice((60, 100, 150.5, 200))),
    }
    for key, (share, make) in optional.items():
        if random.random() < share:
            learner[key] = make()
    return learner


def _acquired(random: Random, programme: Raw) -> list[Any]:
    codes = [code for unit in programme["units"] for code in (unit["code"], *unit.get("aliases", []))]
    some = random.sample(codes, random.randint(1, 2))
    return [code if random.random() < 0.5 else {"unit": code, "by": "VAE"} for code in some]


def _experience(random: Random) -> dict[str, Any]:
    given = {
        "months": random.choice((0, 3, 6, 8, 12)),
        "in_sector": random.random() < 0.35,
        "working": random.random() < 0.8,
    }
    return {key: value for key, value in given.items() if random.random() < 0.85}


def _windows(random: Random) -> list[dict[str, str]]:
    windows = (
        {"from": "2019-07-01", "to": "2019-10-15"},
        {"from": "2019-09-01", "to": "2019-12-01"},
        {"from": "2019-10-01", "to": "2020-01-01"},
        {"from": "2019-11-29", "to": "2020-03-01"},
        {"from": "2020-02-16", "to": "2020-06-15"},
        {"from": "2020-09-01", "to": "2020-12-31"},
        {"from": "2020-08-31", "to": "2021-09-30"},
        {"from": "2020-05-01", "to": "2020-07-31"},
    )
    return random.sample(windows, random.randint(1, 2))


def _cap(random: Random, names: list[str]) -> Any:
    if random.random() < 0.5:
        return random.choice((1, 2, 3))
    cap: dict[str, Any] = {"terms": {random.choice(names): random.choice((0, 1, 2))}}
    if random.random() < 0.5:
        cap["default"] = random.choice((1, 2))
    return cap


def _availability(random: Random, names: list[str]) -> dict[str, Any]:
    days = ("mon", "tue", "wed")
    given: dict[str, Any] = {}
    if random.random() < 0.6:
        given["evenings"] = random.sample(days, random.randint(1, 3))
    if random.random() < 0.3:
        given["days"] = random.sample(days, random.randint(0, 2))
    if random.random() < 0.6:
        own = {"evenings": random.sample(days, random.randint(0, 2)), "days": random.sample(days, random.randint(0, 1))}
        key = random.choice(tuple(own))
        given["terms"] = {random.choice(names): {key: own[key]}}
    return given
