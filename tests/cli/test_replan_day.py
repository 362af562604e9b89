"""`planner replan --today`: what is over, closed or not known yet on the day is said, and `check` knows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT, refused

Run = Callable[..., Result]
Data = dict[str, Any]
LEARNER = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"
PLAN = ROOT / "solutions" / "casp-2010-reunion" / "autumn-evening.json"
PARIS = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PARIS_PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
FAILED = "AST004,2010-S1,failed\n"


@pytest.fixture
def on(planner: Run, tmp_path: Path) -> Callable[..., tuple[list[Data], str]]:
    """`on(day, rows, learner, plan, *options)`: what the new plan says of the day, in data and in words."""

    def run(
        day: str | None, rows: str, learner: Path = LEARNER, plan: Path = PLAN, lang: str = "en"
    ) -> tuple[list[Data], str]:
        results, out = tmp_path / "results.csv", tmp_path / "new.json"
        results.write_text(f"unit,term,result\n{rows}", encoding="utf-8")
        call = ("replan", learner, plan, "--results", results, *(("--today", day) if day else ()), "--lang", lang)
        assert planner(*call, "--out", out).exit_code == 0
        assert planner("check", learner, out).exit_code == 0
        data = json.loads(out.read_text(encoding="utf-8"))
        assert data["replan"]["today"] == day
        assert data["notices"] == []
        return data["replan"]["overdue"], " ".join(planner(*call).stdout.split())

    return run


@pytest.mark.parametrize("lang, words", [("en", "is over on 20 November 2011"), ("fr", "écrivez-en le résultat")])
def test_a_second_session_and_a_term_that_are_over(on: Callable[..., Any], lang: str, words: str) -> None:
    overdue, text = on("2011-11-20", FAILED, lang=lang)
    assert overdue[0] == {
        "what": "second_session", "term": "2010-S2", "units": ["AST004"], "starts": "2011-08-29", "ends": "2011-09-09",
    }  # fmt: skip
    assert [(entry["what"], entry["term"]) for entry in overdue[1:]] == [("over", "2010-S2")]
    assert "TET003" in overdue[1]["units"]
    assert words in text


def test_nothing_is_said_while_there_is_time(on: Callable[..., Any]) -> None:
    """Nor without a day, of somebody who is made up."""
    for day in ("2011-03-05", "2011-03-31", None):
        assert on(day, FAILED)[0] == []


def test_only_what_is_new_needs_an_enrolment(on: Callable[..., Any]) -> None:
    """The classes of a retake start after the enrolment has closed; those that stay were enrolled in long ago."""
    rows = FAILED + FAILED + "TET003,2010-S2,passed\nTET099,2010-S2,passed\nTET007,2010-S2,passed\n"
    overdue, text = on("2011-11-20", rows)
    assert overdue == [{"what": "closed", "term": "2011-S1", "units": ["AST004"], "enrol_by": "2011-10-29"}]
    assert "enrolment closed on 29 October 2011" in text
    assert on("2011-10-29", rows)[0] == []


def test_where_no_day_of_enrolment_is_known_a_term_has_begun(on: Callable[..., Any]) -> None:
    rows = "TET003,2019-S2,failed\nTET099,2019-S2,passed\nTET007,2019-S2,passed\n"
    overdue, _ = on("2020-10-02", rows, PARIS, PARIS_PLAN)
    assert [(entry["what"], entry["term"]) for entry in overdue] == [("begun", "2020-S1")]
    assert "TET003" in overdue[0]["units"]
    assert on("2020-09-30", rows, PARIS, PARIS_PLAN)[0] == []


@pytest.mark.parametrize("lang, words", [("en", "no result can be known yet"), ("fr", "n’est pas encore connu")])
def test_results_of_a_term_that_goes_on(on: Callable[..., Any], lang: str, words: str) -> None:
    overdue, text = on("2011-03-15", "TET099,2010-S2,failed\n", lang=lang)
    assert [(entry["what"], entry["term"]) for entry in overdue] == [("going_on", "2010-S2")]
    assert "TET007" in overdue[0]["units"]
    assert words in text


def test_what_the_day_says_cannot_be_left_out(planner: Run, tmp_path: Path) -> None:
    results, out = tmp_path / "results.csv", tmp_path / "new.json"
    results.write_text(f"unit,term,result\n{FAILED}", encoding="utf-8")
    call = ("replan", LEARNER, PLAN, "--results", results, "--today", "2011-11-20", "--out", out)
    assert planner(*call).exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    for changed in ({"overdue": data["replan"]["overdue"][1:]}, {"today": "2011-03-05"}, {"today": "soon"}):
        out.write_text(json.dumps(data | {"replan": data["replan"] | changed}), encoding="utf-8")
        assert planner("check", LEARNER, out).exit_code == 3


@pytest.mark.parametrize("lang, words", [("en", "at most two rows"), ("fr", "au plus deux lignes")])
def test_three_results_of_a_unit_in_one_term(planner: Run, tmp_path: Path, lang: str, words: str) -> None:
    results = tmp_path / "results.csv"
    results.write_text(f"unit,term,result\n{FAILED * 3}", encoding="utf-8")
    message = refused(planner, "replan", LEARNER, PLAN, "--results", results, lang=lang)
    assert message.startswith(f"{results}:4")
    assert words in message


def test_a_clash_is_told_before_there_being_too_many(planner: Run, tmp_path: Path) -> None:
    """Of two units of a term that now have class at the same time one changes places with a third."""
    learner, plan, out = tmp_path / "learner.yaml", tmp_path / "plan.csv", tmp_path / "new.json"
    learner.write_text(
        "programme: casp-2019-2020\nstart: 2026-S2\nexperience: {months: 40, in_sector: true}\n", "utf-8"
    )
    places = {
        "2026-S2": "TET099 TET007 TRS002", "2027-S1": "AST004 TRS001 TET003", "2027-S2": "AST005 PSY001",
        "2028-S1": "AST002 CCE003 CCE001", "2028-S2": "TET006",
    }  # fmt: skip
    lines = [f"{unit},{term}\n" for term, units in places.items() for unit in units.split()]
    plan.write_text("unit,term\n" + "".join(lines) + "UA211G,2028-S2\n", encoding="utf-8")
    usual = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
    timetable, results = tmp_path / "timetable.csv", tmp_path / "results.csv"
    moved = usual.read_text(encoding="utf-8").replace(",AST002,S1,evening,mon,", ",AST002,S1,evening,fri,")
    timetable.write_text(moved, encoding="utf-8")
    results.write_text("unit,term,result\nTET099,2026-S2,passed\n", encoding="utf-8")
    given = ("--timetable", timetable)
    call = ("replan", learner, plan, "--results", results, *given, "--lang", "en")
    assert planner(*call, "--format", "json", "--out", out).exit_code == 0
    replanned = json.loads(out.read_text(encoding="utf-8"))["replan"]
    reasons = {move["unit"]: (move["rule"], move["reason"]) for move in replanned["moves"]}
    (clash,) = (unit for unit in reasons if unit in ("AST002", "CCE003"))
    assert reasons[clash][0] == "clash"
    assert "AST002" in reasons[clash][1]
    assert "CCE003" in reasons[clash][1]
    assert planner("check", learner, out, *given).exit_code == 0
