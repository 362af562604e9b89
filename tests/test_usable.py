"""What a search leaves out changes nothing: variables of offerings, horizons never tried, levels never searched."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.domain.case import Case
from planner.domain.learner import CREDITS
from planner.model.build import build
from planner.model.usable import Usable
from planner.model.wishes import LEAST, WISHES
from planner.solve import pipeline
from planner.solve.engine import Clock, run
from planner.solve.horizon import last_term
from planner.solve.pipeline import solve
from planner.solve.result import Result
from tests.support import case_of, term

NUMBER, SEED = 60, 1905


class Everything(Usable):
    """A search with a variable for each offering, that takes one objective after the other and the ties at last."""

    def __init__(self, case: Case, end: int | None = None) -> None:
        super().__init__(case, end)
        self.one_modality = False

    def soonest(self, first: int, last: int) -> int:
        return 0


def outcome(result: Result) -> tuple[Any, ...]:
    chosen = () if result.plan is None else tuple((o.id, o.terms) for o in result.plan.chosen)
    return result.status, chosen, result.plan and result.plan.award, result.objectives


def test_the_plan_is_that_of_the_whole_model(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = random_learners.cases(NUMBER, SEED)
    found = [solve(case) for case in cases]
    monkeypatch.setattr(pipeline, "Usable", Everything)
    whole = [solve(case) for case in cases]
    assert [outcome(result) for result in found] == [outcome(result) for result in whole]
    assert {result.status for result in found} == {"optimal", "impossible"}
    assert sum(result.solves for result in found) < 0.8 * sum(result.solves for result in whole)


def test_no_plan_is_below_what_is_said_to_be_least() -> None:
    """Over the term of the award alone, each objective by itself."""
    met = dict.fromkeys(LEAST, 0)
    for case in random_learners.cases(NUMBER, SEED):
        result = solve(case)
        if result.plan is None:
            continue
        for name in LEAST:
            model, variables = build(case, result.plan.award, result.plan.award, usable=Usable(case))
            wish = WISHES[name](model, variables, case)
            if wish is None:
                continue
            model.minimize(wish)
            answer = run(model, pipeline.Config(), Clock.start(60))
            least = LEAST[name](variables, case)
            assert answer.proven
            assert answer.bound >= least, (case.learner.id, name)
            met[name] += answer.bound == least
    assert min(met[name] for name in LEAST if name not in CREDITS) > NUMBER / 4, met
    assert met["balance"] > NUMBER / 10, met


def soonest(case: Case) -> int:
    return Usable(case).soonest(case.learner.start, last_term(case))


def test_a_unit_that_nobody_offers_makes_an_award_impossible_at_once() -> None:
    case = case_of("casp-2019-2020", avoid=["PSY001"])
    assert soonest(case) == last_term(case) + 1
    result = solve(case)
    assert (result.status, result.solves) == ("impossible", 1), "only the proof"


def test_a_pin_says_how_soon_an_award_can_be() -> None:
    case = case_of("casp-2019-2020", pins=[{"unit": "TET003", "term": "2022-S1"}], acquired=["AST004", "TRS001"])
    assert soonest(case) == term(case, "2022-S2"), "an annual unit"


def test_what_comes_too_soon_for_a_prerequisite_has_no_variable() -> None:
    case = case_of("casp-2019-2020")
    first = {one.unit: one.first for one in reversed(Usable(case).within(last_term(case)))}
    assert first["AST005"] == term(case, "2019-S2")
    assert {one.modality for one in Usable(case).within(last_term(case))} == {"evening"}


def test_between_modalities_every_offering_keeps_its_variable() -> None:
    case = case_of("casp-2019-2020", pathway="mixed", avoid=["UEV010"])
    assert Usable(case).within(last_term(case)) == case.offerings(last_term(case))
