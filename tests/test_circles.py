"""Units that need each other in a circle: the best plan by enumeration, and model and checker with random plans."""

from __future__ import annotations

from collections import Counter
from random import Random

from planner.check import CHECKS
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from tests.agreement import made_readable, product_case, product_outcome
from tests.many_agreement import exactly
from tests.reference import solve, solve_by_enumeration
from tests.reference.random_circles import random_circled_case
from tests.support import MORE
from tests.test_rule_agreement import _accepts, _random_plan

CASES = 80 * MORE


def test_random_circles_by_enumeration() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        programme, learner, terms = random_circled_case(seed)
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            continue
        expected = exactly(solve_by_enumeration)(programme, learner, terms)
        assert exactly(solve)(programme, learner, terms) == expected, seed
        assert product_outcome(case) == expected, seed
        seen[expected[0]] += 1
    assert min(seen["optimal"], seen["impossible"]) >= CASES // 4


def test_model_and_check_agree_on_circles() -> None:
    seen: Counter[bool] = Counter()
    for seed in range(2 * CASES):
        programme, learner, terms = random_circled_case(seed)
        try:
            case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        silent = not list(CHECKS["requirement"](case, plan))
        assert _accepts(case, plan, last, "requirement") == silent, seed
        seen[silent] += 1
    assert min(seen.values()) >= CASES // 8
