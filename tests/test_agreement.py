"""The product against an independent reference: the same optimum, or impossible, on random programmes and vintages."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import made_readable, product_case, product_outcome
from tests.reference import Outcome, solve, solve_by_enumeration
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_timetables import random_weekly_case
from tests.support import MORE

SMALL, BUSY, WEEKLY, BATCH = 150 * MORE, 50 * MORE, 200 * MORE, 50


def _known(outcome: Outcome) -> tuple[str, dict[str, int]]:
    return outcome.status, {name: value for name, value in outcome.objectives.items() if value is not None}


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_random_small_programmes_by_enumeration(first: int) -> None:
    seen = {"optimal": 0, "impossible": 0, "refused": 0}
    for seed in range(first, first + BATCH):
        programme, learner, terms = random_case(seed)
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = _known(solve_by_enumeration(programme, learner, terms))
        assert product_outcome(case) == expected, seed
        seen[expected[0]] += 1
    assert seen["optimal"] >= BATCH // 5
    assert seen["impossible"] >= BATCH // 5
    assert seen["refused"] <= BATCH // 10


@pytest.mark.parametrize("first", range(0, BUSY, BATCH))
def test_random_busy_programmes(first: int) -> None:
    seen = {"optimal": 0, "impossible": 0}
    for seed in range(first, first + BATCH):
        programme, learner, terms = random_busy_case(seed)
        programme = made_readable(programme)
        expected = _known(solve(programme, learner, terms))
        assert product_outcome(product_case(programme, learner, terms)) == expected, seed
        seen[expected[0]] += 1
    assert min(seen.values()) >= BATCH // 10


@pytest.mark.parametrize("first", range(0, WEEKLY, BATCH))
def test_random_timetables_by_enumeration(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = random_weekly_case(seed)
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = _known(solve_by_enumeration(programme, learner, terms))
        assert product_outcome(case) == expected, seed
        seen[expected[0]] += 1
        for key in ("site", "date"):
            seen[key] += any(row.get(key) for row in programme["timetable"])
        seen["travel"] += bool(programme["travel"])
    assert min(seen["optimal"], seen["impossible"], seen["date"], seen["travel"]) >= BATCH // 4
    assert seen["refused"] <= BATCH // 10


def test_travel_and_hours_decide_some_random_timetables() -> None:
    """What the rows say beside the terms matters: without travel, and without any hours, other plans are best."""
    seen, least = Counter[str](), {"travel": 2, "hours": 20}
    for seed in range(WEEKLY):
        programme, learner, terms = random_weekly_case(seed)
        without = [
            {key: row[key] for key in ("offering", "unit", "period", "modality")} for row in programme["timetable"]
        ]
        changes = {"travel": {"travel": []}, "hours": {"timetable": without, "travel": []}}
        asked = [name for name in least if seen[name] < least[name] and (name != "travel" or programme["travel"])]
        if asked:
            outcome = _known(solve_by_enumeration(programme, learner, terms))
            others = {name: solve_by_enumeration(programme | changes[name], learner, terms) for name in asked}
            seen.update(name for name, other in others.items() if _known(other) != outcome)
    assert seen == least


@pytest.mark.parametrize("name", random_learners.VINTAGES)
def test_random_learners_of_the_vintages(name: str) -> None:
    random, programme, raw = Random(name), programmes.load(name), programmes.raw(name)
    seen: dict[str, int] = {}
    for _ in range(12):
        learner: dict[str, Any] = random_learners.learner(random, programme)
        expected = _known(solve(raw, learner, 7))
        assert product_outcome(product_case(raw, learner, 7)) == expected, learner
        seen[expected[0]] = seen.get(expected[0], 0) + 1
    assert seen["optimal"] >= 6
