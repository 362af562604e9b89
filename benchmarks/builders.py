"""The model written in Python against the one that compiled code builds: the same learners in turn, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable
from unittest.mock import patch

import numpy  # noqa: F401 - which the compiled code would load while it is measured

from benchmarks import learners
from benchmarks.measure import Row, row
from planner.domain.case import Case
from planner.model.cpsat import CpModel
from planner.model.cpsat.builder import Compiled
from planner.solve.pipeline import solve

GROUP = "builders"
TARGET = 1.1
BUILDERS: dict[str, Callable[[], CpModel]] = {"written": CpModel, "compiled": Compiled}


def measure(number: int, seed: int, rounds: int) -> list[Row]:
    """The processor's time of all learners by each builder, and the ratio of each round.

    A learner is planned by one builder and directly after by the other, the first of the two in turn.
    """
    spent = {name: list[float]() for name in BUILDERS}
    for _ in range(rounds + 1):
        for times in spent.values():
            times.append(0.0)
        by_builder = zip(learners.cases(number, seed), learners.cases(number, seed), strict=True)
        for place, cases in enumerate(by_builder):
            order = list(zip(BUILDERS, cases, strict=True))
            for name, case in order[:: 1 if place % 2 else -1]:
                spent[name][-1] += _seconds(case, BUILDERS[name])
    # The first round is not counted: what a process does once falls into it.
    written, compiled = spent["written"][1:], spent["compiled"][1:]
    rows = [row(GROUP, f"{name}, a learner", "ms", [1000 * s / number for s in spent[name][1:]]) for name in BUILDERS]
    ratios = [one / other for one, other in zip(written, compiled, strict=True)]
    return [*rows, row(GROUP, "written against compiled", "x compiled", ratios, TARGET)]


def _seconds(case: Case, builder: Callable[[], CpModel]) -> float:
    with patch("planner.model.build.new_model", builder):
        started = time.process_time()
        solve(case)
        return time.process_time() - started
