"""A batch from Python: a list of learners in, a folder and what came of each out, whatever language is bound."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from planner.errors import BadInput
from planner.runs.batch.run import batch

DAY = date(2026, 11, 21)
HELD = ["TRS001", "CCE001", "TET003", "TET007", "AST005", "TRS002", "CCE003", "AST002", "UEV010"]
USUAL = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True, "acquired": HELD}
LEARNERS = [{"id": "one", **USUAL}, {"id": "two", **USUAL}, {"id": "broken", **USUAL, "pathway": "nightly"}]


def statuses(folder: Path) -> dict[str, str]:
    with (folder / "summary.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["status"] for row in csv.DictReader(file)}


def test_a_list_of_learners_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    answer = batch(LEARNERS, tmp_path / "out", formats=("md",), language="en", today=DAY)
    assert answer.counts == {"optimal": 2, "error": 1}
    assert [bool(entry.problem) for entry in answer.entries] == [False, False, True]
    assert answer.entries[2].problem.startswith("[2].pathway: ")
    assert statuses(answer.folder) == {"one": "optimal", "two": "optimal", "broken": "error"}
    assert {path.suffix for path in answer.folder.glob("one.*")} == {".json", ".md"}
    assert (answer.folder / "one.md").read_text(encoding="utf-8").startswith("# Study plan")
    assert json.loads((answer.folder / "one.json").read_text(encoding="utf-8"))["meta"]["today"] == DAY.isoformat()


def test_a_stopped_batch_goes_on_with_its_own_day(tmp_path: Path) -> None:
    stopped = batch(LEARNERS, tmp_path, formats=(), today=DAY, stop=lambda: True)
    assert stopped.counts["unknown"] == 2
    again = batch(LEARNERS, tmp_path, formats=(), resume=True)
    assert again.counts == {"optimal": 2, "error": 1}
    assert json.loads((tmp_path / "batch.json").read_text(encoding="utf-8"))["created"] == DAY.isoformat()


def test_what_does_not_fit_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    for wrong in ({"formats": ("docx",)}, {"resume": True, "overwrite": True}):
        with pytest.raises(BadInput):
            batch(LEARNERS, tmp_path / "out", **wrong)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()
