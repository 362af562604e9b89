"""`planner stress` as whole processes over a fictional cohort: time with and without solving what is the same once,
growth with the number of learners, and the most memory that all its processes have at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import scenarios
from benchmarks.measure import Row, row

GROUP = "stress"
DISTRIBUTION = Path(__file__).parents[1] / "instances" / "casp-2019-2020" / "distribution.yaml"
SCENARIOS = 50
SIZES = (100, 1_000, 10_000)
TARGET_SECONDS, TARGET_MIB = 180.0, 1024.0
"""Of 1 000 learners in 50 scenarios, each solved; and of any run."""
TICK = 0.25
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, seconds of all processors, and MiB of all processes together at most."""

    seconds: float
    processor: float
    memory: float


def measure(folder: Path, seed: int, sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Closures at every size with what is the same solved once, at the middle one without too; the mix of changes at
    all but the largest.
    """
    rows: list[Row] = []
    for size in sizes:
        cohort = folder / f"cohort-{size}.csv"
        _planner(
            "cohort", "--generate", str(size), "--distribution", str(DISTRIBUTION), "--seed", str(seed),
            "--out", str(cohort),
        )  # fmt: skip
        sets = {"closures": scenarios.closures(SCENARIOS)}
        if size != sizes[-1] or len(sizes) < len(SIZES):
            sets["mixed"] = scenarios.mixed(SCENARIOS, size)
        middle = size == sizes[min(1, len(sizes) - 1)]
        for kind, text in sets.items():
            path = folder / f"{kind}-{size}.yaml"
            path.write_text(text, encoding="utf-8")
            for options in [(), ("--no-dedup",)] if middle else [()]:
                took = _run(cohort, path, folder / f"out-{kind}-{size}{'-each' if options else ''}", options)
                rows += _rows(size, kind, took, each=bool(options))
    return rows


def _rows(size: int, kind: str, took: Took, *, each: bool) -> list[Row]:
    """What a run took. The target holds for closures and for the mix."""
    name = f"{size} learners x {SCENARIOS} {kind}, {'each solved' if each else 'the same once'}"
    return [
        row(GROUP, name, "s", [took.seconds], TARGET_SECONDS if each and size == 1_000 else None),
        row(GROUP, f"{name}, processors", "s", [took.processor]),
        row(GROUP, f"{name}, learners", "1/s", [size / took.seconds]),
        row(GROUP, f"{name}, a case", "ms", [1000 * took.seconds / size / SCENARIOS]),
        row(GROUP, f"{name}, memory", "MiB", [took.memory], TARGET_MIB),
    ]


def _planner(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "planner", *arguments], check=True, capture_output=True, text=True)


def _run(cohort: Path, scenarios: Path, out: Path, options: tuple[str, ...]) -> Took:
    command = [
        sys.executable, "-m", "planner", "stress", str(scenarios), "--cohort", str(cohort), "--out", str(out),
        "--format", "json", "--today", "2026-01-01", *options,
    ]  # fmt: skip
    before, begun = os.times(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(TICK)
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - begun, spent, most)


def memory(pid: int) -> float:
    """MiB that a process and all that it started have in memory; what they share counts once for each of them. Nothing
    where the system does not tell.
    """
    total, waiting = 0, [pid]
    while waiting:
        folder = Path("/proc") / str(waiting.pop())
        try:
            lines = (folder / "status").read_text(encoding="utf-8").splitlines()
            waiting += [int(name) for name in (folder / "task" / folder.name / "children").read_text().split()]
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return total / 1024
