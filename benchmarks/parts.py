"""The parts of the benchmarks that need no file from elsewhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import (
    batch,
    builders,
    desk,
    inprocess,
    large,
    limits,
    payers,
    processes,
    risks,
    school,
    stress,
    studies,
)
from benchmarks.curricula import part as curricula
from benchmarks.curricula import pools
from benchmarks.inprocess import Sample
from benchmarks.measure import Row

PARTS = (
    "process", "inprocess", "builders", "large", "curricula", "limits", "studies", "risk", "payers", "batch",
    "stress", "desk", "school",
)  # fmt: skip
Measured = tuple[list[Row], list[Sample]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is measured; `fast` for a smoke test, `whole` for every size of a stress run. `folder` may hold
    curricula to import.
    """

    pairs: int = 15
    learners: int = 500
    rounds: int = 3
    seed: int = 2019
    bytecode: str = "compiled"
    slowest: int = 8
    fast: bool = False
    whole: bool = False
    folder: Path | None = None

    def quick(self) -> Settings:
        """As little as shows that it works."""
        return replace(self, pairs=min(self.pairs, 2), learners=min(self.learners, 25), rounds=1, fast=True)


def measure(names: Sequence[str], settings: Settings, progress: Callable[[str], None]) -> Measured:
    """The lines of these parts, and the slowest of the random learners."""
    rows: list[Row] = []
    slow: list[Sample] = []
    for name in names:
        said, work = _WORK[name]
        progress(f"{said} ...")
        found, samples = work(settings)
        rows += found
        slow += samples
    return rows, slow


def _process(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        compiled = given.bytecode == "compiled"
        return processes.measure(Path(folder), given.pairs, 1 if given.fast else 5, compiled=compiled), []


def _inprocess(given: Settings) -> Measured:
    found, samples = inprocess.measure(given.learners, given.seed, given.rounds)
    return found, samples[: given.slowest]


def _builders(given: Settings) -> Measured:
    return builders.measure(given.learners, given.seed, given.rounds), []


def _large(given: Settings) -> Measured:
    return large.measure(given.rounds, only=1 if given.fast else None), []


def _curricula(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        work, few = Path(folder), 2 if given.fast else None
        found = curricula.measure(given.folder, work, given.rounds, given.seed, few)
        return found + pools.measure(work, given.seed, 1 if given.fast else None), []


def _limits(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        few = ((0.5,), 1) if given.fast else (limits.LIMITS, None)
        return limits.measure(Path(folder), given.seed, *few), []


def _studies(given: Settings) -> Measured:
    return studies.measure(20 if given.fast else max(20, given.learners // 2), given.seed), []


def _risk(given: Settings) -> Measured:
    return risks.measure(1 if given.fast else given.rounds, fast=given.fast), []


def _payers(given: Settings) -> Measured:
    return payers.measure(3 if given.fast else max(20, given.learners // 5), given.seed, given.rounds), []


def _batch(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return batch.measure(Path(folder), given.learners, given.seed, 1 if given.fast else 2), []


def _stress(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        sizes = (3, 9) if given.fast else stress.SIZES if given.whole else stress.SIZES[:2]
        return stress.measure(Path(folder), given.seed, sizes), []


def _desk(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return desk.measure(Path(folder), 2 if given.fast else 20, given.seed), []


def _school(given: Settings) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return school.measure(Path(folder), *((2, 200) if given.fast else (60, 10_000))), []


_WORK: dict[str, tuple[str, Callable[[Settings], Measured]]] = {
    "process": ("whole processes", _process),
    "inprocess": ("random learners", _inprocess),
    "builders": ("two builders of one model", _builders),
    "large": ("programme of forty units", _large),
    "curricula": ("curricula that others publish", _curricula),
    "limits": ("limits of time", _limits),
    "studies": ("explanations and new plans", _studies),
    "risk": ("exams that can be failed", _risk),
    "payers": ("payers that are chosen", _payers),
    "batch": ("batches", _batch),
    "stress": ("stress runs", _stress),
    "desk": ("the study desk", _desk),
    "school": ("a school of many dossiers", _school),
}
