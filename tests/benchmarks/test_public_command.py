"""`python -m benchmarks FOLDER` on small instances of our own: files, tables, resume, and clear messages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.__main__ import main
from benchmarks.public import __main__ as show
from benchmarks.public import minizinc
from benchmarks.public.folder import SAMPLES


@pytest.fixture(autouse=True)
def without_minizinc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minizinc, "available", lambda: ())


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_both_families_are_solved_checked_and_written_down(tmp_path: Path) -> None:
    asked = (SAMPLES, "--only", "bacp", "--only", "gbacp", "--seeds", 2, "--time-limit", 20, "--out", tmp_path)
    first = call(*asked, "--instance", "eight", "--instance", "pair")
    assert "| planner plan | 1 | 2 | 2 of 2 | 2 of 2 |" in first.stdout
    assert "| planner design | 1 | 2 | 2 of 2 |" in first.stdout
    assert "| MiniZinc chuffed | not installed |" in first.stdout
    (path,) = tmp_path.glob("public-*.csv")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 11
    assert "### BACP, 20 s" in path.with_suffix(".md").read_text(encoding="utf-8")
    refused = call(*asked)
    assert refused.exit_code == 2
    assert "--resume" in refused.stderr
    resumed = call(*asked, "--instance", "eight", "--resume", "--solver", "planner")
    assert "seed" not in resumed.stderr
    shown = CliRunner().invoke(show.main, [str(path)])
    assert shown.stdout == path.with_suffix(".md").read_text(encoding="utf-8").replace("not installed", "not run")
    assert shown.stdout.count("| pair |  | planner design | 2 | 7 | 7 | 7 | 7 | 2 of 2 |") == 1


def test_a_quick_run_needs_no_folder() -> None:
    done = call("--quick", "--only", "gbacp", "--solver", "planner")
    assert done.exit_code == 0
    assert "| trio |" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "bacp"), "bacp need FOLDER"),
        (("nowhere", "--only", "bacp"), "'nowhere' does not exist"),
        ((SAMPLES / "bacp", "--only", "bacp"), "has no public files of bacp"),
        ((SAMPLES / "bacp",), "has no public files of bacp"),
        ((SAMPLES, "--only", "bacp", "--instance", "none"), "No instance has the name none"),
        ((SAMPLES, "--only", "bacp", "--solver", "none"), "No solver is called none: planner plan, plain CP-SAT"),
        ((SAMPLES, "--only", "bacp", "--resume"), "--resume needs --out"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_message(arguments: tuple[object, ...], said: str) -> None:
    done = call(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_folder_with_one_family_runs_that_one(tmp_path: Path) -> None:
    (tmp_path / "gbacp").mkdir()
    shutil.copy(SAMPLES / "gbacp" / "pair.dzn", tmp_path / "gbacp" / "x-gbac.dzn")
    done = call(tmp_path, "--quick", "--only", "gbacp", "--solver", "planner")
    assert "| x |" in done.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gbacp/broken.dzn", "n_periods = 3;"),
        ("bacp/broken.json", "{"),
        ("bacp/other.json", '{"name": "x"}'),
        ("bacp/list.json", "[]"),
    ],
)
def test_a_file_that_is_no_instance_is_named_before_anything_runs(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = call(tmp_path, "--only", name.partition("/")[0])
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Error: {tmp_path / name} is no instance of")
    assert done.stdout == ""
