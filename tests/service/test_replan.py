"""A new plan after results, as callers have it: data in, a typed answer out, and problems named by their places."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import planner
from planner.domain.history import Attempt
from planner.errors import BadInput
from tests.audits import EVENING, committed

FAILED = [
    {"unit": "TET003", "term": "2019-S2", "result": "failed"},
    {"unit": "TET099", "term": "2019-S2", "result": "passed"},
    {"unit": "TET007", "term": "2019-S2", "result": "passed"},
]


def problems(**arguments: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        planner.replan(EVENING, committed(), **arguments)
    return [(problem.where, problem.key) for problem in caught.value.problems]


def test_a_failed_unit_is_planned_again() -> None:
    answer = planner.replan(EVENING, committed(), FAILED, resits=False)
    assert answer.result.status == "optimal"
    assert answer.replan is not None
    assert [lost.offering.unit for lost in answer.case.lost if isinstance(lost, Attempt)] == ["TET003"]
    data = planner.document(answer).data
    assert [entry["unit"] for entry in data["replan"]["retakes"]] == ["TET003"]
    assert data["replan"]["now"] == "2020-S1"


def test_the_new_plan_is_a_plan_to_go_on_from_and_to_audit() -> None:
    first = planner.document(planner.replan(EVENING, committed(), FAILED, resits=False))
    stored = planner.read_document(first.render("json", "fr"))
    assert planner.document(planner.audit(EVENING, stored.plain("fr"))).data["valid"]
    again = planner.replan(EVENING, stored.plain("en"), [], now="2020-S2")
    assert again.result.status == "optimal"
    assert planner.document(again).data["replan"]["moves"] == []


def test_without_results_only_the_first_open_term_tells_what_is_over() -> None:
    answer = planner.replan(EVENING, committed(), now="2020-S1", prefer="stability")
    assert answer.replan is not None
    assert planner.document(answer).data["replan"]["results"] == []


def test_a_number_of_terms_that_is_too_small_is_explained() -> None:
    answer = planner.replan(EVENING, committed(), FAILED, keep_duration=4, resits=False)
    assert answer.result.status == "impossible"
    assert answer.explanation is not None


def test_each_problem_has_its_place() -> None:
    rows = [{"unit": "NONE", "term": "2019-S1", "result": "passed"}, {"unit": "AST004", "term": "soon", "result": "so"}]
    assert problems(results=rows) == [
        ("results[0].unit", "unit.unknown"), ("results[1].term", "term.unknown"), ("results[1].result", "csv.choice")
    ]  # fmt: skip
    other = [{"unit": "AST004", "term": "2020-S1", "result": "failed"}]
    assert problems(results=other) == [("results[0].unit", "results.validated")]
    assert problems(now="soon") == [("now", "term.unknown")]
    assert problems(now="2018-S1")[0][0] == "now"
    assert problems(results=FAILED, now="2019-S2") == [("results[0].term", "results.after_now")]
    assert problems(results=FAILED, today=date(2020, 1, 1)) == [("results[0].term", "results.to_come")]
    assert problems(prefer="luck") == [("prefer", "csv.choice")]
    assert problems(keep_duration=0) == [("keep_duration", "replan.keep")]


def test_a_plan_that_begins_before_the_learner_does_is_refused() -> None:
    from_spring = {"programme": "casp-2019-2020", "start": "2019-S2", "fictional": True}
    with pytest.raises(BadInput) as caught:
        planner.replan(from_spring, committed(), [])
    assert {problem.key for problem in caught.value.problems} == {"check.before_start"}
    assert {problem.where for problem in caught.value.problems} == {"plan"}
