"""Chosen payers against brute force over payers and plans: the same optimum, the same bill, the same best sharing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.check import violations
from planner.check.assignment import payers as assigned
from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import answer, made_readable, product_case
from tests.reference.bill import bill
from tests.reference.brute import legal_plans
from tests.reference.case import Offering as Place
from tests.reference.chosen import (
    NOBODY,
    Choice,
    best_sharing,
    read_choice,
    solve_chosen_by_enumeration,
    ways,
    without_choice,
)
from tests.reference.chosen_plain import solve_chosen_plainly
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_payers import random_choice, random_own
from tests.replan_agreement import key_of
from tests.support import MORE

SMALL, BATCH = 50 * MORE, 50
ROUND = {**dict.fromkeys(random_learners.VINTAGES, 20), "casp-rncp36625": 3}


def small(seed: int) -> tuple[dict[str, Any], dict[str, Any], int]:
    """A tiny programme and a learner who has several payers to choose from."""
    random = Random(f"choice {seed}")
    programme, learner, terms = (random_busy_case if seed % 2 == 0 else random_case)(seed)
    programme = made_readable(random_own(random, programme))
    return programme, random_choice(random, programme, learner), terms


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_payers_and_plans_by_enumeration(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = small(seed)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = solve_chosen_by_enumeration(programme, learner, terms)
        found = answer(case)
        assert found == expected, seed
        assert list(found[1]) == list(expected[1]), seed
        seen[expected[0]] += 1
        seen.update(expected[1].keys())
    assert seen["optimal"] >= BATCH // 5
    assert seen["own-cost"] >= BATCH // 10
    assert seen["refused"] <= BATCH // 10


@pytest.mark.parametrize("name", random_learners.VINTAGES)
def test_payers_and_plans_of_the_vintages(name: str) -> None:
    random, programme, raw = Random(f"choice {name}"), programmes.load(name), programmes.raw(name)
    for _ in range(ROUND[name]):
        learner = random_choice(random, raw, random_learners.learner(random, programme))
        expected = solve_chosen_plainly(raw, learner, 7)
        found = answer(product_case(raw, learner, 7))
        assert found == expected, learner
        assert list(found[1]) == list(expected[1]), learner


def plans_of(seed: int) -> tuple[Case, Any, Choice, Mapping[str, Place], int, Plan] | None:
    """A random legal plan of a tiny programme, for the product and for the reference."""
    programme, learner, terms = small(seed)
    choice = read_choice(programme, learner)
    known = without_choice(programme, learner, terms, choice)
    plans = [plan for _, plan in zip(range(40), legal_plans(known), strict=False)]
    try:
        case = product_case(programme, {**learner, "max_cost_per_year": None}, terms)
    except BadInput:
        return None
    if not plans:
        return None
    chosen, award = Random(seed).choice(plans)
    offerings = {key_of(o): o for o in case.offerings(case.learner.start + 12)}
    plan = Plan(tuple(offerings[key_of(one)] for one in chosen.values()), award)
    return case, known, choice, chosen, award, plan


def test_the_best_sharing_of_any_plan() -> None:
    """Of a plan that names no payer: least own cost, then least cost; where nothing fits, the checker says so."""
    seen: Counter[str] = Counter()
    for seed in range(400):
        found = plans_of(seed)
        if found is None:
            continue
        case, known, choice, chosen, award, plan = found
        expected = best_sharing(known, choice, chosen, award)
        broken = {violation.rule for violation in violations(case, plan)}
        assert ("payer_budget" in broken) == (expected is None), seed
        seen["over"] += expected is None
        if expected is not None:
            paid = cost(case, plan)
            assert (own_cost(case, paid), paid.total) == expected, seed
            seen.update(["fits", "own"] if expected[0] is not None else ["fits"])
    assert min(seen["over"], seen["fits"], seen["own"]) >= 10


def test_the_bill_of_any_plan_and_any_payers() -> None:
    """Not only of the best: named payers are kept, and each pays what the reference says, year by year."""
    seen: Counter[str] = Counter()
    for seed in range(300):
        found = plans_of(seed)
        if found is None:
            continue
        case, known, choice, chosen, award, plan = found
        payers = Random(seed).choice(list(ways(known, choice, chosen)))
        named = {o.place: payers.funding(o.unit) for o in plan.chosen if payers.funding(o.unit) != NOBODY}
        due = bill(known, payers, chosen, award)
        plan = Plan(plan.chosen, plan.award, payers=tuple(named.items()))
        if len(named) < len(chosen):
            continue
        paid = cost(case, plan)
        assert assigned(case, plan) == named, seed
        assert (paid.total, own_cost(case, paid)) == (due.total, due.own), seed
        amounts = {
            (year, "you" if share.beyond else share.funding): amount
            for share in shares(case, paid)
            for year, amount in share.by_year.items()
        }
        for key in {*amounts, *due.paid}:
            assert amounts.get(key, 0) is None or (amounts.get(key) or 0) == due.paid.get(key, 0), (seed, key)
        fees = [item for item in due.items if item.listed and payers.yearly(item.payer, "evening") == item.listed]
        seen.update(["plans", *(["known"] if due.own is not None else []), *(["fees"] if fees else [])])
    assert min(seen["plans"], seen["known"], seen["fees"]) >= 20
