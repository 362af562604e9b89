"""Small problems of the public family, made here: the learner's plan, a plain model and an enumeration agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import Result

from benchmarks import bacp
from planner.check import violations
from planner.errors import BadInput
from planner.storage import learners

SMALL = 40


def problem(seed: int) -> dict[str, Any]:
    """A few courses in a few periods."""
    random = Random(f"bacp {seed}")
    courses, periods = random.randint(4, 7), random.randint(2, 4)
    pairs = [(a, b) for a in range(2, courses + 1) for b in range(1, a)]
    return {
        "name": f"small-{seed}",
        "periods": periods,
        "load": [random.choice((0, 0, 1, 3)), random.choice((9, 12, 20))],
        "courses": [random.choice((0, 1, 1)), random.choice((2, 3, 4))],
        "credits": [random.randint(1, 6) for _ in range(courses)],
        "prerequisites": [list(pair) for pair in random.sample(pairs, random.randint(0, 4))],
    }


def enumerated(data: bacp.Data) -> tuple[int, int] | None:
    """The least largest load, and the least sum of squared distances with it; None where nothing fits."""
    return min(assignments(data), default=None)


def assignments(data: bacp.Data) -> Iterator[tuple[int, int]]:
    """Both figures of each assignment of courses to periods that keeps all bounds."""
    periods, total = data["periods"], sum(data["credits"])
    low, high = total // periods, -(-total // periods)
    for place in product(range(periods), repeat=len(data["credits"])):
        if any(place[before - 1] >= place[unit - 1] for unit, before in data["prerequisites"]):
            continue
        loads = [sum(c for c, at in zip(data["credits"], place, strict=True) if at == t) for t in range(periods)]
        counts = [place.count(t) for t in range(periods)]
        bounds = ((loads, data["load"]), (counts, data["courses"]))
        if all(least <= figure <= most for figures, (least, most) in bounds for figure in figures):
            yield max(loads), sum(max(low - load, load - high, 0) ** 2 for load in loads)


def written(data: bacp.Data, folder: Path) -> Path:
    """The learner of a problem."""
    source = folder / "problem.json"
    source.write_text(json.dumps(data), encoding="utf-8")
    return bacp.convert(source, folder)


def test_small_problems_by_enumeration(tmp_path: Path) -> None:
    seen = {True: 0, False: 0}
    for seed in range(SMALL):
        data = problem(seed)
        learner, expected = written(data, tmp_path), enumerated(data)
        case = learners.load(learner)
        result = bacp.solve(case)
        seen[expected is not None] += 1
        if expected is None:
            assert result.status == "impossible", seed
            continue
        assert result.plan is not None and not violations(case, result.plan)
        values = {item.name: (item.value, item.proven) for item in result.objectives}
        assert (values["balance"], values["evenness"]) == ((expected[0], True), (expected[1], True)), seed
        assert bacp.plain(data) == (expected[0], True), seed
        assert bacp.plan(learner)[:2] == (expected[0], expected[0]), "balance alone"
    assert min(seen.values()) >= 5


def test_the_files_that_are_written_are_plain_ones(tmp_path: Path, planner: Callable[..., Result]) -> None:
    """They are planned, printed and checked as any other."""
    data = next(data for data in map(problem, range(SMALL)) if enumerated(data) is not None)
    learner, file = written(data, tmp_path), tmp_path / "plan.json"
    assert planner("plan", learner, "--format", "json", "--out", file).exit_code == 0
    shown = json.loads(file.read_text(encoding="utf-8"))
    assert len(shown["terms"]) == data["periods"]
    assert max(term["credits"] for term in shown["terms"]) == shown["objectives"][0]["value"]
    assert planner("check", learner, file).exit_code == 0
    shown["objectives"][0]["value"] -= 1
    file.write_text(json.dumps(shown), encoding="utf-8")
    result = planner("check", learner, file, "--lang", "en")
    assert result.exit_code == 3
    assert "objectives balance › value: the plan states" in " ".join(result.stdout.split())


@pytest.mark.parametrize("change, words", [("terms=99", ["terms", "32"]), ("terms=0", ["terms", "1"])])
def test_a_number_of_terms_that_no_plan_can_have(tmp_path: Path, change: str, words: list[str]) -> None:
    learner = written(problem(0), tmp_path)
    with pytest.raises(BadInput) as refused:
        learners.load(learner, (change,))
    assert refused.value.where == words[0]
    assert words[1] in str(refused.value.values) or "limit" in str(vars(refused.value.values["expected"]))


def test_a_run_compares_both(tmp_path: Path) -> None:
    for seed in (1, 2, 3):
        data = problem(seed)
        best = enumerated(data)
        if best is not None:
            (tmp_path / f"{seed}.json").write_text(json.dumps({**data, "optimum": best[0]}), encoding="utf-8")
    rows = bacp.run(tmp_path, seeds=1)
    assert rows
    for row in rows:
        assert row.value == row.optimum == row.plain_value
        assert row.proven and row.plain_proven
        assert row.ratio > 0
