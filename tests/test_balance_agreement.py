"""Even loads and bounds on terms against an enumeration of all plans, and rule by rule between model and checker."""

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
from tests.reference.even import best_even, evened
from tests.reference.random_learners import random_busy_case, random_case
from tests.support import MORE
from tests.test_rule_agreement import _accepts, _random_plan

SMALL, BUSY, BATCH = 120 * MORE, 40 * MORE, 40


def even_case(make: Any, seed: int) -> tuple[Any, Any, int]:
    """A random case whose learner has bounds on terms and wants them even."""
    programme, learner, terms = make(seed)
    ids = [term["id"] for term in programme["calendar"]["terms"]]
    first = int(learner["start"][:4]) * len(ids) + ids.index(learner["start"][5:])
    names = [f"{t // len(ids)}-{ids[t % len(ids)]}" for t in range(first, first + terms)]
    return made_readable(programme), evened(Random(f"even {seed}"), learner, terms, names), terms


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_small_programmes_by_enumeration(first: int) -> None:
    compared(random_case, range(first, first + BATCH), least=2)


@pytest.mark.parametrize("first", range(0, BUSY, BATCH))
def test_busy_programmes_by_enumeration(first: int) -> None:
    compared(random_busy_case, range(first, first + BATCH), least=4)


def compared(make: Any, seeds: range, least: int) -> None:
    seen: Counter[str] = Counter()
    for seed in seeds:
        programme, learner, terms = even_case(make, seed)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = best_even(programme, learner, terms)
        assert product_outcome(case) == expected, seed
        seen[expected[0]] += 1
        seen["uneven"] += bool(expected[1].get("evenness"))
    assert min(seen["optimal"], seen["impossible"], seen["uneven"]) >= least, seen
    assert seen["refused"] <= BATCH // 8


@pytest.mark.parametrize("rule", ["load_cap", "deadline"])
def test_model_and_check_agree(rule: str) -> None:
    """With a random plan fixed, the model of the rule alone is feasible exactly when its check is silent."""
    seen: Counter[bool] = Counter()
    keys: Counter[str] = Counter()
    for seed in range(SMALL):
        programme, learner, terms = even_case(random_busy_case if seed % 2 else random_case, seed)
        try:
            case: Case = product_case(programme, learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        found = list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == (not found), seed
        seen[not found] += 1
        keys.update(violation.key for violation in found)
    assert min(seen.values()) >= 15, seen
    wanted = ("least_units", "most_units", "least_credits", "most_credits") if rule == "load_cap" else ("terms",)
    assert min(keys[f"check.{key}"] for key in wanted) >= 3, keys
