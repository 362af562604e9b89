"""`planner stress`: the same files whatever interrupts it; what is wrong is told; all formats give the same figures."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result

from planner.cli.batch_progress import Bar
from planner.solve.progress import Progress, Stage
from tests.support import INSTANCES, ROOT
from tests.worded import in_language

Run = Callable[..., Result]
HEAD = "id,programme,start,fictional,acquired,experience.months,experience.in_sector,max_units_per_term,deadline"
ROWS = (
    "fictional-1,casp-2019-2020,2019-S1,true,,24,yes,,",
    "fictional-2,casp-2019-2020,2019-S1,true,AST004;TRS001;CCE001;TET099;TET007;AST005;TRS002;CCE003;AST002;PSY001;UEV010,24,yes,,2021-S1",
    "fictional-3,casp-2019-2020,2019-S2,true,AST004;TRS001,24,yes,2,",
    "fictional-4,casp-2019-2020,2019-S1,true,,24,yes,,",
    "fictional-5,casp-2019-2020,2018-S1,true,AST005,24,yes,,",
)
SCENARIOS = """\
scenarios:
- id: closed
  title: {fr: TET003 n'a pas lieu en 2019, en: TET003 does not run in 2019}
  changes:
  - close: {unit: TET003, period: 2019-year}
- id: for-good
  changes:
  - close: {unit: AST005}
- id: small
  changes:
  - seats: {unit: AST004, modality: evening, seats: 1}
- id: failing
  runs: 4
  changes:
  - fail: {rate: 0.2}
"""
TODAY = ("--today", "2026-11-21")


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    path = tmp_path / "scenarios.yaml"
    path.write_text(SCENARIOS, encoding="utf-8")
    return path


def content(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_in_a_folder(planner: Run, cohort: Path, scenarios: Path, tmp_path: Path) -> None:
    """Who needs nothing but TET003 takes it a year later, within two more terms; others have time for it. AST005 closed
    for good leaves a plan to those who have it. And the files of every format are there.
    """
    out = tmp_path / "out"
    options = ("--cohort", cohort, "--out", out, *TODAY, "--workers", "1")
    result = planner("stress", scenarios, *options, "--format", "html,xlsx,csv,md,text,pdf", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    data = json.loads((out / "stress.json").read_text(encoding="utf-8"))
    closed, good, small, failing = data["scenarios"]
    assert [(group["delay"], group["learners"]) for group in closed["reasons"]] == [(2, ["fictional-2"])]
    assert closed["reasons"][0]["instead"][0]["term"] == "2020-S1"
    assert (good["impossible"]["count"], good["possible"]["count"]) == (3, 2)
    assert "AST005" in good["conflict"]["what"]
    assert small["refused"] >= 1 and failing["runs"] == 4 and failing["random"]
    assert data["meta"]["cases"] == 5 * 8 and data["meta"]["distinct"] == 5 * 8 - 4
    assert {path.name for path in out.iterdir()} == {
        ".planner-stress", "outcomes.csv",
        *(f"stress.{form}" for form in ("json", "html", "xlsx", "csv", "md", "txt", "pdf")),
    }  # fmt: skip
    _check_outcomes(out, data)
    _check_sheets(out, data)
    text = (out / "stress.txt").read_text(encoding="utf-8")
    assert "TET003 does not run in 2019" in text and "No plan left" in text and "20% fail" not in text


def _check_outcomes(out: Path, data: dict[str, Any]) -> None:
    rows = list(csv.DictReader(io.StringIO((out / "outcomes.csv").read_text(encoding="utf-8"), newline="")))
    assert [row["id"] for row in rows[::8]] == [f"fictional-{n}" for n in range(1, 6)]
    assert [row["scenario"] for row in rows[:8]] == ["baseline", "closed", "for-good", "small", *["failing"] * 4]
    assert [row["run"] for row in rows[4:8]] == list("0123")
    for scenario in data["scenarios"]:
        own = [row for row in rows if row["scenario"] == scenario["id"]]
        runs = scenario["runs"]
        assert sum(row["on_time"] == "true" for row in own) / runs == pytest.approx(scenario["on_time"]["count"])
        late = [int(row["delay"]) for row in own if row["delay"]]
        assert sum(delay for delay in late if delay > 0) / runs == pytest.approx(scenario["harm"])


def _check_sheets(out: Path, data: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(out / "stress.xlsx")
    sheets = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [row[0] for row in sheets[1:]] == ["baseline", "closed", "for-good", "small", "failing"]
    told = list(csv.DictReader(io.StringIO((out / "stress.csv").read_text(encoding="utf-8"), newline="")))
    assert [float(row["impossible"]) for row in told[1:]] == [s["impossible"]["count"] for s in data["scenarios"]]
    assert len(book.sheetnames) == 6


def test_the_same_bytes_whatever_the_processes(planner: Run, cohort: Path, scenarios: Path, tmp_path: Path) -> None:
    made = []
    for name, options in (("one", ("--workers", "1")), ("two", ("--workers", "2", "--no-dedup"))):
        out = tmp_path / name
        assert planner("stress", scenarios, "--cohort", cohort, "--out", out, *TODAY, *options).exit_code == 0
        made.append(content(out))
    assert made[0] == made[1]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_and_resumed(planner: Run, cohort: Path, scenarios: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    more = ("--runs", "6", "--lang", "en", *TODAY)
    assert planner("stress", scenarios, "--cohort", cohort, "--out", whole, *more).exit_code == 0
    command = [sys.executable, "-m", "planner", "stress", scenarios, "--cohort", cohort, "--out", out, *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for attempt in range(2):
        options = ["--resume"] if attempt else []
        with subprocess.Popen([*map(str, command), *options], env=environment, stderr=subprocess.DEVNULL) as process:
            log = out / ".planner-stress" / "log.jsonl"
            lines = 1 + 2 * attempt
            limit = time.monotonic() + 120
            while process.poll() is None and time.monotonic() < limit:
                if log.exists() and log.read_bytes().count(b"\n") > lines:
                    time.sleep(random.Random(attempt).random() / 20)
                    process.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.005)
    assert log.exists() and not (out / "stress.json").exists()
    result = planner("stress", scenarios, "--cohort", cohort, "--out", out, *more, "--resume")
    assert result.exit_code == 0 and "are kept" in result.stderr
    assert content(out) == content(whole)
    again = planner("stress", scenarios, "--cohort", cohort, "--out", out, *more, "--resume")
    assert again.exit_code == 0 and "done already" in again.stderr
    assert content(out) == content(whole)


def test_a_folder_is_not_written_over(planner: Run, cohort: Path, scenarios: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "outcomes.csv").write_text("mine", encoding="utf-8")
    result = planner("stress", scenarios, "--cohort", cohort, "--out", out, "--lang", "en")
    assert result.exit_code == 1 and "is of no earlier run" in result.stderr
    assert content(out) == {"outcomes.csv": b"mine"}
    (out / "outcomes.csv").unlink()
    run = ("stress", "--scan", "close", "--years", "2019", "--cohort", cohort, "--out", out, "--lang", "en", *TODAY)
    assert planner(*run).exit_code == 0
    before = content(out)
    refused = planner(*run)
    assert refused.exit_code == 1 and "--resume" in refused.stderr and content(out) == before
    assert planner(*run, "--overwrite").exit_code == 0
    assert content(out) == before
    data = json.loads(before["stress.json"])
    assert [entry["rank"] for entry in data["criticality"]] == list(range(1, len(data["scenarios"]) + 1))
    assert data["scan"] == "close"


def test_seats_are_scanned_against_the_demand(planner: Run, cohort: Path) -> None:
    options = ("--set", "fictional=true", "--years", "2019", "--format", "json")
    result = planner("stress", "--scan", "seats", "--cohort", cohort, *options)
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    tight = next(each for each in data["scenarios"] if each["id"] == "seats-AST004-2019-S1-evening-50")
    found = [entry for entry in tight["demand"] if entry["unit"] == "AST004" and entry["term"] == "2019-S1"]
    assert found[0]["seats"] is not None and found[0]["dealt"] <= found[0]["seats"] < found[0]["alone"]


def test_a_scan_lists_each_change_once_from_who_is_left_without_a_plan(planner: Run, cohort: Path) -> None:
    run = ("stress", "--scan", "close", "--cohort", cohort, "--lang", "en", *TODAY)
    data = json.loads(planner(*run, "--format", "json").stdout)
    order = [(entry["lost"], entry["hurt"], entry["harm"]) for entry in data["criticality"]]
    assert order == sorted(order, reverse=True) and order[0][0] > 0
    assert any(later > 0 == lost for lost, _, later in order), "some are only delayed"
    assert all(
        one[key][end] is None for one in data["scenarios"] for key in ("on_time", "change") for end in ("low", "high")
    )
    for form in ("text", "html"):
        shown = planner(*run, "--format", form).stdout
        table = shown.partition("“On time”")[0].partition("for good: in all years")[2]
        assert table and all(
            table.count(entry["title"]) == 1 for entry in data["criticality"] if len(entry["title"]) < 28
        )
        assert "confidence interval" not in shown


def test_bad_rows_are_named_and_left_out(planner: Run, tmp_path: Path, scenarios: Path) -> None:
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join((HEAD, ROWS[0], "x,casp-2019-2020,2019-S9,,,,,,", ROWS[1])) + "\n", encoding="utf-8")
    result = planner("stress", scenarios, "--cohort", path, "--format", "json", "--runs", "1", "--lang", "en")
    assert result.exit_code == 1 and f"{path}:3: start" in result.stderr
    data = json.loads(result.stdout)
    assert data["learners"] == 2 and [(row["line"], row["id"]) for row in data["refused"]] == [(3, "x")]
    assert str(tmp_path) not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 1, "--scan"),
        (("nothing.yaml",), 1, "nothing.yaml"),
        (("--scan", "close", "--resume"), 2, "--out"),
        (("--scan", "close", "--out", "o", "--resume", "--overwrite"), 2, "exclude"),
        (("--scan", "close", "--format", "ics"), 2, "ics"),
        (("--scan", "close", "--format", "json,html"), 2, "--out"),
        (("--scan", "close", "--years", "soon"), 2, "years"),
        (("--scan", "open"), 2, "open"),
        (("--scan", "close", "--today", "tomorrow"), 1, "tomorrow"),
        (("--scan", "close", "--runs", "0"), 2, "runs"),
    ],
)
def test_wrong_input(planner: Run, cohort: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = planner("stress", *arguments, "--cohort", cohort, "--lang", "en")
    assert result.exit_code == code and told in result.stderr and result.stdout == ""


def test_no_cohort_no_learner_and_a_scenario_of_nothing(planner: Run, cohort: Path, tmp_path: Path) -> None:
    assert planner("stress", "--scan", "close", "--cohort", tmp_path / "none.csv").exit_code == 1
    empty = tmp_path / "empty.csv"
    empty.write_text(f"{HEAD}\na,casp-2019-2020,x,,,,,,\nb,casp-2019-2020,y,,,,,,\n", encoding="utf-8")
    result = planner("stress", "--scan", "close", "--cohort", empty, "--lang", "en")
    assert result.exit_code == 1 and "no row" in result.stderr and f"{empty}:3: start" in result.stderr
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("scenarios: [{id: a, changes: [{close: {unit: NOPE}}]}]", encoding="utf-8")
    result = planner("stress", wrong, "--cohort", cohort, "--lang", "en")
    assert result.exit_code == 1 and f"{wrong}:1" in result.stderr and "NOPE" in result.stderr


def test_the_time_limit_leaves_cases_open(planner: Run, cohort: Path) -> None:
    options = ("--scan", "close", "--years", "2019", "--cohort", cohort, "--time-limit", "0.000001")
    result = planner("stress", *options, "--format", "json")
    assert result.exit_code == 4
    data = json.loads(result.stdout)
    assert data["baseline"]["unknown"]["count"] > 0 and data["baseline"]["possible"]["count"] < 5
    assert sum(data["baseline"][key]["count"] for key in ("possible", "impossible", "unknown")) == 5


def test_the_sample_scenarios_run_in_both_languages(planner: Run) -> None:
    folder = INSTANCES / "casp-2019-2020"
    told = {}
    for lang in ("fr", "en"):
        options = ("--cohort", folder / "cohort.csv", "--runs", "1", "--lang", lang)
        result = planner("stress", folder / "scenarios.yaml", *options)
        assert result.exit_code == 0, result.stderr
        told[lang] = result.stdout
        assert max(map(len, told[lang].splitlines())) <= 100
    assert "QUI EST TOUCHÉ, ET POURQUOI" in told["fr"] and "WHO IS HURT, AND WHY" in told["en"]


def test_progress_follows_the_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.cli.batch_progress.EVERY", 0.0)
    steps = [(2, 10), (3, 10), (8, 10), (10, 12), (12, 12)]
    with Bar("stress") as bar:
        in_language("en", lambda: [bar(Progress(Stage.CASES, *step)) for step in steps])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "2 cases that were answered already are kept."
    assert [line.split(",")[0] for line in lines[1:]] == [
        "3 of 10 cases", "8 of 10 cases", "10 of 12 cases", "12 of 12 cases",
    ]  # fmt: skip
    assert all(line.endswith(" left") for line in lines[1:])
