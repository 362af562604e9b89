"""Seeded random learners of any programme, as the data of their files; most are plausible, a few ask too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from planner.domain.calendar import add_months
from planner.domain.case import Case
from planner.domain.learner import WORKDAYS
from planner.domain.programme import Programme
from planner.storage import learners, programmes
from planner.storage.validation import Source

VINTAGES = ("casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625")
PATHWAYS = {"evening": 70, "mixed": 17, "daytime": 13}
TERMS_AHEAD = 6


def cases(number: int, seed: int) -> list[Case]:
    """Random learners, the vintages in turn."""
    random = Random(seed)
    found = []
    for place in range(number):
        data = learner(random, programmes.load(VINTAGES[place % len(VINTAGES)]))
        name = f"random-{seed}-{place}"
        found.append(learners.case(Source(data, name), name))
    return found


def learner(random: Random, programme: Programme) -> dict[str, Any]:
    """The data of one learner's file."""
    pathways = [pathway for pathway in PATHWAYS if pathway in programme.pathways]
    start = programme.calendar.year * programme.calendar.size + random.randrange(programme.calendar.size)
    data: dict[str, Any] = {
        "programme": programme.id,
        "start": programme.calendar.term(start).name,
        "fictional": True,
        "pathway": random.choices(pathways, [PATHWAYS[pathway] for pathway in pathways])[0],
        "funding": random.choice(sorted(programme.fundings)),
    }
    terms = [programme.calendar.term(term).name for term in range(start, start + TERMS_AHEAD)]
    later = [programme.calendar.term(term).name for term in range(start + 4, start + 10)]
    held = random.sample(programme.courses(), random.choice((0, 0, 0, 1, 2, 3, 4, 6, 8)))
    free = [unit for unit in programme.courses() if unit not in held]
    optional: dict[str, tuple[float, Callable[[], Any]]] = {
        "acquired": (1.0, lambda: [_acquired(random, unit) for unit in held]),
        "max_units_per_term": (0.5, lambda: random.choice((2, 3, 4))),
        "max_daytime_units_per_term": (0.15, lambda: random.choice((3, 4, 6))),
        "availability": (0.5, lambda: _availability(random, terms)),
        "deadline": (0.1, lambda: random.choice(later)),
        "pins": (0.1, lambda: [{"unit": random.choice(free), "term": random.choice(terms)}]),
        "avoid": (0.05, lambda: [random.choice(free)]),
        "order": (0.3, lambda: random.choice(("require", "ignore"))),
        "minimise": (0.2, lambda: random.choice((["cost"], ["cost"], ["order"], ["duration", "cost"], ["load"]))),
        "max_cost_per_year": (0.06, lambda: random.choice((400, 700, 1500, 4000))),
    }
    for key, (share, make) in optional.items():
        if random.random() < share:
            data[key] = make()
    return data | _experience(random, programme.calendar.term(start).span.starts)


def _acquired(random: Random, unit: str) -> Any:
    return unit if random.random() < 0.6 else {"unit": unit, "by": random.choice(("VAE", "VES"))}


def _availability(random: Random, terms: list[str]) -> dict[str, Any]:
    """Two to five evenings, and for some a term with fewer."""
    given: dict[str, Any] = {"evenings": _days(random, random.randint(2, 5))}
    if random.random() < 0.4:
        given["terms"] = {random.choice(terms): {"evenings": _days(random, random.randint(0, 3))}}
    return given


def _days(random: Random, number: int) -> list[str]:
    return sorted(random.sample(WORKDAYS, number), key=WORKDAYS.index)


def _experience(random: Random, start: date) -> dict[str, Any]:
    """Nothing said, or months in the sector, or months outside it with windows for the internship."""
    kind = random.choices(("missing", "inside", "outside"), (25, 45, 30))[0]
    if kind == "missing":
        return {}
    months = random.choice((0, 3, 6, 12, 18, 24, 36, 60))
    inside = kind == "inside"
    data: dict[str, Any] = {
        "experience": {"months": months, "in_sector": inside, "working": months < 24 or random.random() < 0.5}
    }
    if not inside:
        data["internship_windows"] = [_window(random, start) for _ in range(random.randint(1, 2))]
    return data


def _window(random: Random, start: date) -> dict[str, str]:
    """Three to six months that begin in the first two and a half years."""
    first = add_months(start.replace(day=1), random.randint(3, 30))
    return {"from": first.isoformat(), "to": add_months(first, random.randint(3, 6)).isoformat()}
