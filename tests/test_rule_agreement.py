"""Rule by rule: with a random plan fixed, the model of one rule is feasible exactly when its check is silent."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpSolver

from planner.check import CHECKS
from planner.domain.case import Case
from planner.domain.plan import Plan
from planner.errors import BadInput
from planner.model.build import build
from planner.model.rules import RULES
from planner.model.variables import Variables
from tests.agreement import made_readable, product_case
from tests.reference.random_learners import random_busy_case, random_case
from tests.reference.random_payers import random_choice, random_own
from tests.reference.random_timetables import random_weekly_case
from tests.reference.random_wishes import with_pause

CASES = 260
WEEKLY = ("clash", "availability")


def _random_plan(random: Random, case: Case, variables: Variables) -> Plan:
    chosen = []
    keep = random.choice((0.6, 0.9, 1.0))
    for unit in case.remaining:
        offerings = variables.offerings_of(unit)
        if offerings and random.random() < keep:
            chosen.append(random.choice(offerings))
    award = random.choice(list(variables.awards)[-3:])
    internship = random.choice(variables.slots)[0] if variables.slots else None
    workshop = random.choice(list(variables.terms)) if case.needs_workshop else None
    return Plan(tuple(chosen), award, internship, workshop)


def _fix(variables: Variables, plan: Plan) -> None:
    model = variables.model
    for offering in variables.offerings:
        model.add(variables.taken(offering) == int(offering in plan.chosen))
    for term in variables.awards:
        model.add(variables.award(term) == int(term == plan.award))
    for span, slot in variables.slots:
        model.add(slot == int(span == plan.internship))
    for term in variables.terms if plan.workshop is not None else ():
        model.add(variables.workshop(term) == int(term == plan.workshop))


def _accepts(case: Case, plan: Plan, last: int, rule: str) -> bool:
    model, variables = build(case, last, without=set(RULES) - {rule})
    _fix(variables, plan)
    solver = CpSolver()
    solver.parameters.num_workers = 1
    return bool(solver.solve(model) == OPTIMAL)


@pytest.mark.parametrize("rule", RULES)
def test_model_and_check_agree(rule: str) -> None:
    seen: Counter[bool] = Counter()
    for seed in range(CASES):
        make = random_busy_case if seed % 4 == 0 else random_case
        programme, learner, terms = make(seed)
        if rule == "payer_budget":
            programme = random_own(Random(seed), programme)
            learner = random_choice(Random(seed), programme, learner)
        if rule == "pause":
            learner = with_pause(Random(seed), programme, learner, terms)
        try:
            case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        limit = case.learner.deadline
        assert limit is not None
        last = limit + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        silent = not list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == silent, seed
        seen[silent] += 1
    assert seen[True] >= 20
    assert seen[False] >= 3 or rule == "clash"


@pytest.mark.parametrize("rule", WEEKLY)
def test_model_and_check_agree_on_sessions(rule: str) -> None:
    """With several sections, dates, sites and travel."""
    seen: Counter[bool] = Counter()
    keys: Counter[str] = Counter()
    for seed in range(CASES):
        programme, learner, terms = random_weekly_case(seed)
        try:
            case = product_case(made_readable(programme), learner, terms)
        except BadInput:
            continue
        last = (case.learner.deadline or 0) + 2
        plan = _random_plan(Random(seed), case, build(case, last, without=RULES)[1])
        found = list(CHECKS[rule](case, plan))
        assert _accepts(case, plan, last, rule) == (not found), seed
        seen[not found] += 1
        keys.update(violation.key for violation in found)
    assert min(seen.values()) >= 20
    if rule == "clash":
        assert min(keys[f"check.{name}"] for name in ("clash", "clash_day", "travel")) >= 3
