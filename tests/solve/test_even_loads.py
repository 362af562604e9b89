"""Even loads of curricula as large as those of a whole degree: proven, and never lost when the time is over."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.domain.case import Case
from planner.service import importing
from planner.solve import levels, pipeline
from planner.solve.engine import Answer
from planner.storage.learners import read_learner
from planner.storage.registry import FILE_NAME


def degree(folder: Path, seed: int, units: int, terms: int) -> Path:
    """A curriculum of random credits and prerequisites, each unit in a term after those that it needs."""
    chance, rows = random.Random(seed), ["code,ects,term,prerequisites"]
    placed = sorted(chance.randint(1, terms) for _ in range(units))
    for unit, term in enumerate(placed):
        before = [f"U{each}" for each in range(unit) if placed[each] < term]
        needed = chance.sample(before, min(len(before), chance.choice((0, 0, 1, 1, 2))))
        rows.append(f"U{unit},{chance.choice((1, 3, 3, 3, 4, 4, 5))},{term},{' & '.join(needed)}")
    table = folder / "degree.csv"
    table.write_text("\n".join(rows) + "\n")
    for name, text in importing.read(table, "degree", None, 2026).files.items():
        (folder / name).write_text(text)
    return folder / FILE_NAME


def learner(programme: Path, minimise: str) -> Case:
    path = programme.parent / "learner.yaml"
    path.write_text(f"programme: {FILE_NAME}\nstart: 2026-S1\nminimise: [{minimise}]\n")
    return read_learner(path)


@pytest.mark.parametrize("seed", range(3))
def test_the_loads_of_a_degree_are_even_and_proven(tmp_path: Path, seed: int) -> None:
    case = learner(degree(tmp_path, seed, 44, 8), "duration, balance")
    found = planner.plan(case, time_limit=120).result
    assert found.status == "optimal"
    assert {goal.name for goal in found.objectives} >= {"balance", "evenness"}


def test_awards_are_gone_through_with_a_model_each_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, build = list[range](), levels.Levels.__init__

    def count(self: levels.Levels, search: object, last: int, earliest: int, *rest: object) -> None:
        made.append(range(earliest, last + 1))
        build(self, search, last, earliest, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(levels.Levels, "__init__", count)
    case = learner(degree(tmp_path, 5, 9, 3), "balance")
    found = planner.plan(case, time_limit=120).result
    assert found.status == "optimal"
    whole, *single = made
    assert len(single) <= 2 * len(whole) + 1  # one for the loads, one for what is left to decide, one to find where
    assert sum(len(each) > 1 for each in single) <= 1
    assert all(each and set(each) <= set(whole) for each in single)


def test_the_plan_so_far_outlives_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = learner(degree(tmp_path, 5, 20, 6), "balance")
    reached = list[object]()

    def progress(event: object) -> None:
        reached.append(event)

    def stop() -> bool:
        return any(getattr(event, "name", None) == "evenness" for event in reached)

    found = planner.plan(case, time_limit=120, progress=progress, stop=stop).result
    assert found.status == "feasible"
    assert found.plan is not None
    assert [goal.proven for goal in found.objectives if goal.name == "balance"] == [True]


def test_a_plan_is_kept_and_nothing_more_is_tried_once_the_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of even loads over many awards: the time ends with the first plan, or before there is one."""
    case, real = learner(degree(tmp_path, 7, 30, 6), "evenness"), pipeline.run
    for ends_with in (True, None):
        over = list[bool | None]()

        def run(*given: Any, over: list[bool | None] = over, last: bool | None = ends_with, **told: Any) -> Answer:
            answer = real(*given, **told)
            if over or answer.found is last:
                over.append(answer.found)
            return answer

        monkeypatch.setattr(pipeline, "run", run)
        found = planner.plan(case, time_limit=120, stop=lambda over=over: bool(over)).result  # type: ignore[misc]
        assert len(over) <= 2
        assert found.status == ("feasible" if ends_with else "unknown")
        assert (found.plan is not None) is bool(ends_with)
