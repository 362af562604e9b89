"""The service that explains: a learner in any form that callers have, and a typed answer without a word."""

from __future__ import annotations

from datetime import date

import pytest

import planner
from planner.errors import BadInput
from planner.messages import bound
from planner.service.explain import explain
from planner.solve.progress import Progress
from tests.support import INSTANCES

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
DATA = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}


def test_an_impossible_learner_given_as_data() -> None:
    answer = explain({**DATA, "deadline": "2019-S1"}, today=date(2019, 6, 1), seed=3, time_limit=30)
    assert answer.explanation.result.status == "impossible"
    assert answer.explanation.conflict
    assert answer.explanation.repairs
    assert (answer.settings.day, answer.settings.config.seed) == (date(2019, 6, 1), 3)


def test_a_possible_learner_given_as_a_file() -> None:
    answer = explain(str(LEARNER))
    assert answer.explanation.result.status == "optimal"
    assert answer.explanation.slack
    assert answer.settings.today is None
    with pytest.raises(LookupError):
        bound()


def test_bad_data_names_the_key() -> None:
    with pytest.raises(BadInput) as problem:
        explain({**DATA, "pathway": "nightly"})
    assert "pathway" in str(problem.value)


def test_it_stops_when_it_is_told_to_and_says_how_far_it_is() -> None:
    heard: list[Progress] = []
    answer = explain(DATA, progress=heard.append, stop=lambda: len(heard) > 2)
    assert heard
    assert answer.explanation.result.status in ("feasible", "unknown", "optimal")
    assert explain(DATA, stop=lambda: True).explanation.result.status in ("unknown", "feasible")


def test_it_is_public() -> None:
    assert planner.explain is explain
    text = planner.document(explain({**DATA, "deadline": "2019-S1"})).render("text", "en")
    assert "WHAT STANDS IN THE WAY" in str(text)
