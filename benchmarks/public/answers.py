"""What is solved, and what a solver says of it; only a solution that our checker accepts becomes an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

OPTIMAL, FEASIBLE, IMPOSSIBLE, UNKNOWN = "optimal", "feasible", "impossible", "unknown"


@dataclass(frozen=True, slots=True)
class Problem:
    """One instance: the public file, and the folder into which our own files of it are written."""

    family: str
    name: str
    path: Path
    folder: Path

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
    """Problems of one kind, the solvers by name (the planner first), and the known optimum of an instance if its file
    has one. `once` names solvers that run with the first seed only.
    """

    name: str
    problems: tuple[Problem, ...]
    solvers: Mapping[str, Solver]
    optimum: Callable[[Problem], Fraction | None]
    once: frozenset[str] = frozenset()
