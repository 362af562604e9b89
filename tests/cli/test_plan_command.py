"""`planner plan`: the data it prints, its options and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ortools.sat.python.cp_model import CpSolver

from planner.solve.engine import Answer, run
from tests.support import INSTANCES, ROOT, SAMPLES, sample_name

Run = Callable[..., Result]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
REUNION = INSTANCES / "casp-2010-reunion" / "learners"
IMPOSSIBLE = [path for path in SAMPLES if path.stem.startswith("impossible-")]
NUMBER = (int, float)
UNKNOWN_NUMBER = (int, float, type(None))
SHAPE: dict[str, Any] = {
    "schema": str,
    "status": str,
    "programme": str,
    "learner": str,
    "objectives": [{"name": str, "value": NUMBER, "bound": NUMBER, "proven": bool}],
    "terms": [
        {
            "term": str,
            "starts": str,
            "ends": str,
            "projected": bool,
            "units": [{"unit": str, "offering": str, "modality": str, "ects": (int, type(None))}],
            "events": [{"kind": str, "starts": str, "ends": str}],
        }
    ],
    "certificate": {"id": str, "term": (str, type(None))},
    "award": {"term": str, "date": str},
    "ects": {"units": (int, type(None)), "total": (int, type(None))},
    "cost": {
        "known": bool,
        "total": UNKNOWN_NUMBER,
        "currency": str,
        "lines": [{"year": str, "what": str, "amount": UNKNOWN_NUMBER}],
    },
    "assumptions": [{"id": str, "text": str}],
    "warnings": [str],
    "notices": [{"id": str, "subjects": [str], "text": str}],
}
KINDS = {"certificate", "internship", "report", "award", "experience", "workshop"}


def assert_shape(data: Any, shape: Any, place: str = "") -> None:
    """Every key of the shape, with its type; other keys are additions and free."""
    if isinstance(shape, dict):
        assert isinstance(data, dict), place
        assert set(shape) <= set(data), f"{place}: {set(shape) - set(data)} missing"
        for key, inner in shape.items():
            assert_shape(data[key], inner, f"{place}.{key}")
    elif isinstance(shape, list):
        assert isinstance(data, list), place
        for item in data:
            assert_shape(item, shape[0], f"{place}[]")
    else:
        allowed = shape if isinstance(shape, tuple) else (shape,)
        assert type(data) in allowed, f"{place}: {data!r}"


def plan(planner: Run, *arguments: object) -> dict[str, Any]:
    result = planner("plan", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def objective(data: dict[str, Any], name: str) -> Any:
    return next(item["value"] for item in data["objectives"] if item["name"] == name)


def units(data: dict[str, Any]) -> dict[str, list[str]]:
    return {term["term"]: [unit["unit"] for unit in term["units"]] for term in data["terms"]}


@pytest.mark.parametrize(
    "path", [p for p in SAMPLES if p.stem in ("spring-cpf", "out-of-sector-internship", "daytime-full-time")],
    ids=sample_name,
)  # fmt: skip
def test_json_has_the_agreed_shape(planner: Run, path: Path) -> None:
    data = plan(planner, path)
    shape = dict(SHAPE)
    if data["certificate"] is None:
        assert path.parent.parent.name == "casp-rncp36625"
        del shape["certificate"]
    assert_shape(data, shape)
    assert (data["schema"], data["status"]) == ("planner/plan/1", "optimal")
    assert (data["programme"], data["learner"]) == (path.parent.parent.name, path.stem)
    assert {event["kind"] for term in data["terms"] for event in term["events"]} <= KINDS
    assert all(item["proven"] and item["value"] == item["bound"] for item in data["objectives"])
    assert {"report", "award"} <= {event["kind"] for event in data["terms"][-1]["events"]}
    assert data["terms"][-1]["term"] == data["award"]["term"]


def test_the_fresh_evening_learner_of_2019(planner: Run) -> None:
    """Thirteen places of three a term, TET003 in two terms: five terms; 3 x 170 + 68 x 14 = 1462."""
    data = plan(planner, PARIS / "autumn-evening.yaml")
    assert [item["name"] for item in data["objectives"]] == ["duration", "order", "cost", "load", "certificate"]
    assert objective(data, "duration") == 5
    assert data["award"]["term"] == "2021-S1"
    assert data["cost"]["known"] is True
    assert data["cost"]["total"] == 1462.0
    assert data["ects"] == {"units": 68, "total": 120}
    assert [term["term"] for term in data["terms"] if "TET003" in units(data)[term["term"]]] == ["2019-S1", "2019-S2"]
    assert data["certificate"]["id"] == "CP29"
    lines = data["cost"]["lines"]
    assert sum(line["amount"] for line in lines) == 1462.0
    assert {line["year"] for line in lines} == {"2019-2020", "2020-2021", "2021-2022"}


def test_what_no_document_gives_is_null(planner: Run) -> None:
    data = plan(planner, INSTANCES / "casp-rncp36625" / "learners" / "acquired-old-title.yaml")
    assert data["cost"]["known"] is False
    assert data["cost"]["total"] is None
    assert {line["amount"] for line in data["cost"]["lines"]} == {None}
    assert data["ects"] == {"units": None, "total": None}
    assert [unit["ects"] for term in data["terms"] for unit in term["units"] if unit["unit"] == "TET010"] == [None]
    assert "cost" not in {item["name"] for item in data["objectives"]}
    assert any("TET010" in text for text in data["warnings"])


@pytest.mark.parametrize("path", IMPOSSIBLE, ids=sample_name)
def test_an_impossible_learner_has_no_terms_and_conflicts_instead(planner: Run, path: Path) -> None:
    result = planner("plan", path, "--format", "json")
    assert result.exit_code == 3
    data = json.loads(result.stdout)
    assert data["status"] == "impossible"
    assert "terms" not in data
    assert_shape(data["conflicts"], [{"rule": str, "what": str, "subjects": [str]}])
    reason = {"impossible-deadline": "deadline", "impossible-budget": "budget"}.get(path.stem, "internship")
    assert reason in {conflict["rule"] for conflict in data["conflicts"]}


def test_not_decided_within_the_limit(planner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solve.pipeline.run", lambda *_, **__: Answer(None, False, 0, CpSolver()))
    result = planner("plan", PARIS / "autumn-evening.yaml", "--format", "json")
    assert result.exit_code == 4
    data = json.loads(result.stdout)
    assert data["status"] == "unknown"
    assert "terms" not in data


def test_a_plan_that_is_not_proven_is_only_feasible(planner: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver stops with a solution before it has proven anything."""

    def stopped(*arguments: Any, **keys: Any) -> Answer:
        return replace(run(*arguments, **keys), proven=False, bound=0)

    monkeypatch.setattr("planner.solve.pipeline.run", stopped)
    result = planner("plan", PARIS / "autumn-evening.yaml", "--format", "json", "--lang", "en")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert_shape(data, SHAPE)
    assert data["status"] == "feasible"
    assert not all(item["proven"] for item in data["objectives"])
    assert all(item["bound"] <= item["value"] for item in data["objectives"])
    assert any("time limit" in text for text in data["warnings"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["plan", "x.yaml", "--format", "xml"],
        ["plan", "x.yaml", "--lang", "de"],
        ["plan", "x.yaml", "--time-limit", "0"],
        ["plan", "x.yaml", "--unknown"],
        ["nothing"],
    ],
)
def test_usage_errors_exit_with_2(planner: Run, arguments: list[str]) -> None:
    result = planner(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage" in result.stderr


def test_text_in_french_by_default_and_in_english(planner: Run) -> None:
    french, english = (planner("plan", PARIS / "autumn-evening.yaml", *lang).stdout for lang in ([], ["--lang", "en"]))
    assert "Meilleur plan possible, prouvé" in french
    assert "The best plan there is, proven" in english
    assert "1\u202f462\u00a0€" in french
    assert "€1,462" in english
    for text in (french, english):
        assert text.count("TET003") >= 2
        assert "{" not in text
    assert "du 1er octobre 2019 au 31 janvier 2020" in french
    assert "1 October 2019 to 31 January 2020" in english


def test_json_in_english_differs_in_texts_only(planner: Run) -> None:
    french, english = (plan(planner, PARIS / "autumn-evening.yaml", "--lang", lang) for lang in ("fr", "en"))
    assert units(french) == units(english)
    assert french["objectives"] == english["objectives"]
    assert french["assumptions"] != english["assumptions"]
    assert [entry["id"] for entry in french["assumptions"]] == [entry["id"] for entry in english["assumptions"]]


def test_the_same_bytes_twice_whatever_the_hash_seed() -> None:
    """Two processes, whose sets of texts have different orders."""
    learner = PARIS / "out-of-sector-internship.yaml"
    command = [sys.executable, "-m", "planner", "plan", str(learner), "--format", "json"]
    outputs = [
        subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert outputs[0].stdout == outputs[1].stdout
    assert outputs[0].stderr == outputs[1].stderr == b""
    assert json.loads(outputs[0].stdout)["status"] == "optimal"


def test_text_is_the_same_twice(planner: Run) -> None:
    path = INSTANCES / "fictional-three-terms" / "learners" / "mixed-acquired.yaml"
    assert planner("plan", path).stdout_bytes == planner("plan", path).stdout_bytes
