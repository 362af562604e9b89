"""`planner replan`: second sessions, results nobody expected, what is paid once, and the calendar of a retake."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.report import ics_lines
from tests.support import INSTANCES, ROOT, refused

Run = Callable[..., Result]
Data = dict[str, Any]
HEAD = "unit,term,result\n"
REUNION = INSTANCES / "casp-2010-reunion" / "learners" / "autumn-evening.yaml"
REUNION_PLAN = ROOT / "solutions" / "casp-2010-reunion" / "autumn-evening.json"
PARIS = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"
PARIS_PLAN = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
TIMETABLE = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"


@pytest.fixture
def again(planner: Run, tmp_path: Path) -> Callable[..., Data]:
    """`again(learner, plan, rows, *options)`: the data of the new plan; it passes the check."""

    def run(learner: Path, plan: Path, rows: str, *options: str | Path, checked: tuple[str | Path, ...] = ()) -> Data:
        results, out = tmp_path / "results.csv", tmp_path / "new.json"
        results.write_text(HEAD + rows, encoding="utf-8")
        made = planner("replan", learner, plan, "--results", results, "--out", out, "--lang", "en", *options)
        assert (made.exit_code, made.stderr) == (0, ""), made.stderr
        assert planner("check", learner, out, *checked).exit_code == 0
        data: Data = json.loads(out.read_text(encoding="utf-8"))
        return data

    return run


def of_everything_but_the_plan_before(data: Data) -> Data:
    told = {key: value for key, value in data["replan"].items() if key not in ("before", "kept", "moves")}
    return {key: value for key, value in data.items() if key not in ("meta", "replan", "objectives", "given")} | told


def test_a_second_session_that_was_failed_too_is_written_in_two_ways(
    again: Callable[..., Data], planner: Run, tmp_path: Path
) -> None:
    """From the first plan, and from the one that counts on the second session, the same comes of it."""
    first = "AST004,2010-S1,failed\n"
    resat = tmp_path / "resat.json"
    resat.write_text(json.dumps(again(REUNION, REUNION_PLAN, first)), encoding="utf-8")
    ways = (first + first, first + "AST004,2010-S2,failed\n", first + "AST004,2010-S2,absent\n")
    answers = [again(REUNION, plan, rows) for plan in (REUNION_PLAN, resat) for rows in ways]
    told = [of_everything_but_the_plan_before(data) for data in answers]
    assert told[0] == told[1] == told[3] == told[4]
    assert told[0]["history"]["now"] == "2011-S1"
    (retake,) = told[0]["retakes"]
    assert (retake["unit"], retake["failed"], retake["how"]) == ("AST004", "2010-S1", "classes")
    assert told[0]["results"] == [
        {"unit": "AST004", "term": term, "result": "failed"} for term in ("2010-S1", "2010-S2")
    ]
    assert [entry["result"] for entry in told[2]["history"]["attempts"] if entry["unit"] == "AST004"] == ["absent"]


def test_a_second_session_that_was_passed(again: Callable[..., Data]) -> None:
    data = again(REUNION, REUNION_PLAN, "AST004,2010-S1,absent\nAST004,2010-S1,passed\n")
    assert data["replan"]["retakes"] == []
    assert data["history"]["now"] == "2011-S1"
    assert {"unit": "AST004", "term": "2010-S1", "result": "passed"}.items() <= next(
        entry for entry in data["history"]["attempts"] if entry["unit"] == "AST004"
    ).items()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "rows",
    ["AST004,2010-S1,passed\nAST004,2010-S1,failed\n", "AST004,2010-S1,failed\n" * 3,
     "RAPPORT,2010-S1,failed\nRAPPORT,2010-S1,failed\n"],
)  # fmt: skip
def test_what_no_second_session_can_be(planner: Run, tmp_path: Path, lang: str, rows: str) -> None:
    path = tmp_path / "results.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    message = refused(planner, "replan", REUNION, REUNION_PLAN, "--results", path, lang=lang)
    assert message.startswith(f"{path}:{rows.count(chr(10)) + 1}")
    assert "2010-S1" in message


def test_help_and_guide_say_how_a_second_session_is_written(planner: Run) -> None:
    guide = (ROOT / "docs" / "guide" / "engineers.md").read_text(encoding="utf-8")
    for text in (planner("replan", "--help", "--lang", "en").stdout, guide):
        assert "second row of the unit" in " ".join(text.split())
    assert "deuxième ligne de l’UE" in " ".join(planner("replan", "--help").stdout.split())


def test_a_unit_that_is_credited_later_is_paid_once_and_not_to_be_retaken(
    again: Callable[..., Data], planner: Run, tmp_path: Path
) -> None:
    """TRS001 was passed, and AST004 failed and then credited: both were paid, and neither is to be retaken."""
    credited = ("--set", "acquired=[TRS001, AST004]")
    rows = "AST004,2019-S1,failed\nTRS001,2019-S1,passed\n"
    data = again(PARIS, PARIS_PLAN, rows, *credited, checked=credited)
    lines = {line["unit"]: line for line in data["cost"]["lines"] if line["unit"] in ("TRS001", "AST004")}
    assert {unit: (line["what"], line["amount"]) for unit, line in lines.items()} == {
        "TRS001": ("TRS001 (evening classes)", 84.0), "AST004": ("AST004 (evening classes), not passed", 84.0),
    }  # fmt: skip
    assert ("lost" in lines["AST004"], "lost" in lines["TRS001"]) == (True, False)
    assert (data["replan"]["no_longer"], data["replan"]["retakes"]) == ([], [])
    text = planner("replan", PARIS, PARIS_PLAN, "--results", tmp_path / "results.csv", *credited, "--lang", "en").stdout
    assert "to be retaken" not in text
    assert "(passed)" in text


def test_what_was_retaken_and_passed_is_not_to_be_retaken(again: Callable[..., Data], tmp_path: Path) -> None:
    failed = tmp_path / "failed.json"
    failed.write_text(json.dumps(again(PARIS, PARIS_PLAN, "AST004,2019-S1,failed\n")), encoding="utf-8")
    data = again(PARIS, failed, "AST004,2020-S1,passed\n")
    lines = [(line["what"], line["year"]) for line in data["cost"]["lines"] if line["unit"] == "AST004"]
    assert sorted(lines) == [
        ("AST004 (evening classes)", "2020-2021"), ("AST004 (evening classes), not passed", "2019-2020"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lang, sentence",
    [("fr", "31 janvier 2020), alors que le plan prévoyait cette UE en 2020-S1. Elle compte"),
     ("en", "31 January 2020), where the plan did not have it (but in 2020-S1). It counts")],
)  # fmt: skip
def test_results_that_were_not_planned_are_named_and_shown(
    again: Callable[..., Data], planner: Run, tmp_path: Path, lang: str, sentence: str
) -> None:
    data = again(PARIS, PARIS_PLAN, "CCE001,2019-S1,passed\nAST004,2019-S1,passed\nTRS001,2019-S1,passed\n")
    assert data["replan"]["unplanned"] == [{"unit": "CCE001", "term": "2019-S1", "planned": "2020-S1"}]
    assert {unit["unit"] for unit in data["terms"][0]["units"]} == {"CCE001", "AST004", "TRS001", "TET003"}
    assert all(unit["unit"] != "CCE001" for term in data["terms"][1:] for unit in term["units"])
    text = planner("replan", PARIS, PARIS_PLAN, "--results", tmp_path / "results.csv", "--lang", lang).stdout
    assert sentence in " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    usual = again(PARIS, PARIS_PLAN, "AST004,2019-S1,passed\n")
    assert usual["replan"]["unplanned"] == []


@pytest.mark.parametrize("lang, word", [("fr", "pas encore commencé"), ("en", "has not begun yet")])
def test_a_result_of_a_term_to_come(planner: Run, tmp_path: Path, lang: str, word: str) -> None:
    """The day that was given refuses it; the day of the run names it, but for somebody who is made up."""
    path, plan, real = tmp_path / "results.csv", tmp_path / "plan.json", ("--set", "fictional=false")
    later = ("--set", "start=2130-S1")
    assert planner("plan", PARIS, *later, "--out", plan).exit_code == 0
    path.write_text(HEAD + "TRS001,2130-S1,passed\n", encoding="utf-8")
    call = ("replan", PARIS, plan, *later, "--results", path)
    message = refused(planner, *call, "--today", "2130-02-05", lang=lang)
    assert message.startswith(f"{path}:2")
    assert "2130-S1" in message
    assert planner(*call, "--today", "2130-11-05").exit_code == 0
    named = planner(*call, *real, "--lang", lang)
    assert (named.exit_code, word in " ".join(named.stdout.split())) == (0, True)
    assert word not in planner(*call, "--lang", lang).stdout
    data = json.loads(planner(*call, *real, "--format", "json").stdout)
    assert data["replan"]["to_come"] == [{"unit": "TRS001", "term": "2130-S1"}]


def classes(path: Path, unit: str) -> dict[str, tuple[str, str]]:
    """First day and status by UID of the classes of a unit."""
    events = ics_lines.events(ics_lines.parse(path.read_bytes()))
    return {
        event.text("UID"): (event.get("DTSTART")[1][:8], event.get("STATUS")[1])
        for event in events
        if event.text("SUMMARY").startswith(unit) and "T" in event.get("DTSTART")[1]
    }


def test_the_calendar_of_a_retake_leaves_the_classes_that_were(planner: Run, tmp_path: Path) -> None:
    """What is imported twice has the same name; the second attempt has another, also in the file after that."""
    plan, new, results = tmp_path / "plan.json", tmp_path / "new.json", tmp_path / "results.csv"
    timed = ("--timetable", TIMETABLE)
    assert planner("plan", PARIS, *timed, "--out", plan).exit_code == 0
    first, second, third = (tmp_path / f"{name}.ics" for name in ("first", "second", "third"))
    assert planner("plan", PARIS, *timed, "--out", first, "--today", "2019-09-01").exit_code == 0
    before = classes(first, "AST004")
    (name,) = before
    results.write_text(HEAD + "AST004,2019-S1,failed\n", encoding="utf-8")
    call = ("replan", PARIS, plan, "--results", results, *timed)
    assert planner(*call, "--out", new).exit_code == 0
    assert planner(*call, "--out", second, "--today", "2020-02-05").exit_code == 0
    after = classes(second, "AST004")
    assert after[name] == before[name]
    assert [day[:4] for uid, (day, _) in after.items() if uid != name] == ["2020"]
    assert all(status != "CANCELLED" for _, status in after.values())
    assert planner("replan", PARIS, new, *timed, "--out", third, "--today", "2020-02-06").exit_code == 0
    assert classes(third, "AST004") == after


def test_a_class_to_come_that_is_not_offered_any_more(planner: Run, tmp_path: Path) -> None:
    """TRS001 stands on Tuesdays of autumn 2019 in the plan; the timetable now has it in autumn 2020 only."""
    plan, rows, lines = (
        tmp_path / "plan.json",
        tmp_path / "rows.csv",
        TIMETABLE.read_text(encoding="utf-8").splitlines(),
    )
    assert planner("plan", PARIS, "--timetable", TIMETABLE, "--out", plan).exit_code == 0
    kept = [line.replace(",S1,", ",2020-S1,") if line.startswith("TRS001") else line for line in lines]
    rows.write_text("\n".join(kept) + "\n", encoding="utf-8")
    call = ("replan", PARIS, plan, "--timetable", rows)
    text = " ".join(planner(*call, "--lang", "en").stdout.split())
    assert "TRS001 is now taken in 2020-S1: its classes of 2019-S1 are not offered any more." in text
    data = json.loads(planner(*call, "--format", "json").stdout)
    assert [(entry["unit"], entry["from"], entry["to"]) for entry in data["replan"]["added"]] == [
        ("TRS001", "2019-S1", "2020-S1")
    ]
