"""The fictional programme of forty units, which is much larger than the real ones: seconds to a proven best plan."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Row, count, row, timed
from planner.solve.pipeline import solve
from planner.solve.result import IMPOSSIBLE, OPTIMAL, Result
from planner.storage import learners, registry

PROGRAMME = "fictional-three-terms"
TARGET_S = 3.0


def measure(rounds: int, only: int | None = None) -> list[Row]:
    """Each sample learner in turn, round after round; those that nothing proves are counted."""
    folder = registry.instances_folder() / PROGRAMME / "learners"
    paths = sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != "evening-fresh", path.stem))[:only]
    times: dict[Path, list[float]] = {path: [] for path in paths}
    results: dict[Path, Result] = {}
    for _ in range(rounds):
        for path in paths:
            case = learners.load(path)
            seconds, results[path] = timed(lambda case=case: solve(case))  # type: ignore[misc]
            times[path].append(seconds)
    rows = []
    for path, spent in times.items():
        result = results[path]
        name = f"{path.stem}, {result.status}, {result.solves} solver runs"
        rows.append(row("40 units", name, "s", spent, TARGET_S))
    undecided = sum(result.status not in (OPTIMAL, IMPOSSIBLE) for result in results.values())
    return [*rows, count("40 units", "not proven", undecided)]
