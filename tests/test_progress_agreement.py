"""What regulations say of progress, on random small programmes: the best plan by trying all, and rule by rule."""

from __future__ import annotations

from collections import Counter
from functools import partial
from random import Random

import pytest

from planner.check import CHECKS
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from tests.agreement import Raw, ended, made_readable, product_case, product_outcome
from tests.many_agreement import exactly
from tests.reference import solve_by_enumeration
from tests.reference.random_progress import (
    Change,
    progress_case,
    with_circles,
    with_credits,
    with_load_by_term,
    with_recommended_terms,
)
from tests.reference.random_results import random_told
from tests.reference.random_wishes import ending, with_wishes
from tests.replan_agreement import answer, differences, following
from tests.test_rule_agreement import _accepts, _random_plan

CASES = 80
KEYS: dict[str, tuple[Change, ...]] = {
    "loads by term": (with_load_by_term,),
    "recommended terms": (with_recommended_terms,),
    "credits": (with_credits,),
    "credits in circles": (with_credits, with_circles),
    "all": (with_credits, with_load_by_term, with_recommended_terms),
}
RULES_OF = [
    ("loads by term", "load_cap"), ("credits", "prerequisite"), ("credits", "requirement"),
    ("credits in circles", "requirement"),
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_the_best_plan_by_enumeration(key: str) -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        programme, learner, terms = progress_case(seed, *KEYS[key])
        programme = made_readable(programme)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            continue
        expected = exactly(solve_by_enumeration)(programme, learner, terms)
        found = product_outcome(case)
        assert found == expected, seed
        assert list(found[1]) == list(expected[1]), seed
        seen[expected[0]] += 1
        seen["other"] += expected != exactly(solve_by_enumeration)(*_plain(seed, learner))
    assert min(seen["optimal"], seen["impossible"]) >= CASES // 5, seen
    assert seen["other"] >= CASES // 8, seen


def _plain(seed: int, learner: Raw) -> tuple[Raw, Raw, int]:
    """The same programme without what regulations say, for the same learner."""
    programme, _, terms = progress_case(seed)
    return made_readable(programme), learner, terms


@pytest.mark.parametrize(("key", "rule"), RULES_OF)
def test_model_and_check_agree(key: str, rule: str) -> None:
    seen: Counter[bool] = Counter()
    for seed in range(2 * CASES):
        programme, learner, terms = progress_case(seed, *KEYS[key])
        try:
            case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        silent = not list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == silent, seed
        seen[silent] += 1
    assert min(seen.values()) >= CASES // 6, seen


def test_credits_with_goals_extra_units_and_dispensations() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES // 2):
        programme, learner, terms = progress_case(seed, with_credits)
        programme = made_readable(programme)
        learner = with_wishes(Random(seed), programme, learner)
        try:
            case = ended(product_case(programme, learner, terms))
        except BadInput:
            continue
        expected = exactly(solve_by_enumeration)(ending(programme, case.late, learner), learner, terms)
        assert product_outcome(case) == expected, seed
        seen.update([expected[0], *(key for key in ("goal", "extra", "waive") if key in learner)])
        seen["late"] += bool(case.late)
    assert min(seen[key] for key in ("optimal", "goal", "extra", "waive", "late")) >= 4, seen


def test_credits_after_results() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES // 4):
        one, history = random_told(seed, partial(_credited, seed)), None
        for number in range(3):
            if one is None:
                break
            try:
                found, case = answer(one, history)
            except BadInput:
                break
            assert differences(one, found) == [], f"seed {seed}, round {number}"
            seen[found.result.status] += 1
            history = found.case.history
            one = following(Random(f"{seed} {number}"), one, found, case)
    assert seen["optimal"] >= CASES // 6, seen


def _credited(seed: int, programme: Raw) -> Raw:
    return made_readable(with_credits(Random(f"results {seed}"), programme, {})[0])
