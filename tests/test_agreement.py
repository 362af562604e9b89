"""The product against an independent reference: the same optimum, or impossible, on random programmes and vintages."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import made_readable, product_case, product_outcome
from tests.reference import Outcome, solve, solve_by_enumeration
from tests.reference.random_learners import random_busy_case, random_case

SMALL, BUSY, BATCH = 400, 200, 50


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
