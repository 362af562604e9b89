"""What a term can hold at most: no plan has more, and where caps bind it is the sum of the heaviest units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from planner.domain.case import Case
from planner.domain.learner import Cap
from planner.model import loads
from planner.model.build import build
from planner.model.usable import Usable
from planner.solve.pipeline import solve
from planner.storage import learners, registry

SAMPLES = (
    "casp-2019-2020/learners/autumn-evening.yaml", "casp-2016-2017/learners/mixed-jobseeker.yaml",
    "fictional-three-terms/learners/evening-fresh.yaml",
)  # fmt: skip


def load(name: str) -> Case:
    return learners.load(registry.instances_folder() / name)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_plan_has_more_in_a_term(name: str) -> None:
    case = load(name)
    plan = solve(case).plan
    assert plan is not None
    _, variables = build(case, plan.award)
    for term in variables.terms:
        found = sum(loads.share(case, one) for one in plan.running(term))
        assert found <= loads.most_in_term(variables, case, term)


@pytest.mark.parametrize("cap", [1, 2, 3, 50])
def test_evening_units_are_counted_up_to_the_cap(cap: int) -> None:
    case = load(SAMPLES[0])
    case = replace(case, learner=replace(case.learner, evening_cap=Cap(cap, {})))
    last = case.learner.start + 5
    _, variables = build(case, last, usable=Usable(case, last))
    for term in variables.terms:
        running = {one.unit: one for one in variables.offerings_in(term)}
        credits = [Fraction(case.programme.units[o.unit].credits or 0) / len(o.terms) for o in running.values()]
        heaviest = sum(sorted(credits)[-cap:])
        assert loads.most_in_term(variables, case, term) == heaviest * case.programme.parts


@pytest.mark.parametrize("most", [6, 11, 400])
def test_credits_are_counted_up_to_the_bound(most: int) -> None:
    case = load(SAMPLES[0])
    case = replace(case, learner=replace(case.learner, most_credits=Cap(most, {})))
    last = case.learner.start + 5
    _, variables = build(case, last, usable=Usable(case, last))
    unbound = load(SAMPLES[0])
    for term in variables.terms:
        free = loads.most_in_term(variables, unbound, term)
        assert loads.most_in_term(variables, case, term) == min(free, most * case.programme.parts)
