"""A plan that says what is beyond a payer's budget: `check` recomputes it and leaves open what one could pay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
LEARNER = {
    "programme": "casp-2019-2020",
    "start": "2019-S1",
    "funding": [{"individual": ["TET003", "AST004"]}, "employer"],
    "payer_budgets": {"employer": 1500},
    "experience": {"months": 24, "in_sector": True},
}


def checked(planner: Run, learner: Path, plan: Path, lang: str) -> tuple[int, dict[str, Any]]:
    result = planner("check", learner, plan, "--format", "json", "--lang", lang)
    data: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, data


@pytest.mark.parametrize("written", ["fr", "en"])
@pytest.mark.parametrize("read", ["fr", "en"])
def test_what_is_beyond_a_budget_is_recomputed_and_the_rest_listed(
    planner: Run, tmp_path: Path, written: str, read: str
) -> None:
    learner, plan = tmp_path / "learner.yaml", tmp_path / "plan.json"
    learner.write_text(json.dumps(LEARNER), encoding="utf-8")
    assert planner("plan", learner, "--format", "json", "--lang", written, "--out", plan).exit_code == 0
    code, found = checked(planner, learner, plan, read)
    assert (code, found["mismatches"]) == (0, [])
    assert "payers" in {entry["id"] for entry in found["not_checked"]}
    data = json.loads(plan.read_text(encoding="utf-8"))
    place = next(n for n, text in enumerate(data["warnings"]) if "funding: [" in text)
    data["warnings"][place] = data["warnings"][place].replace("9", "8", 1).replace("4", "3", 1)
    plan.write_text(json.dumps(data), encoding="utf-8")
    code, found = checked(planner, learner, plan, read)
    assert code == 3
    assert [entry["path"] for entry in found["statements"]] == [f"warnings[{place}]"]
    assert "payers" not in {entry["id"] for entry in found["not_checked"]}
