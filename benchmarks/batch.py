"""`planner batch` as whole processes over a fictional cohort: learners a second, by processes and by documents."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import cohort
from benchmarks.measure import Row, row, timed
from planner.report.formats import FORMATS
from planner.storage import cohorts

GROUP = "batch"
ROWS_READ = 10_000


def measure(folder: Path, number: int, seed: int, rounds: int) -> list[Row]:
    """JSON alone with one process and with all cores, each format beside it with all cores, and rows read a second."""
    source = folder / "cohort.csv"
    source.write_text(cohort.text(number, seed), encoding="utf-8", newline="")
    cores = os.cpu_count() or 1
    kinds = [("json", 1), ("json", cores), *((name, cores) for name in FORMATS)]
    rows = []
    for forms, workers in dict.fromkeys(kinds):
        rates = [number / timed(lambda f=forms, w=workers: _run(source, folder, f, w))[0] for _ in range(rounds)]  # type: ignore[misc]
        rows.append(row(GROUP, f"{number} learners, {forms}, {workers} workers", "learners/s", rates))
    return [*rows, row(GROUP, f"read and check {ROWS_READ} rows", "rows/s", [_read(folder, seed)])]


def _run(source: Path, folder: Path, forms: str, workers: int) -> None:
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    options = ["--out", str(out), "--format", forms, "--workers", str(workers), "--today", "2020-01-01"]
    subprocess.run(
        [sys.executable, "-m", "planner", "batch", str(source), *options], check=True, capture_output=True, text=True
    )


def _read(folder: Path, seed: int) -> float:
    """Rows a second, from the file to cases."""
    path = folder / "many.csv"
    path.write_text(cohort.text(ROWS_READ, seed), encoding="utf-8", newline="")
    seconds, found = timed(lambda: list(cohorts.CaseReader(path).cases(cohorts.load(path).rows)))
    return len(found) / seconds
