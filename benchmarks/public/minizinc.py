"""MiniZinc as a reference: our own models, with Gecode and Chuffed where it has them; nothing where it is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from benchmarks.public.answers import FEASIBLE, IMPOSSIBLE, OPTIMAL, UNKNOWN, Effort

MODELS = Path(__file__).parent / "models"
SOLVERS: Mapping[str, Sequence[str]] = {"gecode": (), "chuffed": ("-f",)}
"""By the last part of the solver's id: options. Chuffed chooses its own search, which is better than the model's."""
GRACE = 15.0
"""Seconds beyond the limit after which the process is ended: translating the model counts into the limit."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A status, the period of each course (counted from 1) of the last solution, and the seconds of the process."""

    status: str
    periods: tuple[int, ...] | None
    seconds: float


@cache
def program() -> str | None:
    """The program, from the variable MINIZINC or the path; None where it is not installed."""
    return shutil.which(os.environ.get("MINIZINC") or "minizinc")


@cache
def available() -> tuple[str, ...]:
    """Which of our solvers this MiniZinc has.

    Raises:
        click.ClickException: it does not work.
    """
    name = program()
    if name is None:
        return ()
    try:
        told = subprocess.run([name, "--solvers-json"], capture_output=True, text=True, check=True)
        ids = {entry["id"].rpartition(".")[2] for entry in json.loads(told.stdout)}
    except (OSError, subprocess.CalledProcessError, ValueError, KeyError) as error:
        why = getattr(error, "stderr", None) or error
        text = f"{name} does not work; repair it, or name another one in the variable MINIZINC: {why}"
        raise click.ClickException(text.strip()) from None
    return tuple(solver for solver in SOLVERS if solver in ids)


def version() -> str:
    """Its version, or "not installed"."""
    name = program()
    if name is None:
        return "not installed"
    told = subprocess.run([name, "--version"], capture_output=True, text=True, check=True)
    return next((line.rpartition(" ")[2] for line in told.stdout.splitlines() if "version" in line), "unknown")


def solve(solver: str, models: Sequence[str], data: Path, effort: Effort) -> Outcome:
    """The best solution of a model (in one file or several) within the limit, translation included.

    Raises:
        click.ClickException: MiniZinc refuses the model or the data.
    """
    command = [
        program() or "minizinc", "--solver", solver, "--output-mode", "json", "--intermediate",
        "--time-limit", str(int(1000 * effort.limit)), "-r", str(effort.seed), *SOLVERS[solver],
        *(str(MODELS / model) for model in models), str(data),
    ]  # fmt: skip
    if solver == "gecode" and effort.workers > 1:
        command += ["-p", str(effort.workers)]
    begun = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=effort.limit + GRACE)
        text, trouble = done.stdout, done.stderr if done.returncode else ""
    except subprocess.TimeoutExpired as late:
        text, trouble = (late.stdout or b"").decode(), ""
    seconds = time.perf_counter() - begun
    if trouble and not text:
        said = [line for line in trouble.splitlines() if line.strip() and not line.startswith("Warning:")]
        raise click.ClickException("\n".join([" ".join(command), *said]))
    return outcome(text, seconds)


def outcome(text: str, seconds: float) -> Outcome:
    """What the output says: solutions, each ended by a line of dashes, and a line that tells how it ended."""
    periods: tuple[int, ...] | None = None
    block: list[str] = []
    status = UNKNOWN
    for line in text.splitlines():
        mark = line.strip()
        if mark == "-" * 10:
            periods, status = tuple(json.loads("\n".join(block))["period"]), FEASIBLE
            block = []
        elif mark == "=" * 10:
            status = OPTIMAL
        elif mark == "=====UNSATISFIABLE=====":
            status = IMPOSSIBLE
        elif mark == "=====UNKNOWN=====" or mark.startswith("%"):
            continue
        else:
            block.append(line)
    return Outcome(status, periods, seconds)
