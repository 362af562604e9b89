"""Credits with decimals against an enumeration of all plans, exactly, and rule by rule between model and checker."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from planner.check import CHECKS
from planner.domain.case import Case
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from tests.agreement import made_readable, product_case, product_outcome
from tests.reference.even import best_even
from tests.reference.random_credits import with_decimals
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_progress import progress_case, with_credits
from tests.reference.random_regulations import random_limited_case, random_tracked_case
from tests.support import MORE
from tests.test_balance_agreement import even_case
from tests.test_rule_agreement import _accepts, _random_plan

SMALL, BATCH = 80 * MORE, 40


def decimal_case(seed: int) -> tuple[Any, Any, int]:
    """A random case with decimals; every second learner wants even loads."""
    rare = {1: random_limited_case, 3: random_tracked_case, 4: lambda seed: progress_case(seed, with_credits)}
    make = rare.get(seed % 5) or (random_busy_case if seed % 4 < 2 else random_case)
    programme, learner, terms = make(seed) if seed % 2 else even_case(make, seed)
    programme, learner = with_decimals(Random(f"decimals {seed}"), programme, learner)
    return made_readable(programme), learner, terms


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_decimals_by_enumeration(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = decimal_case(seed)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = best_even(programme, learner, terms)
        assert product_outcome(case) == expected, seed
        seen[expected[0]] += 1
    assert min(seen["optimal"], seen["impossible"]) >= BATCH // 8, seen
    assert seen["refused"] <= BATCH // 5


@pytest.mark.parametrize("rule", ["load_cap", "requirement"])
def test_model_and_check_agree_on_decimals(rule: str) -> None:
    """With a random plan fixed, the model of the rule alone is feasible exactly when its check is silent."""
    seen: Counter[bool] = Counter()
    for seed in range(2 * SMALL):
        programme, learner, terms = decimal_case(seed)
        try:
            case: Case = product_case(programme, learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        found = list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == (not found), seed
        seen[not found] += 1
    assert min(seen.values()) >= 15, seen
