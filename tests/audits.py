"""Plans put to `planner check`, and what it says of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from tests.support import INSTANCES, ROOT

Run = Callable[..., Result]
Data = dict[str, Any]
EVENING = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


def committed(programme: str = "casp-2019-2020", name: str = "autumn-evening") -> Data:
    """A committed plan; that of the evening learner has five terms, costs 1 462 euros and has no internship."""
    data: Data = json.loads((ROOT / "solutions" / programme / f"{name}.json").read_text(encoding="utf-8"))
    return data


def audit(planner: Run, folder: Path, data: Data | str, *arguments: str, learner: Path = EVENING) -> tuple[int, Data]:
    """Exit code and document of a check of a plan as data, or of one by hand as CSV."""
    path = folder / ("plan.csv" if isinstance(data, str) else "plan.json")
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    result = planner("check", learner, path, "--format", "json", *arguments)
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert len(found["statements"]) == len(found["mismatches"])
    assert found["valid"] == (result.exit_code == 0) == (not found["violations"] and not found["mismatches"])
    return result.exit_code, found


def said(found: Data) -> list[tuple[str, str, Any, Any]]:
    """Where, how, what is claimed and what is right, of each false statement."""
    return [(entry["path"], entry["kind"], entry["claimed"], entry["value"]) for entry in found["statements"]]


def row(unit: str, term: str) -> str:
    """A line of a plan by hand."""
    return f"{unit},{term},\n"


def by_hand(units: dict[str, str]) -> str:
    """A plan by hand, from the codes that start in each term."""
    return "unit,term,modality\n" + "".join(row(unit, term) for term, codes in units.items() for unit in codes.split())
