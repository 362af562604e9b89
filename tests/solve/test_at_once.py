"""One search for all objectives finds what one search for each finds, and the sooner award what each term by itself."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from benchmarks import learners as random_learners
from planner.check import violations
from planner.domain.case import Case
from planner.model.patience import OutOfTime
from planner.solve import at_once, narrowing
from planner.solve.aim import Aim
from planner.solve.config import Config
from planner.solve.engine import QUICK_EFFORT, Answer, Clock
from planner.solve.levels import Levels
from planner.solve.pipeline import Search, solve
from planner.solve.result import Result
from tests.support import case_of

NUMBER, SEED = 80, 715
LARGER, PATHWAYS, NAMES = "fictional-three-terms", ("evening", "daytime"), ("duration", "order")
FIRST = ((), ("cost",), ("load",), ("order", "cost"), ("certificate",))


def cases() -> list[Case]:
    """Random learners of all vintages, with the objectives in many orders."""
    found = random_learners.cases(NUMBER, SEED)
    return [
        replace(case, learner=replace(case.learner, minimise=FIRST[number % len(FIRST)]))
        for number, case in enumerate(found)
    ]


def outcome(result: Result) -> tuple[Any, ...]:
    chosen = () if result.plan is None else tuple((o.id, o.terms) for o in result.plan.chosen)
    return result.status, chosen, result.plan and result.plan.award, result.objectives


def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each objective is searched by itself, each term of the award too, and the ties at last."""
    monkeypatch.setattr(at_once, "minimise_all", lambda *_: False)
    monkeypatch.setattr(at_once, "minimise_one", lambda *_: None)
    monkeypatch.setattr(narrowing, "SPAN", 0)
    monkeypatch.setattr(Search, "first_award", lambda _, __, variables: variables.awards[0])


def test_all_objectives_at_once_give_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = cases()
    found = [solve(case) for case in asked]
    one_by_one(monkeypatch)
    other = [solve(case) for case in asked]
    assert [outcome(result) for result in found] == [outcome(result) for result in other]
    assert sum(result.solves for result in found) < 0.75 * sum(result.solves for result in other)
    assert sum(result.plan is not None for result in found) > NUMBER / 2


def test_without_ties_the_values_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, aim = cases(), Aim(tie_break=False)
    found = [solve(case, aim=aim) for case in asked]
    one_by_one(monkeypatch)
    other = [solve(case, aim=aim) for case in asked]
    assert [(result.status, result.objectives) for result in found] == [
        (result.status, result.objectives) for result in other
    ]


def test_a_larger_programme_keeps_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        case_of(LARGER, start="2024-T1", pathway=pathway, minimise=[name]) for pathway in PATHWAYS for name in NAMES
    ]
    found = [solve(case) for case in asked]
    one_by_one(monkeypatch)
    other = [solve(case) for case in asked]
    assert [(result.status, result.objectives) for result in found] == [
        (result.status, result.objectives) for result in other
    ]
    assert sum(result.solves for result in found) < sum(result.solves for result in other)


def test_what_a_search_for_all_finds_outlives_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too little effort for a proof, and no time after it."""
    monkeypatch.setattr(at_once, "LARGE_EFFORT", 0.01)
    searched, run = list[Answer](), Levels.run

    def watched(self: Levels, effort: float = inf, name: str = "", quick: float = QUICK_EFFORT) -> Answer:
        if effort != at_once.LARGE_EFFORT:
            raise OutOfTime
        searched.append(run(self, effort, name, quick))
        return searched[-1]

    monkeypatch.setattr(Levels, "run", watched)
    case = case_of(LARGER, start="2024-T1", pathway="evening")
    search = Search(case, Config(), Clock.start(60), Aim())
    award = 9 + case.learner.start
    levels = Levels(search, award, award)
    with pytest.raises(OutOfTime):
        levels.result()
    assert [(answer.found, answer.proven) for answer in searched] == [(True, False)]
    assert levels.plan is not None
    assert violations(case, levels.plan) == []


def test_costs_that_no_best_plan_knows_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [case for case in random_learners.cases(300, SEED) if len(case.modalities) > 1 and case.has_prices]
    found = [solve(case) for case in asked]
    one_by_one(monkeypatch)
    assert [outcome(result) for result in found] == [outcome(solve(case)) for case in asked]
    named = [{item.name for item in result.objectives} for result in found if result.plan is not None]
    assert any("cost" not in names for names in named)
    assert any("cost" in names for names in named)
