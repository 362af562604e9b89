"""Impossible cases: random ones, and possible ones tightened until nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks import learners as random_learners
from planner.domain.case import Case
from planner.domain.learner import WORKDAYS
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import Raw, made_readable, product_case
from tests.reference import solve
from tests.reference.case import Case as ReferenceCase
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.reading import read_case

TRIES = 8
AHEAD = 7


@dataclass(frozen=True)
class Example:
    """The data of a case, the product's reading of it, and the number of terms up to its deadline."""

    name: str
    programme: Raw
    learner: Raw
    terms: int
    case: Case

    @property
    def possible(self) -> bool:
        """By the reference."""
        return solve(self.programme, self.learner, self.terms).status == "optimal"


def example(name: str, programme: Raw, learner: Raw, terms: int) -> Example | None:
    """The case with its deadline spelt out; None when the product refuses the data."""
    try:
        case = product_case(programme, learner, terms)
    except BadInput:
        return None
    limit = case.learner.deadline
    assert limit is not None
    data = {"programme": case.programme.id, **learner, "deadline": case.programme.calendar.term(limit).name}
    return Example(name, programme, data, limit - case.learner.start + 1, case)


def small(seed: int) -> Example | None:
    """A tiny random programme and learner, as they come."""
    make = random_busy_case if seed % 3 == 0 else random_case
    programme, learner, terms = make(seed)
    return example(f"small-{seed}", made_readable(programme), learner, terms)


def vintage(seed: int) -> Example | None:
    """A random learner of one of the five vintages."""
    random = Random(f"vintage-{seed}")
    name = random_learners.VINTAGES[seed % len(random_learners.VINTAGES)]
    learner = random_learners.learner(random, programmes.load(name))
    return example(f"{name}-{seed}", programmes.raw(name), learner, AHEAD)


def impossible(make: Callable[[int], Example | None], seed: int) -> Example | None:
    """The case of a seed, tightened where it is possible; None when that does not make it impossible."""
    found, random = make(seed), Random(f"tighter-{seed}")
    for _ in range(TRIES):
        if found is None or not found.possible:
            return found
        tighter = dict(found.learner)
        for change in random.sample(TIGHTER, random.choice((1, 1, 2))):
            change(random, found, tighter)
        found = example(found.name, found.programme, tighter, found.terms) or found
    return None


def all_impossible(make: Callable[[int], Example | None], seeds: range) -> Iterator[Example]:
    """Those of the seeds that become impossible."""
    for seed in seeds:
        found = impossible(make, seed)
        if found is not None:
            yield found


def _read(found: Example) -> ReferenceCase:
    return read_case(found.programme, found.learner, found.terms)


def _term(random: Random, found: Example) -> str:
    case = _read(found)
    return case.calendar.name(random.randint(case.start, case.horizon))


def _deadline(random: Random, found: Example, data: dict[str, Any]) -> None:
    best = solve(found.programme, found.learner, found.terms)
    case = _read(found)
    if best.objectives.get("duration"):
        sooner = case.start + (best.objectives["duration"] or 1) - 1 - random.choice((1, 1, 1, 2))
        data["deadline"] = case.calendar.name(max(case.start, sooner))


def _budget(random: Random, found: Example, data: dict[str, Any]) -> None:
    best = solve(found.programme, found.learner, found.terms)
    cost = best.objectives.get("cost") or 40000
    years = -(-found.terms // _read(found).calendar.size)
    most = round(cost / 100 / years * random.choice((0.3, 0.6, 0.8, 0.95)), 1)
    data["max_cost_per_year"] = most
    if random.random() < 0.3:
        year = _read(found).calendar.year(_read(found).start) + random.randrange(years)
        data["max_cost_per_year"] = {"default": most, "years": {f"{year}-{year + 1}": round(most * 1.2, 2)}}


def _cap(random: Random, found: Example, data: dict[str, Any]) -> None:
    if random.random() < 0.6:
        data["max_units_per_term"] = random.choice((1, 2))
    else:
        data["max_units_per_term"] = {"default": 2, "terms": {_term(random, found): random.choice((0, 1))}}


def _day_cap(random: Random, found: Example, data: dict[str, Any]) -> None:
    data["max_daytime_units_per_term"] = {"default": random.choice((0, 1, 2))}


def _evenings(random: Random, found: Example, data: dict[str, Any]) -> None:
    given: dict[str, Any] = {"evenings": random.sample(WORKDAYS, random.choice((1, 1, 2, 3)))}
    if random.random() < 0.5:
        given["terms"] = {_term(random, found): {"evenings": random.sample(WORKDAYS, random.choice((0, 0, 1)))}}
    data["availability"] = given


def _no_evening(random: Random, found: Example, data: dict[str, Any]) -> None:
    data["availability"] = {"terms": {_term(random, found): {"evenings": []}}}


def _window(random: Random, found: Example, data: dict[str, Any]) -> None:
    case = _read(found)
    first = case.calendar.starts(random.randint(case.start, case.horizon))
    weeks = random.choice((6, 10, 12))
    data["experience"] = {"months": 12, "in_sector": False, "working": True}
    data["internship_windows"] = [
        {"from": str(first), "to": str(type(first).fromordinal(first.toordinal() + weeks * 7))}
    ]
    if random.random() < 0.2:
        del data["internship_windows"]


def _pin(random: Random, found: Example, data: dict[str, Any]) -> None:
    free = [unit for unit in found.case.remaining if unit not in {pin["unit"] for pin in data.get("pins", ())}]
    if free:
        pins = [*data.get("pins", ()), {"unit": random.choice(free), "term": _term(random, found)}]
        data["pins"] = pins


def _avoid(random: Random, found: Example, data: dict[str, Any]) -> None:
    free = list(found.case.remaining)
    if free:
        count = min(len(free), random.choice((1, 1, 2)))
        data["avoid"] = sorted({*data.get("avoid", ()), *random.sample(free, count)})


def _order(random: Random, found: Example, data: dict[str, Any]) -> None:
    data["order"] = "require"


def _work(random: Random, found: Example, data: dict[str, Any]) -> None:
    data["experience"] = {"months": random.choice((0, 3, 6)), "in_sector": True, "working": random.random() < 0.3}


TIGHTER: tuple[Callable[[Random, Example, dict[str, Any]], None], ...] = (
    _deadline, _deadline, _budget, _cap, _day_cap, _evenings, _no_evening, _window, _pin, _avoid, _order, _work
)  # fmt: skip
