"""The service that designs offers: data or files in, a typed answer out, the same as the command's."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.status import Status
from planner.errors import BadInput
from planner.messages import bound
from planner.report.documents import document
from planner.service.design import design
from tests.study.design.small import SMALL
from tests.support import INSTANCES

CASP = INSTANCES / "casp-offer" / "offer.yaml"
LEARNER = {"id": "x", "programme": "casp-2010-reunion", "start": "2010-S2"}


def test_an_offer_is_a_file_or_its_data(tmp_path: Path) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text(yaml.safe_dump(SMALL, sort_keys=False), encoding="utf-8")
    told = [document(design(offer)).plain("en") for offer in (SMALL, path, str(path))]
    for one in told:
        del one["meta"]
    assert told[0] == told[1] == told[2]
    assert told[0]["status"] == "optimal"


def test_weights_replace_those_of_the_offer() -> None:
    free, close = design(SMALL, seconds=0), design(SMALL, weights={"change": 1000}, seconds=0)
    assert document(free).data["parts"]["changes"] > document(close).data["parts"]["changes"] == 0
    assert not free.proposal.tradeoffs.front


def test_a_cohort_may_be_data_and_its_delays_count() -> None:
    given = [LEARNER, {**LEARNER, "id": "z", "start": "2010-S7"}]
    answer = design(CASP, cohort=given, seconds=0, time_limit=30)
    assert answer.proposal.brief.weights.delay == 1
    assert [one.member.id for one in answer.proposal.learners] == ["x"]
    assert answer.proposal.cohort is not None
    assert [(row.id, bad.where) for row, bad in answer.proposal.cohort.bad] == [("z", "[1].start")]


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(BadInput) as problem:
        design({**SMALL, "surprise": 1, "terms": 0})
    assert {each.where for each in problem.value.problems} >= {"surprise", "terms"}
    with pytest.raises(BadInput) as problem:
        design(CASP, cohort=[{"id": "x", "programme": "casp-rncp36625", "start": "2021-S1", "pathway": "daytime"}])
    assert problem.value.where == "[0].pathway"


def test_it_can_be_stopped_and_says_how_far_it_is() -> None:
    heard: list[Any] = []
    assert design(SMALL, progress=heard.append).proposal.result.status == Status.OPTIMAL
    assert heard
    stop = threading.Event()
    stop.set()
    stopped = design(SMALL, stop=stop)
    assert stopped.proposal.result.status in (Status.UNKNOWN, Status.FEASIBLE)


def test_no_language_is_bound_where_a_document_is_built() -> None:
    with pytest.raises(LookupError):
        bound()
    assert document(design({**SMALL, "max_units": 1})).data["conflict"]["demands"]
