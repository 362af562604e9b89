"""A pause in every command: planned around, shown, checked, replanned, told as a reason, and taken back last of all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT, refused

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"


def made(planner: Run, *arguments: object, code: int = 0) -> dict[str, Any]:
    result = planner(*arguments, "--format", "json", "--lang", "en")
    assert result.exit_code == code, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_plan_leaves_paused_terms_empty_and_says_so(planner: Run, tmp_path: Path) -> None:
    data = made(planner, "plan", LEARNER, "--set", "pause=[2020-S2, 2021-S1]")
    assert (data["status"], data["pause"]) == ("optimal", ["2020-S2", "2021-S1"])
    paused = [term for term in data["terms"] if term.get("pause")]
    assert [term["term"] for term in paused] == ["2020-S2", "2021-S1"]
    assert all(term["units"] == [] and term["events"] == [] for term in paused)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert planner("check", LEARNER, path, "--set", "pause=[2020-S2, 2021-S1]").exit_code == 0
    paused[0]["pause"] = False
    path.write_text(json.dumps(data), encoding="utf-8")
    false = made(planner, "check", LEARNER, path, "--set", "pause=[2020-S2, 2021-S1]", code=3)
    assert [entry["path"] for entry in false["statements"]] == ["terms[3].pause"]


@pytest.mark.parametrize("lang, word", [("fr", "(pause)"), ("en", "(pause)")])
def test_documents_for_people_show_it(planner: Run, tmp_path: Path, lang: str, word: str) -> None:
    asked = ("plan", LEARNER, "--set", "pause=[2020-S2]", "--lang", lang)
    for form in ("text", "html", "md"):
        text = planner(*asked, "--format", form).stdout
        assert text.count(word) == 1
        assert text.count("Pause") == 1
    for form in ("pdf", "xlsx", "csv"):
        assert planner(*asked, "--out", tmp_path / f"out.{form}").exit_code == 0
    calendar = planner(*asked, "--format", "ics").stdout
    assert "Pause" in calendar
    for command in ("alternatives", "frontier"):
        assert word in planner(command, LEARNER, "--set", "pause=[2020-S2]", "--lang", lang).stdout


def test_check_names_what_stands_in_a_pause(planner: Run) -> None:
    data = made(planner, "check", LEARNER, PLAN, "--set", "pause=[2020-S2]", code=3)
    assert [(v["rule"], v["subjects"]) for v in data["violations"]] == [
        ("pause", [unit, "2020-S2"]) for unit in ("AST005", "PSY001", "TRS002")
    ]


def test_experience_goes_on(planner: Run) -> None:
    data = made(planner, "plan", LEARNER, "--set", "pause=[2019-S2]",
                "--set", "experience={months: 12, in_sector: true, working: true}")  # fmt: skip
    (term,) = [t["term"] for t in data["terms"] if any(event["kind"] == "experience" for event in t["events"])]
    assert term == "2019-S2", "six months from 1 October 2019"


def test_a_pause_that_comes_later_moves_the_rest(planner: Run, tmp_path: Path) -> None:
    data = made(planner, "replan", LEARNER, PLAN, "--now", "2020-S1", "--set", "pause=[2020-S2]")
    moves = {move["unit"]: (move["rule"], move["to"]) for move in data["replan"]["moves"]}
    assert moves == dict.fromkeys(("AST005", "PSY001", "TRS002"), ("pause", "2021-S2"))
    assert data["award"]["term"] == "2021-S2"
    path = tmp_path / "new.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert planner("check", LEARNER, path, "--set", "pause=[2020-S2]").exit_code == 0


def test_a_unit_that_is_running_cannot_be_paused(planner: Run, tmp_path: Path) -> None:
    asked = ("replan", LEARNER, PLAN, "--now", "2019-S2", "--set", "pause=[2019-S2]")
    data = made(planner, *asked, code=3)
    (conflict,) = data["conflicts"]
    assert (conflict["rule"], conflict["subjects"]) == ("pause", ["2019-S2"])
    assert "TET003" in conflict["what"]
    (repair,) = data["repairs"]
    assert (repair["kinds"], repair["undoes"], repair["set"]) == (["pause"], ["pause"], {"pause": []})
    results = tmp_path / "results.csv"
    results.write_text("unit,term,result\nTET003,2019-S1,absent\n", encoding="utf-8")
    assert made(planner, *asked, "--results", results)["status"] == "optimal"


def test_a_failed_unit_has_no_second_session_in_a_pause(planner: Run, tmp_path: Path) -> None:
    """2010: the second session of the year is from 29 August to 9 September, and belongs to S2, which it follows."""
    learner = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"
    plan, results, held = tmp_path / "plan.json", tmp_path / "results.csv", ("--set", "acquired=[TET003]")
    plan.write_text(json.dumps(made(planner, "plan", learner, *held)), encoding="utf-8")
    results.write_text("unit,term,result\nAST004,2010-S1,failed\n", encoding="utf-8")
    for pause, count in (("[]", 1), ("[2010-S2]", 0)):
        asked = ("--set", f"pause={pause}", "--format", "json", "--results", results)
        data = json.loads(planner("replan", learner, plan, *held, *asked).stdout)
        assert data["status"] == "optimal"
        assert sum(event["kind"] == "resit" for term in data["terms"] for event in term["events"]) == count


def test_a_conflict_names_the_pause_and_repairs_leave_it_alone(planner: Run) -> None:
    data = made(planner, "plan", LEARNER, "--set", "pause=[2020-S2]", "--set", "deadline=2021-S1", code=3)
    (conflict,) = [entry for entry in data["conflicts"] if entry["rule"] == "pause"]
    assert conflict["subjects"] == ["2020-S2"]
    assert data["repairs"]
    assert all("pause" not in repair["set"] for repair in data["repairs"])
    told = made(planner, "explain", LEARNER, "--set", "pause=[2020-S2]")
    assert told["pause"] == ["2020-S2"]
    assert "pause" in {entry["rule"] for entry in told["sooner"]["conflicts"]}
    assert all(gain["kind"] != "pause" for gain in told["gains"])


def test_a_cohort_has_a_column_for_it(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "cohort.csv"
    rows = ("a,casp-2019-2020,2019-S1,2020-S1;2020-S2", "b,casp-2019-2020,2019-S1,")
    path.write_text("\n".join(["id,programme,start,pause", *rows]), encoding="utf-8")
    data = made(planner, "cohort", path, "--workers", "1", "--today", "2019-09-01")
    assert [learner["duration"] for learner in data["learners"]] == [7, 5]
    terms = {unit["term"] for unit in data["learners"][0]["units"]}
    assert not terms & {"2020-S1", "2020-S2"}


def test_a_pause_before_the_start_says_nothing(planner: Run) -> None:
    for more in ((), ("--set", "deadline=2019-S2")):
        result = planner("plan", LEARNER, "--set", "pause=[2018-S2]", *more, "--format", "json", "--lang", "en")
        assert sum("2018-S2" in text for text in json.loads(result.stdout)["warnings"]) == 1
        assert "pause" not in json.loads(result.stdout)


@pytest.mark.parametrize("value, words", [("[2020]", ["pause[0]"]), ("[2020-S3]", ["pause[0]", "2020-S3"]),
                                          ("{a: 1}", ["pause"])])  # fmt: skip
def test_wrong_pauses_are_named(planner: Run, value: str, words: list[str]) -> None:
    for lang in ("fr", "en"):
        text = refused(planner, "plan", LEARNER, "--set", f"pause={value}", lang=lang)
        assert all(word in text for word in words)
