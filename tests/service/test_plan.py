"""The service that plans: a learner in any form that callers have, and a typed answer without a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import BadInput
from planner.messages import bound
from planner.report.documents import document
from planner.service.learner import as_case
from planner.service.plan import plan
from tests.support import INSTANCES

FOLDER = INSTANCES / "casp-2019-2020" / "learners"
LEARNER = FOLDER / "autumn-evening.yaml"
DATA = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}


@pytest.mark.parametrize(
    "learner", [LEARNER, str(LEARNER), DATA, as_case(LEARNER)], ids=["path", "text", "data", "case"]
)
def test_a_learner_is_a_case_a_file_or_its_data(learner: object) -> None:
    assert as_case(learner).programme.id == "casp-2019-2020"  # type: ignore[arg-type]


def test_bad_data_names_the_key() -> None:
    with pytest.raises(BadInput) as problem:
        plan({**DATA, "pathway": "nightly"})
    assert "pathway" in str(problem.value)


def test_the_answer_says_how_it_was_asked() -> None:
    answer = plan(DATA, time_limit=30, seed=3, today=date(2019, 6, 1))
    assert answer.result.status == "optimal"
    assert answer.explanation is None
    assert (answer.settings.config.time_limit, answer.settings.config.seed) == (30, 3)
    assert answer.settings.day == answer.settings.today == date(2019, 6, 1)


def test_without_a_day_the_notices_are_of_the_day_of_the_call() -> None:
    answer = plan(DATA)
    assert answer.settings.today is None
    assert answer.settings.day == date.today()


def test_an_impossible_learner_is_explained() -> None:
    answer = plan({**DATA, "deadline": "2019-S1"})
    assert answer.result.status == "impossible"
    assert answer.explanation is not None
    assert answer.explanation.conflict
    assert answer.explanation.repairs


def test_near_an_earlier_plan_little_moves(tmp_path: Path) -> None:
    before = document(plan(DATA)).plain("en")
    answer = plan({**DATA, "avoid": ["UEV010"]}, near=before)
    assert answer.replan is not None
    assert [move.before.unit for move in answer.replan.moves] == ["UEV010"]
    path = tmp_path / "before.json"
    path.write_text(str(document(plan(DATA)).render("json", "fr")), encoding="utf-8")
    again = plan({**DATA, "avoid": ["UEV010"]}, near=path)
    assert again.result.plan == answer.result.plan


def test_no_language_is_bound_where_a_document_is_built() -> None:
    with pytest.raises(LookupError):
        bound()
    made = document(plan(DATA))
    assert made.data["schema"] == "planner/plan/1"
