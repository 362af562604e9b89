"""The product against independent references where several fundings pay: the same optimum, and the same bill."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.check.cost import cost
from planner.check.payers import own_cost, shares
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.storage import programmes
from tests.agreement import answer, made_readable, product_case
from tests.reference.bill import Bill, bill, read_payers
from tests.reference.brute import legal_plans
from tests.reference.mixed import solve_mixed_by_enumeration, solve_mixed_plainly
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_payers import random_mix, random_own
from tests.reference.reading import read_case
from tests.replan_agreement import key_of
from tests.support import MORE

SMALL, BATCH = 100 * MORE, 50
ROUND = {**dict.fromkeys(random_learners.VINTAGES, 12), "casp-rncp36625": 3}


def small(seed: int) -> tuple[dict[str, Any], dict[str, Any], int]:
    """A tiny programme and a learner for whom several fundings pay."""
    random = Random(f"payers {seed}")
    programme, learner, terms = (random_busy_case if seed % 2 == 0 else random_case)(seed)
    programme = made_readable(random_own(random, programme))
    return programme, random_mix(random, programme, learner, own_first=0.8), terms


@pytest.mark.parametrize("first", range(0, SMALL, BATCH))
def test_random_mixes_by_enumeration(first: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + BATCH):
        programme, learner, terms = small(seed)
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            seen["refused"] += 1
            continue
        expected = solve_mixed_by_enumeration(programme, learner, terms)
        assert answer(case) == expected, seed
        seen[expected[0]] += 1
        seen.update(expected[1].keys())
    assert seen["optimal"] >= BATCH // 5
    assert seen["own-cost"] >= BATCH // 10
    assert seen["refused"] <= BATCH // 10


@pytest.mark.parametrize("name", random_learners.VINTAGES)
def test_random_mixes_of_the_vintages(name: str) -> None:
    random, programme, raw = Random(f"payers {name}"), programmes.load(name), programmes.raw(name)
    for _ in range(ROUND[name]):
        learner = random_mix(random, raw, random_learners.learner(random, programme), own_first=0.8)
        assert answer(product_case(raw, learner, 7)) == solve_mixed_plainly(raw, learner, 7), learner


def paid_by(case: Case, plan: Any, due: Bill) -> list[str]:
    """Differences between the product's shares of a plan and the reference's bill; amounts that are known only."""
    found = {}
    for share in shares(case, cost(case, plan)):
        for year, amount in share.by_year.items():
            found[year, "you" if share.beyond else share.funding] = amount
    keys = found.keys() | due.paid.keys()
    return [f"{key}: {found.get(key)}, {due.paid.get(key)}" for key in keys
            if found.get(key, 0) is not None and (found.get(key) or 0) != due.paid.get(key, 0)]  # fmt: skip


def test_the_bill_of_any_plan() -> None:
    """Not only of the best: a random legal plan of each tiny programme, year by year and payer by payer."""
    compared: Counter[str] = Counter()
    for seed in range(120):
        programme, learner, terms = small(seed)
        payers = read_payers(programme, learner)
        known = read_case(programme, {**learner, "funding": payers.rest, "max_cost_per_year": None}, terms)
        plans = [plan for _, plan in zip(range(40), legal_plans(known), strict=False)]
        try:
            case = product_case(programme, learner, terms)
        except BadInput:
            continue
        if not plans:
            continue
        chosen, award = Random(seed).choice(plans)
        due = bill(known, payers, chosen, award)
        offerings = {key_of(o): o for o in case.offerings(case.learner.start + 12)}
        plan = Plan(tuple(offerings[key_of(one)] for one in chosen.values()), award)
        paid = cost(case, plan)
        assert (paid.total, own_cost(case, paid)) == (due.total, due.own), seed
        assert {year: paid.known_cents(year) for year, amount in due.years.items() if amount} == {
            year: amount for year, amount in due.years.items() if amount
        }, seed
        assert paid_by(case, plan, due) == [], seed
        compared.update(["plans", *(["known"] if due.own is not None else []), *(["you"] if any(
            key[1] == "you" and amount for key, amount in due.paid.items()) else [])])  # fmt: skip
    assert compared["plans"] >= 50
    assert min(compared["known"], compared["you"]) >= 10
