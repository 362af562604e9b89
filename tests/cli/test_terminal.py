"""Nothing that a user brings in commands the terminal, in no format, on stdout, stderr or in what is said of files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.domain.text import visible
from planner.report.formats import FORMATS
from tests.support import tiny_programme

Run = Callable[..., Result]
HOSTILE = "=1+1\x1b[2J\x07\x08\u009b31m\u202egnp.exe\u2066\x7f\ufffe <script>alert(1)</script> [x](javascript:1) $x$"
COMMANDS_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]")


def hostile(folder: Path, **keys: Any) -> Path:
    """A learner of a programme whose texts all are hostile."""
    programme = tiny_programme(
        folder,
        title=HOSTILE,
        short_title=HOSTILE,
        school=HOSTILE,
        units=[{"code": code, "title": HOSTILE + code, "credits": 6} for code in "ABCD"],
        assumptions=[{"id": "first", "text": HOSTILE, "reason": HOSTILE}],
    )
    data = {"programme": str(programme), "start": "2020-S1", "id": f"id {HOSTILE}", "note": HOSTILE, **keys}
    path = folder / "learner.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_of_hostile_texts_in_every_format(planner: Run, tmp_path: Path, form: str) -> None:
    path = hostile(tmp_path)
    out = tmp_path / "plan.out"
    assert planner("plan", path, "--format", form, "--out", out).exit_code == 0
    content = out.read_bytes()
    if form in ("pdf", "xlsx"):
        assert len(content) > 1000
        return
    text = content.decode()
    assert not COMMANDS_TERMINAL.search(text.replace("\r\n", "\n")), form
    if form == "html":
        assert "<script" not in text
    if form == "json":
        assert HOSTILE in json.loads(text)["learner"]


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_an_impossible_one_too(planner: Run, tmp_path: Path, form: str) -> None:
    result = planner("plan", hostile(tmp_path, deadline="2020-S1", max_units_per_term=1), "--format", form)
    assert result.exit_code == 3
    assert not COMMANDS_TERMINAL.search(result.stdout)


@pytest.mark.parametrize("arguments", [("plan", "{}"), ("check", "{}", "{}"), ("cohort", "{}"), ("design", "{}")])
def test_names_of_files_in_messages(planner: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    name = str(tmp_path / "no\x1b[31m\u009b\u202e\rfile.yaml")
    result = planner(*(argument.format(name) for argument in arguments))
    assert result.exit_code == 1
    assert "no\ufffd[31m\ufffd\ufffd\ufffdfile.yaml" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("\x1b[31m",), ("plan",), ("plan", "a", "b\x1b[31m"), ("plan", "--\x1b[31m"), ("plan", "--seed", "\x1b")],
)
def test_wrong_usage(planner: Run, arguments: tuple[str, ...]) -> None:
    result = planner(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage\N{NO-BREAK SPACE}: ")
    assert not COMMANDS_TERMINAL.search(result.stderr)


def test_a_learner_that_does_not_fit(planner: Run, tmp_path: Path) -> None:
    result = planner("plan", hostile(tmp_path, funding="\x1b]0;title\x07", **{"a\x1b[1m": 1}))
    assert result.exit_code == 1
    assert not COMMANDS_TERMINAL.search(result.stderr)


def test_ordinary_text_stays() -> None:
    text = "é\u00a0€ \u202f« ½ » שלום\u200f \U0001f600\t\n"
    assert visible(text) == text
    assert visible("a\r\nb") == "a\nb"
