"""A comparison as a service: of a file, of its data, and of a case that was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.text import Key
from planner.errors import BadInput
from planner.report.documents import document
from planner.service.compare import CompareAnswer, compare
from planner.storage import learners
from tests.support import INSTANCES

EVENING = INSTANCES / "casp-2019-2020/learners/autumn-evening.yaml"
ASKED: list[dict[str, Any]] = [
    {"fundings": ["individual"]},
    {
        "pathways": ["evening"], "fundings": ["cpf"], "starts": ["2019-S1", "2020-S1"],
        "vary": {"max_units_per_term": [2, 3], "availability.evenings": [["mon", "tue"]]},
    },
    {"pathways": ["evening"], "fundings": ["individual"], "programmes": ["casp-2019-2020", "casp-2020-2021"]},
    {"pathways": ["evening"], "fundings": ["individual"], "programme": "casp-2020-2021", "changes": ["avoid=[UEV010]"]},
]  # fmt: skip


def given(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def plans(answer: CompareAnswer) -> list[tuple[Any, ...]]:
    """What was read of each row, and its plan."""
    rows = [row for row in answer.comparison.rows if row.case and row.result]
    return [
        (row.case.programme.id, row.case.learner.read_from, row.result.plan, row.front)
        for row in rows
        if row.case and row.result
    ]


@pytest.mark.parametrize("asked", ASKED)
def test_a_file_its_data_and_its_case_are_the_same_learner(asked: dict[str, Any]) -> None:
    of_file = compare(EVENING, **asked)
    assert of_file.comparison.rows
    assert plans(compare(given(EVENING), **asked)) == plans(of_file)
    assert plans(compare(learners.load(EVENING), **asked)) == plans(of_file)


def test_the_data_stay_as_they_were_given() -> None:
    data = given(EVENING)
    compare(data, pathways=["evening"], fundings=["individual"], vary={"experience.months": [12]})
    assert data == given(EVENING)


def test_a_case_keeps_its_timetable(tmp_path: Path) -> None:
    path = INSTANCES / "fictional-three-terms/learners/cost-first.yaml"
    case = learners.load(path)
    (row, *_) = compare(case, pathways=[case.learner.pathway], fundings=[case.learner.funding]).comparison.rows
    assert row.case is not None
    assert row.case.programme is case.programme


def test_what_is_wrong_with_data_names_the_key() -> None:
    with pytest.raises(BadInput) as raised:
        compare({**given(EVENING), "colour": "red"})
    assert (raised.value.key, raised.value.where) == ("schema.unknown_key", "colour")
    with pytest.raises(BadInput) as raised:
        compare(learners.load(EVENING), fundings=["gold"])
    assert raised.value.key == "funding.unknown"


def test_a_row_that_does_not_fit_its_programme_says_so() -> None:
    asked = {"programmes": ["casp-2016-2017", "casp-2019-2020"], "fundings": ["dif"], "pathways": ["evening"]}
    from planner.report.documents.compare.data import data

    rows = data(compare(given(EVENING), **asked))["rows"]
    assert [row["status"] for row in rows] == ["optimal", "impossible"]
    reason = rows[1]["reason"]
    assert isinstance(reason, Key)
    assert reason.key == "funding.unknown"


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int | None]] = []
    answer = compare(
        EVENING, pathways=["evening"], progress=lambda event: heard.append((event.done, event.total)),
        stop=lambda: bool(heard) and heard[-1][0] >= 2,
    )  # fmt: skip
    statuses = [row.status for row in answer.comparison.rows]
    assert statuses == ["optimal", "optimal", "unknown", "unknown"]
    assert heard == [(done, 4) for done in range(5)]


@pytest.mark.parametrize("funding", [{"cpf": {"a": 1, "b": 2}}, {"cpf": 5}, [{"cpf": None}], 7, [[]]])
def test_an_own_funding_that_cannot_be_read_is_told_beside_the_others(funding: Any) -> None:
    answer = compare({**given(EVENING), "funding": funding}, pathways=["evening"], time_limit=0.5)
    rows = json.loads(document(answer).render("json", "en"))["rows"]  # type: ignore[arg-type]
    assert {row["labels"]["funding"] for row in rows}
