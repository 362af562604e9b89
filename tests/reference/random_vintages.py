"""Seeded learners of the real programmes with a few units left, who may fail their exams."""

from __future__ import annotations

from random import Random
from typing import Any

from planner.domain.case import Case
from tests.support import case_of

VINTAGES = {"casp-2010-reunion": "2010-S1", "casp-2016-2017": "2016-S1", "casp-2019-2020": "2019-S1"}
CHANCES = (0, 0.1, 0.25, 0.5, 0.8, 1)


def random_vintage(seed: int, least: int = 5, most: int = 7) -> Case:
    """A learner with so many units left; caps of 0 in a term, chances of 0 and 1, second sessions, deadlines."""
    random = Random(f"vintage {seed}")
    programme = random.choice(sorted(VINTAGES))
    start = VINTAGES[programme]
    year = int(start[:4])
    units = list(case_of(programme, start=start).remaining)
    electives = [unit for unit in units if unit.startswith("UEV") or unit == "TET006"]
    left = random.sample(units, random.randint(least, most))
    acquired = [unit for unit in units if unit not in left and unit not in electives]
    acquired += electives[:1] if random.random() < 0.6 else []
    some = random.sample(units, 3)
    keys: dict[str, Any] = {
        "start": start,
        "acquired": acquired,
        "order": random.choice(("prefer", "require", "ignore")),
        "chances": {"fail": random.choice(CHANCES[:-1]), "units": {unit: random.choice(CHANCES) for unit in some}},
    }
    if programme != "casp-2010-reunion":
        keys["pathway"] = random.choice(("evening", "evening", "daytime", "mixed"))
    elif random.random() < 0.6:
        keys["chances"]["second_session"] = random.choice((0, 0.4, 0.8))
    if random.random() < 0.7:
        keys["deadline"] = f"{year + random.randint(0, 3)}-S{random.randint(1, 2)}"
    if random.random() < 0.4:
        keys["max_units_per_term"] = {"default": random.randint(1, 3), "terms": {f"{year}-S2": 0}}
    if random.random() < 0.3:
        keys["availability"] = {"evenings": random.sample(["mon", "tue", "wed", "thu", "fri"], random.randint(1, 3))}
    return case_of(programme, **keys)
