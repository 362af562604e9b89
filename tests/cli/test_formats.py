"""Documents of every command in every format: their form, where they go, and that they say what the data say."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT, SAMPLES, sample_name
from tests.worded import day, money

Run = Callable[..., Result]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING, IMPOSSIBLE = PARIS / "autumn-evening.yaml", PARIS / "impossible-deadline.yaml"
TODAY = ("--today", "2026-11-21")
BEGINS = {
    "html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "csv": b"", "ics": b"BEGIN:VCALENDAR\r\n",
    "md": b"# ",
}  # fmt: skip
COMMANDS: dict[str, tuple[object, ...]] = {
    "plan": ("plan", EVENING),
    "replan": ("replan", EVENING, ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json", "--now", "2020-S1"),
    "compare": ("compare", EVENING, "--fundings", "individual,cpf"),
    "alternatives": ("alternatives", EVENING, "-k", "2"),
    "frontier": ("frontier", EVENING, "--max-terms", "6"),
}
WRITTEN: dict[tuple[str, str], bytes] = {}


@pytest.fixture
def written(planner: Run, tmp_path: Path) -> Callable[..., bytes]:
    """`written(form, *arguments)`: the document that the command writes; made once for each command of the table."""

    def run(form: str, name: str) -> bytes:
        if (form, name) not in WRITTEN:
            out = tmp_path / f"out.{form}"
            result = planner(*COMMANDS[name], *TODAY, "--out", out)
            assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
            WRITTEN[form, name] = out.read_bytes()
        return WRITTEN[form, name]

    return run


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", BEGINS)
def test_the_name_of_the_file_gives_the_format(written: Callable[..., bytes], form: str, name: str) -> None:
    found = written(form, name)
    assert found.startswith(BEGINS[form])
    assert len(found) > 300


@pytest.mark.parametrize("form", BEGINS)
@pytest.mark.parametrize("name", ["plan", "compare"])
def test_the_same_day_gives_the_same_bytes(
    planner: Run, written: Callable[..., bytes], tmp_path: Path, form: str, name: str
) -> None:
    result = planner(*COMMANDS[name], *TODAY, "--format", form, "--out", tmp_path / "again")
    assert result.exit_code == 0
    assert (tmp_path / "again").read_bytes() == written(form, name)


@pytest.mark.parametrize("name", COMMANDS)
def test_pages_say_what_the_data_say(planner: Run, written: Callable[..., bytes], name: str) -> None:
    data = json.loads(planner(*COMMANDS[name], *TODAY, "--format", "json").stdout)
    page = written("html", name).decode()
    for plan in plans(data):
        for code in {unit["unit"] for term in plan["terms"] for unit in term["units"]} if name != "compare" else ():
            assert code in page
        if plan["cost"]["known"]:
            assert money("fr", round(plan["cost"]["total"] * 100)) in page
        else:
            assert "inconnu" in page
        assert day("fr", date.fromisoformat(plan["award"]["date"])) in page


def plans(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The plans in the data of any command."""
    if "terms" in data:
        return [data]
    found = data.get("plans") or [entry["plan"] for entry in data.get("rows") or data["points"]]
    return [plan for plan in found if plan]


@pytest.mark.parametrize("path", [p for p in SAMPLES if "impossible" not in p.stem], ids=sample_name)
def test_a_plan_as_csv_is_a_plan_for_check(planner: Run, tmp_path: Path, path: Path) -> None:
    out = tmp_path / "plan.csv"
    assert planner("plan", path, "--out", out).exit_code == 0
    checked = planner("check", path, out, "--format", "json")
    assert checked.exit_code == 0, checked.stdout
    solution = ROOT / "solutions" / path.parent.parent.name / f"{path.stem}.json"
    recomputed, planned = json.loads(checked.stdout), json.loads(solution.read_text(encoding="utf-8"))
    assert recomputed["cost"]["total"] == planned["cost"]["total"]
    assert recomputed["award"] == planned["award"]


def test_an_impossible_learner_gets_a_document_but_no_calendar(planner: Run, tmp_path: Path) -> None:
    page, calendar = tmp_path / "why.html", tmp_path / "why.ics"
    result = planner("plan", IMPOSSIBLE, "--out", page)
    assert (result.exit_code, result.stderr) == (3, "")
    assert "Ces conditions sont incompatibles" in page.read_text(encoding="utf-8")
    result = planner("plan", IMPOSSIBLE, "--out", calendar)
    assert (result.exit_code, calendar.exists()) == (3, False)
    assert "pas de calendrier" in result.stderr


def test_csv_of_an_impossible_learner_names_the_rules(planner: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(planner("plan", IMPOSSIBLE, "--format", "csv").stdout)))
    assert {"requirement", "load_cap", "deadline"} <= {row["rule"] for row in rows}


def test_an_explicit_format_wins_over_the_name(planner: Run, tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    assert planner("plan", EVENING, "--format", "json", "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"


def test_an_unknown_name_is_refused(planner: Run, tmp_path: Path) -> None:
    out = tmp_path / "plan.notes"
    assert planner("plan", EVENING, "--out", out).exit_code == 2
    assert not out.exists()


def test_what_is_not_text_does_not_go_to_a_terminal(planner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.cli.showing.to_terminal", lambda: True)
    result = planner("plan", EVENING, "--format", "pdf", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--out" in result.stderr


def test_a_calendar_of_a_new_plan_cancels_what_is_gone(planner: Run, tmp_path: Path) -> None:
    results = tmp_path / "r.csv"
    results.write_text("unit,term,result\nTET003,2019-S2,failed\nTET099,2019-S2,passed\n", encoding="utf-8")
    plan = ROOT / "solutions" / "casp-2019-2020" / "autumn-evening.json"
    old = planner("plan", EVENING, "--format", "ics", *TODAY).stdout
    new = planner("replan", EVENING, plan, "--results", results, "--format", "ics", *TODAY).stdout
    before, after = ({line for line in text.splitlines() if line.startswith("UID:")} for text in (old, new))
    assert before <= after
    assert "STATUS:CANCELLED" not in old
    gone = [part for part in new.split("BEGIN:VEVENT") if "STATUS:CANCELLED" in part]
    assert all(any(uid in part for uid in before) for part in gone)


@pytest.mark.parametrize("form", ["html", "csv", "md", "json"])
def test_documents_are_utf8_on_any_stdout(tmp_path: Path, form: str) -> None:
    out = tmp_path / "plan"
    command = [sys.executable, "-m", "planner", "plan", str(EVENING), "--format", form, *TODAY]
    subprocess.run([*command, "--out", str(out)], check=True)
    found = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "ascii"}, stdout=subprocess.PIPE, check=True)
    assert found.stdout == out.read_bytes()
    assert "é" in found.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["text", "pdf"])
def test_a_full_disk_behind_stdout_is_one_message(form: str) -> None:
    command = [sys.executable, "-m", "planner", "plan", str(EVENING), "--format", form]
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert found.returncode == 1
    assert "stdout" in found.stderr
    assert "Traceback" not in found.stderr


def test_what_prevents_an_earlier_end_stands_in_the_table_as_sentences(planner: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(planner("compare", EVENING, "--format", "csv", "--lang", "en").stdout)))
    assert "second semester only. TRS001" in rows[0]["binds"]
