"""An internship between two terms is shown between them; the workshop is never after it begins."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
SUMMER, AUTUMN = ("2020-07-01", "2020-10-01"), ("2020-09-01", "2020-12-01")
LATE_SPRING, EARLY_SUMMER = ("2020-05-01", "2020-08-01"), ("2020-06-15", "2020-09-15")


def learner(folder: Path, window: tuple[str, str]) -> Path:
    path = folder / "learner.yaml"
    said = {
        "programme": "casp-2019-2020", "start": "2019-S1", "fictional": True,
        "experience": {"months": 24, "in_sector": False},
        "internship_windows": [{"from": window[0], "to": window[1]}],
    }  # fmt: skip
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "window, holder, between",
    [
        (SUMMER, "2020-S1", True),
        (EARLY_SUMMER, "2019-S2", True),
        (LATE_SPRING, "2019-S2", False),
        (AUTUMN, "2020-S1", False),
    ],
)
def test_it_stands_where_most_of_its_days_are(
    planner: Run, tmp_path: Path, window: tuple[str, str], holder: str, between: bool
) -> None:
    """2019-S2 ends on 30 June 2020, 2020-S1 starts on 1 October."""
    path = learner(tmp_path, window)
    data: dict[str, Any] = json.loads(planner("plan", path, "--format", "json").stdout)
    held = {
        term["term"]: (term["starts"], term["ends"], event)
        for term in data["terms"]
        for event in term["events"]
        if event["kind"] == "internship"
    }
    assert list(held) == [holder]
    assert (held[holder][2]["starts"], held[holder][2]["ends"]) == window
    (workshop,) = [t for t in data["terms"] if any(event["kind"] == "workshop" for event in t["events"])]
    assert workshop["starts"] <= window[0]
    text = planner("plan", path, "--lang", "en").stdout
    title = "Between 2019-S2 and 2020-S1"
    assert (title in text) is between
    place = [text.index("2019-S2 ·"), text.index("* Internship"), text.index("2020-S1 ·")]
    assert place == sorted(place) if between or holder == "2019-S2" else place[2] < place[1]
    months = "Between June 2020 and October 2020"
    for form in ("html", "md"):
        assert planner("plan", path, "--format", form, "--lang", "en").stdout.count(months) == int(between)
    for form in ("pdf", "xlsx", "csv", "ics"):
        assert planner("plan", path, "--out", tmp_path / f"out.{form}").exit_code == 0


def test_the_sheet_of_events_names_both_terms(planner: Run, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "plan.xlsx"
    assert planner("plan", learner(tmp_path, SUMMER), "--lang", "en", "--out", out).exit_code == 0
    rows = [row for sheet in load_workbook(out) for row in sheet.iter_rows(values_only=True) if row[0] == "internship"]
    assert [row[2] for row in rows] == ["Between 2019-S2 and 2020-S1"]


def test_a_workshop_after_an_internship_that_has_begun_is_told(planner: Run, tmp_path: Path) -> None:
    path = learner(tmp_path, ("2019-08-01", "2019-11-01"))
    data = json.loads(planner("plan", path, "--format", "json", "--lang", "en").stdout)
    assert any(event["kind"] == "workshop" for event in data["terms"][0]["events"])
    assert sum("begun already" in text for text in data["warnings"]) == 1
