"""Units of a kind of their own against an enumeration of all plans, and rule by rule between model and checker."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from planner.check import CHECKS
from planner.domain.case import Case
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from tests.agreement import answer, made_readable, product_case
from tests.many_agreement import exactly
from tests.reference import solve_by_enumeration
from tests.reference.random_kinds import random_kind_case
from tests.support import MORE
from tests.test_rule_agreement import _accepts, _random_plan

SMALL, BATCH = 80 * MORE, 40


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_kinds_of_units_by_enumeration(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = random_kind_case(seed)
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        found = answer(case)
        assert found == exactly(solve_by_enumeration)(programme, learner, terms), seed
        seen[found[0]] += 1
    assert min(seen["optimal"], seen["impossible"]) >= BATCH // 8, seen
    assert seen["refused"] <= BATCH // 8


@pytest.mark.parametrize("rule", ["load_cap", "offering"])
def test_model_and_check_agree_on_kinds(rule: str) -> None:
    """With a random plan fixed, the model of the rule alone is feasible exactly when its check is silent."""
    seen: Counter[str] = Counter()
    for seed in range(2 * SMALL):
        programme, learner, terms = random_kind_case(seed)
        try:
            case: Case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        found = list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == (not found), seed
        seen.update([violation.key for violation in found] or ["silent"])
    assert seen["silent"] >= 15, seen
    assert rule != "load_cap" or seen["check.alone"] >= 30, seen
