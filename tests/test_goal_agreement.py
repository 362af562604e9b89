"""Goals, extra units, dispensations and pins with a modality: the product and the reference find the same optimum."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from benchmarks import learners as random_learners
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import ended, made_readable, product_case, product_outcome
from tests.reference import Outcome, solve, solve_by_enumeration
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_wishes import ending, with_pause, with_wishes

BATCH = 40
KEYS = ("goal", "extra", "waive", "pins")
MAKERS = {"small": random_case, "busy": random_busy_case}


def _known(outcome: Outcome) -> tuple[str, dict[str, int]]:
    return outcome.status, {name: value for name, value in outcome.objectives.items() if value is not None}


@pytest.mark.parametrize(
    "kind, first", [("small", n * BATCH) for n in range(8)] + [("busy", n * BATCH) for n in (0, 1)]
)
def test_random_small_programmes_by_enumeration(kind: str, first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = MAKERS[kind](seed)
        programme = made_readable(programme)
        learner = with_wishes(Random(seed), programme, learner)
        if seed % 4 == 0:
            learner = with_pause(Random(seed), programme, learner, terms)
        try:
            case = ended(product_case(programme, learner, terms))
        except BadInput:
            seen["refused"] += 1
            continue
        expected = _known(solve_by_enumeration(ending(programme, case.late, learner), learner, terms))
        assert product_outcome(case) == expected, seed
        if expected[0] == "optimal":
            seen.update(["optimal", *(key for key in KEYS if key in learner)])
            seen["late"] += bool(case.late)
    assert seen["optimal"] >= BATCH // 6, seen
    assert seen["refused"] <= BATCH // 5
    if kind == "busy":
        assert min(seen[key] for key in ("goal", "extra", "waive", "late")) >= 2, seen


@pytest.mark.parametrize("name", random_learners.VINTAGES)
def test_random_learners_of_the_vintages(name: str) -> None:
    random, programme, raw = Random(f"wishes {name}"), programmes.load(name), programmes.raw(name)
    seen: Counter[str] = Counter()
    for _ in range(12):
        learner = with_wishes(random, raw, random_learners.learner(random, programme))
        if "goal" in learner:
            learner.pop("extra", None)
        expected = _known(solve(raw, learner, 9))
        assert product_outcome(product_case(raw, learner, 9)) == expected, learner
        seen.update([expected[0], *(key for key in KEYS if key in learner)])
    assert seen["optimal"] >= 3, seen
    assert seen["goal"] + seen["extra"] >= 4, seen
