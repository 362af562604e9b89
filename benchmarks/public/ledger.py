"""Runs as a CSV file that grows by a row as each run ends, so that an interrupted campaign can go on."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks import table
from benchmarks.public.answers import Answer, Effort, Problem

ROOT = Path(__file__).resolve().parents[2]
CODE = ("planner/domain", "planner/storage", "planner/model", "planner/solve", "planner/check", "benchmarks")
"""What the figures depend on."""


@dataclass(frozen=True, slots=True)
class Run:
    """A row: what ran (`sha256` of the public file), under which conditions, and what came out.

    `checked` is yes when our checker accepts the solution and its value, no when it does not, and empty without a
    solution. `known` is the best value known, `known_proven` yes or no. `code` is a hash of our own source.
    """

    day: str
    family: str
    instance: str
    sha256: str
    solver: str
    seed: int
    limit: float
    workers: int
    status: str
    value: Fraction | None
    bound: Fraction | None
    seconds: float
    checked: str
    known: Fraction | None
    known_proven: str
    known_source: str
    ortools: str
    code: str
    machine: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two runs the same one; the day is not in it."""
        given = (self.family, self.sha256, self.solver, self.seed, self.limit, self.workers, self.ortools, self.code)
        return (*map(str, given), self.machine)

    def __str__(self) -> str:
        """The run in a line."""
        value = f"no solution ({self.status})" if self.value is None else f"{self.value} ({self.status})"
        bound = "" if self.bound is None or self.bound == self.value else f", bound {self.bound}"
        return f"{self.family} {self.instance}, {self.solver}, seed {self.seed}: {value}{bound}, {self.seconds:.3g} s"


COLUMNS = tuple(field.name for field in fields(Run))


def run_of(problem: Problem, solver: str, effort: Effort, answer: Answer) -> Run:
    """The row of an answer."""
    checked = "" if answer.faults is None else "no" if answer.faults else "yes"
    record = problem.record
    proven = "" if record is None else "yes" if record.proven else "no"
    return Run(
        date.today().isoformat(), problem.family, problem.name, problem.sha256, solver, effort.seed, effort.limit,
        effort.workers, answer.status, answer.value, answer.bound, round(answer.seconds, 4), checked,
        record.value if record else None, proven, record.source if record else "", version("ortools"), code(),
        table.machine(),
    )  # fmt: skip


@cache
def code() -> str:
    """The first digits of a hash of our source."""
    digest = hashlib.sha256()
    for path in sorted(path for part in CODE for path in (ROOT / part).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


class Ledger:
    """The file of a campaign, or none. Rows of the same conditions count as done when the campaign is resumed."""

    def __init__(self, folder: Path | None, *, resume: bool = False) -> None:
        """Opens the newest file of the folder to go on with, or one of today.

        Raises:
            click.UsageError: today's file is there and is not to be resumed.
        """
        self.path: Path | None = None
        self.runs: list[Run] = []
        if folder is not None:
            known = sorted(folder.glob("public-*.csv"))
            self.path = known[-1] if resume and known else folder / f"public-{date.today().isoformat()}.csv"
        if self.path is not None and self.path.exists():
            if not resume:
                raise click.UsageError(f"{self.path} is there: go on with it (--resume), or choose another --out.")
            _mend(self.path)
            self.runs = read(self.path)
        self._done = {run.key: run for run in self.runs}

    def find(self, problem: Problem, solver: str, effort: Effort) -> Run | None:
        """The run of an earlier time with the same code and conditions, if it is in the file."""
        return self._done.get(run_of(problem, solver, effort, Answer("", None, None, 0.0, None)).key)

    def add(self, run: Run) -> None:
        """Writes the row down at once; it is on the disk when this returns."""
        self.runs.append(run)
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        with self.path.open("ab") as target:
            cells = ("" if value is None else str(value) for value in asdict(run).values())
            target.write((_line(COLUMNS) if new else b"") + _line(cells))
            target.flush()
            os.fsync(target.fileno())


def _line(cells: Iterable[str]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerow(cells)
    return target.getvalue().encode()


def _mend(path: Path) -> None:
    """Takes away a last row that a kill has left without its end."""
    whole = path.read_bytes()
    if not whole.endswith(b"\n"):
        path.write_bytes(whole[: whole.rfind(b"\n") + 1] or _line(COLUMNS))


def read(path: Path) -> list[Run]:
    """The runs of a file.

    Raises:
        click.UsageError: the file is not one of ours.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise click.UsageError(f"{path}: its columns are not those of a file that this command writes.")
        return [_run(row) for row in rows]


def _run(row: Mapping[str, str]) -> Run:
    value, bound, known = (Fraction(row[name]) if row[name] else None for name in ("value", "bound", "known"))
    return Run(
        row["day"], row["family"], row["instance"], row["sha256"], row["solver"], int(row["seed"]),
        float(row["limit"]), int(row["workers"]), row["status"], value, bound, float(row["seconds"]), row["checked"],
        known, row["known_proven"], row["known_source"], row["ortools"], row["code"], row["machine"],
    )  # fmt: skip
