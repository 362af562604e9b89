"""What regulations limit: the best plan by enumeration, and model and checker with random plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from planner.check import CHECKS
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from tests.agreement import answer, made_readable, product_case
from tests.many_agreement import Sample, exactly
from tests.reference import solve_by_enumeration
from tests.reference.random_regulations import random_limited_case, random_shared_case, random_tracked_case
from tests.support import MORE
from tests.test_rule_agreement import _accepts, _random_plan

CASES = 60 * MORE


KINDS = {
    random_limited_case: ("check.at_most_count", "check.at_most_credits", "check.exclusive"),
    random_tracked_case: ("check.one_of", "check.for_nothing"),
    random_shared_case: ("check.shared", "check.for_nothing"),
}
"""Seeded programmes, and what the checker is to say of some random plans of theirs."""


@pytest.mark.parametrize("make", KINDS)
def test_the_best_plan_by_enumeration(make: Callable[[int], Sample]) -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        programme, learner, terms = make(seed)
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            continue
        if not case.has_prices:  # the reference knows the cost of a plan without units
            continue
        found = answer(case)
        assert found == exactly(solve_by_enumeration)(programme, learner, terms), seed
        seen[found[0]] += 1
    assert min(seen["optimal"], seen["impossible"]) >= CASES // 6


@pytest.mark.parametrize(("make", "keys"), KINDS.items())
def test_model_and_check_agree(make: Callable[[int], Sample], keys: tuple[str, ...]) -> None:
    seen: Counter[str] = Counter()
    for seed in range(2 * CASES):
        programme, learner, terms = make(seed)
        try:
            case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        broken = list(CHECKS["requirement"](case, plan))
        assert _accepts(case, plan, last, "requirement") == (not broken), seed
        seen.update([violation.key for violation in broken] or ["silent"])
    assert min(seen[key] for key in ("silent", *keys)) >= 10
