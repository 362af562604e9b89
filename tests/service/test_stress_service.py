"""The service that tries scenarios on a cohort: data or files in, a typed answer out, the same as the command's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.errors import BadInput
from planner.messages import bound
from planner.report.documents import document
from planner.service.stress import StressAnswer, stress

HELD = ["AST004", "TRS001", "CCE001", "TET099", "TET007", "AST005", "TRS002", "CCE003", "AST002", "PSY001", "UEV010"]
ONE: dict[str, Any] = {
    "id": "one", "programme": "casp-2019-2020", "start": "2019-S1", "acquired": HELD, "deadline": "2021-S1",
    "experience": {"months": 24, "in_sector": True},
}  # fmt: skip
CLOSED = {"scenarios": [{"id": "closed", "changes": [{"close": {"unit": "TET003", "period": "2019-year"}}]}]}


@pytest.fixture(autouse=True)
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done here: other tests see to processes."""

    def run(jobs: Any, work: Any, workers: int, stop: Any = None) -> Iterator[Any]:
        for job in jobs:
            if stop is not None and stop():
                return
            yield job, work(job)

    monkeypatch.setattr("planner.processes.pool.run", run)


def test_a_cohort_and_scenarios_may_be_data_or_files(tmp_path: Path) -> None:
    scenarios, cohort = tmp_path / "s.yaml", tmp_path / "cohort.csv"
    scenarios.write_text(yaml.safe_dump(CLOSED), encoding="utf-8")
    cohort.write_text(
        "id,programme,start,acquired,deadline,experience.months,experience.in_sector\n"
        f"one,casp-2019-2020,2019-S1,{';'.join(HELD)},2021-S1,24,yes\n",
        encoding="utf-8",
    )
    told = [document(stress(*given)).plain("en") for given in (([ONE], CLOSED), (cohort, scenarios))]
    for one in told:
        del one["meta"]
    assert told[0] == told[1]
    (closed,) = told[0]["scenarios"]
    assert [(group["delay"], group["learners"]) for group in closed["reasons"]] == [(2, ["one"])]


def test_who_does_not_fit_is_named_by_place() -> None:
    answer = stress([ONE, {**ONE, "id": "two", "start": "2019-S9"}], CLOSED)
    assert [(row.id, bad.where) for row, bad in answer.trial.cohort.refused] == [("two", "[1].start")]
    with pytest.raises(BadInput):
        stress([{**ONE, "start": "2019-S9"}], CLOSED)
    with pytest.raises(BadInput):
        stress([ONE])
    with pytest.raises(BadInput) as problem:
        stress([ONE], {"scenarios": [{"id": "a", "changes": [{"close": {"unit": "NOPE"}}]}]})
    assert problem.value.where.startswith("scenarios[0].changes[0]")


def test_a_year_that_no_plan_touches_is_told_with_the_years_that_some_may() -> None:
    changes = [
        {"close": {"year": 1990}},
        {"seats": {"offering": "AST004-2036-S1-evening", "seats": 1}},
        {"cap": {"max_units_per_term": 2, "term": "2018-S2"}},
        {"open": {"unit": "AST005", "period": "S2", "modality": "evening", "year": 2300}},
        {"close": {"unit": "AST005", "period": "2035-S2"}},
    ]
    with pytest.raises(BadInput) as told:
        stress([ONE], {"scenarios": [{"id": "far", "changes": changes}]})
    assert [(one.where.rpartition("[")[2], one.values["value"]) for one in told.value.problems] == [
        ("0].close.year", 1990), ("1].seats.offering", 2036), ("2].cap.term", 2018), ("3].open.year", 2300),
    ]  # fmt: skip
    assert "from 2019 to 2035" in str(told.value)
    with pytest.raises(BadInput) as told:
        stress([ONE], scan="close", years=(2019, 1990))
    assert (told.value.key, told.value.where, told.value.values["value"]) == ("scenario.year", "years", 1990)


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    heard: list[Any] = []
    stop = threading.Event()
    answer = stress([ONE], CLOSED, progress=heard.append)
    assert (heard[-1].done, heard[-1].total) == (answer.run.pairs, answer.run.pairs) == (2, 2)
    stop.set()
    assert stress([ONE], CLOSED, stop=stop).run.has_unknown


def test_a_scan_and_its_day_are_in_the_document() -> None:
    with pytest.raises(LookupError):
        bound()
    answer: StressAnswer = stress([ONE], scan="close", years=[2019], today=date(2026, 11, 21))
    data = document(answer).data
    assert (data["scan"], data["for_good"], data["meta"]["today"]) == ("close", False, "2026-11-21")
    assert data["criticality"][0]["scenario"].startswith("close-TET003")
