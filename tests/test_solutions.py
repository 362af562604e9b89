"""Every committed plan still passes the checker, and still is as good as the proven optimum."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.check import violations
from planner.check.completion import complete_draft
from planner.check.objectives import objectives
from planner.report.claims import examine
from planner.solve.pipeline import solve
from planner.storage import learners, plans
from planner.study.explain import explain

ROOT = Path(__file__).parent.parent
LEARNERS = sorted(ROOT.glob("instances/*/learners/*.yaml"))
IMPOSSIBLE = [path for path in LEARNERS if path.name.startswith("impossible-")]
POSSIBLE = [path for path in LEARNERS if path not in IMPOSSIBLE]


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


def test_the_samples_are_as_many_as_promised() -> None:
    by_programme: dict[str, int] = {}
    for path in POSSIBLE:
        by_programme[path.parent.parent.name] = by_programme.get(path.parent.parent.name, 0) + 1
    assert len(by_programme) == 6
    assert min(by_programme.values()) >= 4
    assert len(IMPOSSIBLE) >= 3
    assert all("fictional: true" in path.read_text(encoding="utf-8") for path in LEARNERS)


@pytest.mark.parametrize("path", POSSIBLE, ids=_name)
def test_committed_plan_is_valid_and_optimal(path: Path) -> None:
    case = learners.load(path)
    file = ROOT / "solutions" / path.parent.parent.name / f"{path.stem}.json"
    draft, claims = plans.load(file, case)
    plan = complete_draft(case, draft)
    assert violations(case, plan) == []
    assert examine(case, plan, claims.data).statements == ()
    result = solve(case)
    assert result.status == "optimal"
    committed = objectives(case, plan)
    assert {item.name: item.bound for item in result.objectives} == {
        name: value for name, value in committed.items() if value is not None
    }
    assert json.loads(file.read_text(encoding="utf-8"))["meta"]["sha256"]["programme"] == case.programme.sha256


@pytest.mark.parametrize("path", IMPOSSIBLE, ids=_name)
def test_impossible_learner_has_a_confirmed_conflict(path: Path) -> None:
    found = explain(learners.load(path))
    assert found.result.status == "impossible"
    assert found.result.plan is None
    assert found.conflict.instances
    assert found.repairs
