"""A stored document that somebody spoilt is refused in words, and one that was cut is drawn with what it has."""

from __future__ import annotations

import json
from typing import Any

import pytest

import planner
from planner.errors import BadInput
from tests.support import INSTANCES

LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


def stored() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(str(planner.document(planner.plan(LEARNER)).render("json", "fr")))
    return made


@pytest.mark.parametrize(
    "words",
    [
        [{"at": ['"status"']}],
        [{"of": {"day": "31 June"}, "at": ['"status"']}],
        [{"of": "x", "at": ["status"]}],
        [{"of": {"key": "text.optimal", "values": []}, "at": ['"status"']}],
        ["x"],
        5,
        [{"of": {"fraction": "1/0"}, "at": ['"status"']}],
    ],
    ids=["nothing", "day", "place", "values", "text", "number", "fraction"],
)
def test_what_texts_are_made_of_is_read_or_refused(words: object) -> None:
    with pytest.raises(BadInput) as caught:
        planner.read_document({**stored(), "words": words})
    assert "planner/plan/1" in str(caught.value)


def test_places_that_are_gone_are_passed_over() -> None:
    data = stored()
    data["assumptions"] = data["assumptions"][:1]
    assert "January 2022" in str(planner.read_document(data).render("html", "en"))
