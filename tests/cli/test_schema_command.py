"""`planner schema`: JSON Schema of the files that people write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LEARNER_KEYS = {
    "programme", "start", "pathway", "funding", "acquired", "experience", "internship_windows", "max_units_per_term",
    "max_daytime_units_per_term", "availability", "order", "minimise", "deadline", "pins", "avoid",
    "max_cost_per_year",
}  # fmt: skip


@pytest.mark.parametrize("kind", ["learner", "programme", "plan", "hand-plan", "scenarios", "distribution", "offer"])
def test_every_kind_is_a_json_schema(planner: Run, kind: str) -> None:
    result = planner("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"


def test_the_learner_has_the_agreed_keys_of_which_two_are_required(planner: Run) -> None:
    schema = json.loads(planner("schema").stdout)
    assert set(schema["properties"]) >= LEARNER_KEYS
    assert set(schema["required"]) == {"programme", "start"}
    assert schema["additionalProperties"] is False


def test_an_unknown_kind_is_a_usage_error(planner: Run) -> None:
    result = planner("schema", "nothing")
    assert (result.exit_code, result.stdout) == (2, "")


def test_out(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "learner.schema.json"
    assert planner("schema", "learner", "--out", target).exit_code == 0
    assert target.read_text(encoding="utf-8") == planner("schema", "learner").stdout
