"""Random mutants of every kind of file that the product reads: a message, an exit code, nothing half-written, no hang.

`PLANNER_MUTANTS` says how many of each kind, `PLANNER_MUTANTS_SEED` where they begin.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from tests import mutants

NUMBER = int(os.environ.get("PLANNER_MUTANTS", "6"))
FIRST = int(os.environ.get("PLANNER_MUTANTS_SEED", "1"))
LONGEST = 60
"""Seconds of a command with a time limit of one second for each plan, on a machine that others use too."""
LIMIT = ("--time-limit", 1)
WITHOUT_OUT = ("scenarios.yaml", "distribution.yaml")
Commands = dict[str, tuple[tuple[Any, ...], ...]]
COMMANDS: Commands = {
    "learner.yaml": (("plan", "learner.yaml", *LIMIT), ("check", "learner.yaml", "hand.csv")),
    "programme.yaml": (
        ("plan", "learner.yaml", *LIMIT), ("programmes", "programme.yaml"), ("check", "learner.yaml", "hand.yaml"),
    ),
    "timetable.csv": (("plan", "learner.yaml", "--timetable", "timetable.csv", *LIMIT),
                      ("timetable", "programme.yaml", "--timetable", "timetable.csv")),
    "timetable.xlsx": (("check", "learner.yaml", "hand.csv", "--timetable", "timetable.xlsx"),
                       ("timetable", "programme.yaml", "--timetable", "timetable.xlsx", "--lang", "en")),
    "cohort.csv": (("cohort", "cohort.csv", "--workers", 1, *LIMIT),),
    "cohort.xlsx": (("cohort", "cohort.xlsx", "--workers", 1, *LIMIT, "--lang", "en"),),
    "results.csv": (("replan", "learner.yaml", "plan.json", "--results", "results.csv", *LIMIT),),
    "results.xlsx": (("replan", "learner.yaml", "hand.csv", "--results", "results.xlsx", *LIMIT),),
    "plan.json": (("check", "learner.yaml", "plan.json"), ("check", "learner.yaml", "plan.json", "--format", "json"),
                  ("replan", "learner.yaml", "plan.json", *LIMIT)),
    "hand.csv": (("check", "learner.yaml", "hand.csv"), ("replan", "learner.yaml", "hand.csv", *LIMIT)),
    "hand.xlsx": (("check", "learner.yaml", "hand.xlsx"),),
    "hand.yaml": (("check", "learner.yaml", "hand.yaml"),),
    "scenarios.yaml": (("stress", "scenarios.yaml", "--cohort", "cohort.csv", "--workers", 1, *LIMIT),),
    "distribution.yaml": (("cohort", "--generate", 5, "--distribution", "distribution.yaml"),),
    "offer.yaml": (("design", "offer.yaml", *LIMIT, "--trade-offs", 1),),
}  # fmt: skip


class HangError(Exception):
    pass


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """No more than so many seconds of work of this process."""

    def ring(*_: Any) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    mutants.files(folder)
    result = CliRunner().invoke(main, ["plan", str(folder / "learner.yaml"), "--out", str(folder / "plan.json")])
    assert result.exit_code == 0, result.output
    return folder


def ran(folder: Path, command: tuple[Any, ...], out: Path | None) -> Result:
    words = [str(folder / word) if isinstance(word, str) and "." in word else str(word) for word in command]
    with limited(LONGEST):
        return CliRunner().invoke(main, [*words, *(("--out", str(out)) if out else ())], catch_exceptions=False)


def judge(result: Result, folder: Path, before: set[str], out: Path | None) -> None:
    """What every answer to a damaged file keeps."""
    assert result.exit_code in range(5), result.output
    told = result.stderr + result.stdout
    assert "Traceback" not in told
    if result.exit_code == 1 and not result.stdout:
        assert result.stderr.strip(), "no message"
        assert len(result.stderr) < 20_000, "a message of pages"
    left = {path.name for path in folder.iterdir()} - before
    if out is not None and out.exists():
        assert out.stat().st_size > 0
        left.discard(out.name)
    elif result.exit_code in (0, 3):
        assert told.strip() or out is not None
    assert not left, f"left behind: {left}"


def check_one(kind: str, number: int, originals: Path, scratch: Path) -> None:
    """Make and judge the mutant of a number, which says itself how it is made again."""
    random, folder = Random(f"{kind}{number}"), scratch / str(number)
    shutil.copytree(originals, folder)
    mutants.mutate(random, folder / kind)
    command = random.choice(COMMANDS[kind])
    out = folder / "out.txt" if random.random() < 0.3 and kind not in WITHOUT_OUT else None
    before, begun = {path.name for path in folder.iterdir()}, time.monotonic()
    try:
        judge(ran(folder, command, out), folder, before, out)
    except Exception as error:
        if "PLANNER_MUTANTS_KEEP" in os.environ:
            kept = Path(os.environ["PLANNER_MUTANTS_KEEP"]) / f"{kind}-{number}"
            shutil.copytree(folder, kept, dirs_exist_ok=True)
        took = f"{time.monotonic() - begun:.1f} s"
        raise AssertionError(f"{kind}-{number}: {command} after {took}: {type(error).__name__}: {error}") from error
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("kind", COMMANDS)
def test_damaged_files(kind: str, originals: Path, tmp_path: Path) -> None:
    for number in range(FIRST, FIRST + NUMBER):
        check_one(kind, number, originals, tmp_path)
