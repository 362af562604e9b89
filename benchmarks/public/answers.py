"""What is solved, and what a solver says of it; our checker judges every solution."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from benchmarks.public.records import Record

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = "optimal", "feasible", "impossible", "unknown"


@dataclass(frozen=True, slots=True)
class Problem:
    """One instance: the public file, the folder into which our own files of it go, and the best value known."""

    family: str
    name: str
    path: Path
    folder: Path
    record: Record | None = None

    @property
    def sha256(self) -> str:
        """The first digits of the hash of the public file: the same instance, whatever its name."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds that a solver may take, its seed and its workers."""

    limit: float
    seed: int
    workers: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with the value that our checker finds and the bound, None where there is none; `seconds` for all that
    the solver did. `faults` is what our checker says against the solution, None where there is no solution.
    """

    status: str
    value: Fraction | None
    bound: Fraction | None
    seconds: float
    faults: tuple[str, ...] | None


Solver = Callable[[Problem, Effort], Answer]


@dataclass(frozen=True, slots=True)
class Family:
    """Problems of one kind and the solvers by name, the planner first. Those in `once` run with the first seed only."""

    name: str
    problems: tuple[Problem, ...]
    solvers: Mapping[str, Solver]
    once: frozenset[str] = frozenset()
