"""Random learners inside one process: from a parsed learner to a checked plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from benchmarks import learners
from benchmarks.measure import Row, count, row, timed, yardstick
from planner.domain.case import Case
from planner.solve.pipeline import solve
from planner.solve.result import Result

GROUP = "in process"
TARGET_MS = 10.0
SLOW_MS = 1000.0


@dataclass(slots=True)
class Sample:
    """A learner, what the planner answered, and the milliseconds of each round."""

    case: Case
    result: Result | None = None
    times: list[float] = field(default_factory=list)

    @property
    def typical(self) -> float:
        """Milliseconds, by the median of the rounds."""
        return median(self.times)

    @property
    def solves(self) -> int:
        """How often the solver ran."""
        return self.result.solves if self.result else 0


def measure(number: int, seed: int, rounds: int) -> tuple[list[Row], list[Sample]]:
    """Rounds over the same learners, the yardstick after each of them; the slowest learners come with the lines."""
    rows, ratios, rounds_ms, means_ms = [], [], [], []
    samples = [Sample(case) for case in learners.cases(number, seed)]
    for sample in samples[:5]:
        solve(sample.case)
    for _ in range(rounds):
        times = []
        for sample, case in zip(samples, learners.cases(number, seed), strict=True):
            seconds, sample.result = timed(lambda case=case: solve(case))  # type: ignore[misc]
            reference, _total = timed(yardstick)
            times.append(seconds * 1000)
            ratios.append(seconds / reference)
        for sample, spent in zip(samples, times, strict=True):
            sample.times.append(spent)
        rounds_ms.append(median(times))
        means_ms.append(mean(times))
    rows.append(_line("all learners", samples, TARGET_MS))
    rows.append(row(GROUP, "median of each round", "ms", rounds_ms))
    rows.append(row(GROUP, "mean of each round", "ms", means_ms))
    rows.append(row(GROUP, "all learners against plain Python", "x yardstick", ratios))
    rows.append(row(GROUP, "solver runs a learner", "runs", [sample.solves for sample in samples]))
    for kind, group in _kinds(samples).items():
        rows.append(_line(kind, group))
    rows += [count(GROUP, f"status {status}", n) for status, n in sorted(statuses(samples).items())]
    rows.append(count(GROUP, f"slower than {SLOW_MS / 1000:g} s", sum(sample.typical > SLOW_MS for sample in samples)))
    return rows, sorted(samples, key=lambda sample: -sample.typical)


def statuses(samples: Sequence[Sample]) -> Counter[str]:
    """How many learners have each status."""
    return Counter(sample.result.status for sample in samples if sample.result)


def _line(name: str, samples: Sequence[Sample], target: float | None = None) -> Row:
    return row(GROUP, name, "ms", [sample.typical for sample in samples], target)


def _kinds(samples: Sequence[Sample]) -> dict[str, list[Sample]]:
    """Learners by status, by pathway and by what comes first."""
    found: dict[str, list[Sample]] = {}
    for sample in samples:
        learner, status = sample.case.learner, sample.result.status if sample.result else "?"
        names = (f"{status} learners", f"pathway {learner.pathway}", f"{learner.objectives()[0]} first")
        for name in names:
            found.setdefault(name, []).append(sample)
    return dict(sorted(found.items()))
