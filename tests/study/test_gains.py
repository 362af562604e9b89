"""Small changes are offered where they are worth something to the learner, what is worth most first."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.calendar import Term
from planner.domain.case import Case
from planner.report.documents import document
from planner.service.explain import explain as explained
from planner.solve.config import Config
from planner.solve.engine import Clock
from planner.solve.pipeline import solve
from planner.storage.learners import load
from planner.study.explain import explain
from planner.study.gains import Gain, gains

DATA = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
WORKED = {"experience": {"months": 24, "in_sector": True}}


def case_of(**keys: object) -> Case:
    return load({**DATA, **WORKED, **keys})


def offered(case: Case, today: date | None = None) -> tuple[Gain, ...]:
    return explain(case, Config(), today=today).gains.offered


def test_fewer_units_before_the_certificate_for_more_money_are_no_offer() -> None:
    found = explain(case_of(), Config()).gains
    assert "daytime" in found.tried
    assert "daytime" in found.passed, "it starts fewer units before the certificate is complete, and costs more"
    assert [gain.change.kind for gain in found.offered if gain.change.kind == "daytime"] == []


def test_what_was_passed_over_is_not_said_to_be_without_effect() -> None:
    data = document(explained({**DATA, **WORKED})).data
    assert "daytime" in data["tried"]
    assert "kind.daytime" not in [words.key for words in data["without_gain"]]


def test_a_title_that_comes_years_later_is_no_offer() -> None:
    case = case_of(minimise=["cost", "duration"], max_cost_per_year=620)
    result = solve(case)
    assert result.plan is not None
    assert [gain.change.kind for gain in offered(case)] == ["cap"], (
        "other payers would take twelve terms instead of six"
    )


def test_nobody_is_told_to_become_a_jobseeker_who_does_not_ask_who_pays() -> None:
    named = [gain.change.subject for gain in offered(case_of()) if gain.change.kind == "payer"]
    assert named
    assert not any("jobseeker" in subject for subject in named)
    asking = case_of(funding=["individual", "employer"], payer_budgets={"employer": 100})
    asks = [gain.change.subject for gain in offered(asking)]
    assert any("jobseeker" in subject for subject in asks)


@pytest.mark.parametrize("fictional", [True, False])
def test_nothing_is_offered_in_a_term_that_has_begun(fictional: bool) -> None:
    case = case_of(programme="casp-rncp36625", start="2026-S1", fictional=fictional)
    today = date(2026, 12, 1)
    terms = [term for gain in offered(case, today) if isinstance(term := gain.change.values.get("term"), Term)]
    assert terms
    assert all(term.span.starts > today for term in terms) is not fictional


def test_none_is_beaten_by_another_that_asks_no_more_and_the_best_comes_first() -> None:
    case = case_of()
    found = offered(case)
    awards = [gain.result.plan.award for gain in found if gain.result.plan is not None]
    assert len(found) > 1
    assert awards == sorted(awards)
    plans = [gain.result.plan for gain in found if gain.change.kind != "payer"]
    assert len(plans) == len(set(plans))


def test_what_there_was_no_time_for_is_said() -> None:
    case = case_of()
    found = gains(case, solve(case), (), Config(), Clock.start(0.0))
    assert (found.offered, found.open) == ((), True)
    assert explain(case, Config()).gains.open is False
