"""Alternatives and fronts as services: of a file, of its data, and of a case; why there is no plan."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from planner.errors import BadInput
from planner.service.alternatives import AlternativesAnswer, alternatives
from planner.service.frontier import FrontierAnswer, frontier
from planner.service.plan import PlanAnswer
from planner.storage import learners
from planner.study import alternatives as study
from tests.support import INSTANCES

PARIS = INSTANCES / "casp-2019-2020/learners"
EVENING, IMPOSSIBLE = PARIS / "autumn-evening.yaml", PARIS / "impossible-deadline.yaml"


@pytest.fixture(autouse=True)
def little_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "JOINT_EFFORT", 0.05)


def given() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(EVENING.read_text(encoding="utf-8"))
    return data


def test_a_file_its_data_and_its_case_have_the_same_alternatives() -> None:
    plans = []
    for learner in (EVENING, given(), learners.load(EVENING)):
        answer = alternatives(learner, number=2, slack={"cost": "5%"})
        assert isinstance(answer, AlternativesAnswer)
        assert dict(answer.slack) == {"duration": "1", "cost": "5%"}
        plans.append([result.plan for result in answer.found.results])
    assert plans[0] == plans[1] == plans[2]
    assert len(plans[0]) == 2


def test_a_file_its_data_and_its_case_have_the_same_front() -> None:
    points = []
    for learner in (EVENING, given(), learners.load(EVENING)):
        answer = frontier(learner, max_terms=6)
        assert isinstance(answer, FrontierAnswer)
        points.append([point.key() for point in answer.found.points])
    assert points[0] == points[1] == points[2] == [(5, False, 146200, 3), (6, False, 143400, 3)]


def test_where_there_is_no_plan_the_answer_says_why() -> None:
    for answer in (alternatives(IMPOSSIBLE), frontier(IMPOSSIBLE), frontier(EVENING, max_terms=3)):
        assert isinstance(answer, PlanAnswer)
        assert answer.result.status == "impossible"
        assert answer.explanation is not None
        assert answer.explanation.conflict


@pytest.mark.parametrize(
    "asked, key",
    [
        ({"slack": {"money": "1"}}, "alternatives.slack_name"),
        ({"slack": {"duration": "1.5"}}, "alternatives.slack"),
        ({"slack": {"cost": "-1"}}, "alternatives.slack"),
        ({"number": 1}, "alternatives.number"),
        ({"number": 13}, "alternatives.number"),
    ],
)
def test_what_cannot_be_asked_for(asked: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as raised:
        alternatives(EVENING, **asked)
    assert raised.value.key == key
