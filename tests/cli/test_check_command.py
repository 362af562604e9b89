"""`planner check`: what `planner plan` made is accepted, and what somebody changed in it is found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, ROOT, SAMPLES, sample_name

Run = Callable[..., Result]
Data = dict[str, Any]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
INTERNSHIP = PARIS / "out-of-sector-internship.yaml"
POSSIBLE = [path for path in SAMPLES if not path.stem.startswith("impossible-")]


def made(planner: Run, learner: Path) -> Data:
    data: Data = json.loads(planner("plan", learner, "--format", "json").stdout)
    return data


def audit(planner: Run, learner: Path, data: Data, folder: Path, *arguments: str) -> tuple[int, Data]:
    path = folder / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = planner("check", learner, path, "--format", "json", *arguments)
    assert result.stderr == ""
    return result.exit_code, json.loads(result.stdout)


def rules(found: Data) -> set[str]:
    return {violation["rule"] for violation in found["violations"]}


@pytest.mark.parametrize("learner", POSSIBLE, ids=sample_name)
def test_the_plan_of_every_sample_learner_passes(planner: Run, tmp_path: Path, learner: Path) -> None:
    path = tmp_path / "plan.json"
    assert planner("plan", learner, "--format", "json", "--out", path).exit_code == 0
    result = planner("check", learner, path, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found, plan = json.loads(result.stdout), json.loads(path.read_text(encoding="utf-8"))
    assert found["valid"] is True
    assert found["violations"] == found["mismatches"] == []
    assert found["cost"]["total"] == plan["cost"]["total"]
    assert found["ects"] == plan["ects"]
    values = {item["name"]: item["value"] for item in found["objectives"]}
    assert all(values[item["name"]] == item["value"] for item in plan["objectives"])


def test_the_shape_of_the_audit(planner: Run, tmp_path: Path) -> None:
    _, found = audit(planner, EVENING, made(planner, EVENING), tmp_path)
    assert found["schema"] == "planner/check/1"
    assert set(found) >= {"valid", "programme", "learner", "violations", "objectives", "award", "cost", "warnings"}
    assert found["cost"]["total"] == 1462.0


@pytest.mark.parametrize("lang, word", [("fr", "aucune règle enfreinte"), ("en", "no rule is broken")])
def test_the_audit_as_text(planner: Run, tmp_path: Path, lang: str, word: str) -> None:
    path = tmp_path / "plan.json"
    planner("plan", EVENING, "--format", "json", "--out", path)
    result = planner("check", EVENING, path, "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    assert word in result.stdout
    target = tmp_path / "audit.txt"
    assert planner("check", EVENING, path, "--lang", lang, "--out", target).stdout == ""
    assert target.read_text(encoding="utf-8") == result.stdout


def test_a_violation_as_text_has_the_name_of_its_rule(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    planner("plan", EVENING, "--format", "json", "--out", path)
    for lang in ("fr", "en"):
        result = planner("check", EVENING, path, "--set", "deadline=2020-S2", "--lang", lang)
        assert result.exit_code == 3
        assert "[deadline]" in result.stdout
        assert "2021-S1" in result.stdout


# What somebody changed in the plan


def test_a_wrong_cost_is_found(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    data["cost"]["total"] = 1292.0
    code, found = audit(planner, EVENING, data, tmp_path)
    assert (code, found["valid"], found["violations"]) == (3, False, [])
    assert len(found["mismatches"]) == 1
    assert found["cost"]["total"] == 1462.0


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["objectives"][0].update(value=4),
        lambda data: next(o for o in data["objectives"] if o["name"] == "cost").update(value=1.0),
        lambda data: data["ects"].update(total=121),
        lambda data: data["ects"].update(units=None),
        lambda data: data["certificate"].update(term="2019-S2"),
        lambda data: data["award"].update(term="2020-S2"),
        lambda data: data["cost"].update(total=None),
    ],
)
def test_a_wrong_figure_is_found(planner: Run, tmp_path: Path, change: Callable[[Data], None]) -> None:
    data = made(planner, EVENING)
    change(data)
    code, found = audit(planner, EVENING, data, tmp_path)
    assert code == 3
    assert len(found["mismatches"]) == 1


def test_a_price_claimed_where_none_is_known_is_found(planner: Run, tmp_path: Path) -> None:
    learner = INSTANCES / "casp-rncp36625" / "learners" / "autumn-evening.yaml"
    data = made(planner, learner)
    data["cost"]["total"] = 0
    code, found = audit(planner, learner, data, tmp_path)
    assert (code, len(found["mismatches"])) == (3, 1)
    assert found["cost"]["total"] is None


def test_a_unit_that_was_moved_is_found(planner: Run, tmp_path: Path) -> None:
    """An autumn unit into spring: no such classes, told once; whatever else says so in the file is told beside it."""
    data = made(planner, EVENING)
    first, second = data["terms"][0], data["terms"][1]
    moved = next(unit for unit in first["units"] if unit["unit"] == "TRS001")
    first["units"].remove(moved)
    second["units"].append(moved)
    code, found = audit(planner, EVENING, data, tmp_path)
    assert code == 3
    assert [(v["rule"], v["subjects"]) for v in found["violations"]] == [("offering", ["TRS001", "2019-S2"])]


def test_a_unit_that_was_left_out_is_found(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    for term in data["terms"]:
        term["units"] = [unit for unit in term["units"] if unit["unit"] != "PSY001"]
    code, found = audit(planner, EVENING, data, tmp_path)
    assert (code, rules(found)) == (3, {"requirement"})


def test_a_unit_that_was_added_in_a_full_term_is_found(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    last = next(term for term in reversed(data["terms"]) if term["units"])
    everything = [unit for term in data["terms"] for unit in term["units"]]
    again = next(unit for unit in everything if unit["unit"] == "AST004")
    last["units"] = [{"unit": "AST004", "modality": again["modality"]}, *last["units"]]
    code, found = audit(planner, EVENING, data, tmp_path)
    assert code == 3
    assert "requirement" in rules(found)


def test_the_order_of_terms_and_units_in_the_file_does_not_matter(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    data["terms"].reverse()
    for term in data["terms"]:
        term["units"].reverse()
    code, found = audit(planner, EVENING, data, tmp_path)
    assert (code, found["violations"], found["mismatches"]) == (0, [], [])


@pytest.mark.parametrize(
    "starts, ends, rule",
    [("2021-01-15", "2021-04-15", {"internship"}), ("2020-09-01", "2020-11-30", {"internship"})],
)
def test_an_internship_outside_its_window_or_too_short_is_found(
    planner: Run, tmp_path: Path, starts: str, ends: str, rule: set[str]
) -> None:
    """The learner's windows are 1 June to 15 August and 1 September to 31 December 2020."""
    data = made(planner, INTERNSHIP)
    event = next(event for term in data["terms"] for event in term["events"] if event["kind"] == "internship")
    event.update(starts=starts, ends=ends)
    code, found = audit(planner, INTERNSHIP, data, tmp_path)
    assert code == 3
    assert rules(found) - {"workshop"} == rule


@pytest.mark.parametrize("learner, broken", [(EVENING, set()), (INTERNSHIP, {"internship"})])
def test_an_internship_in_a_year_that_no_plan_reaches_is_a_lie_beside_the_others(
    planner: Run, tmp_path: Path, learner: Path, broken: set[str]
) -> None:
    data = made(planner, learner)
    for term in data["terms"]:
        term["events"] = [event for event in term["events"] if event["kind"] != "internship"]
    data["terms"][0]["events"].append({"kind": "internship", "starts": "9999-01-01", "ends": "9999-04-01"})
    data["award"]["date"] = "2019-12-24"
    code, found = audit(planner, learner, data, tmp_path, "--lang", "en")
    assert (code, rules(found)) == (3, broken)
    assert any("9999-01-01" in text for text in found["mismatches"])
    assert any("2019-12-24" in text for text in found["mismatches"])


def test_an_internship_that_was_left_out_is_found(planner: Run, tmp_path: Path) -> None:
    data = made(planner, INTERNSHIP)
    for term in data["terms"]:
        term["events"] = [event for event in term["events"] if event["kind"] != "internship"]
    code, found = audit(planner, INTERNSHIP, data, tmp_path)
    assert (code, rules(found)) == (3, {"internship"})


def test_a_report_before_the_last_unit_is_found(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    report = [event for event in data["terms"][-1]["events"] if event["kind"] in ("report", "award")]
    data["terms"][-1]["events"] = []
    data["terms"][-2]["events"] += report
    code, found = audit(planner, EVENING, data, tmp_path)
    assert code == 3
    assert rules(found) == {"report"}


def test_the_same_plan_for_another_learner_is_checked_against_that_one(planner: Run, tmp_path: Path) -> None:
    data = made(planner, EVENING)
    code, found = audit(planner, EVENING, data, tmp_path, "--set", "max_units_per_term=2")
    assert (code, rules(found)) == (3, {"load_cap"})
    code, found = audit(planner, EVENING, data, tmp_path, "--set", "funding=employer")
    assert (code, found["violations"]) == (3, [])
    assert found["cost"]["total"] == 9520.0


@pytest.mark.parametrize("form", ["json", "text"])
def test_neither_a_solver_nor_what_other_files_need_is_loaded(planner: Run, tmp_path: Path, form: str) -> None:
    """Modules of a few milliseconds count: a check takes a third of the time in which the solver is imported."""
    path = tmp_path / "plan.json"
    planner("plan", EVENING, "--format", "json", "--out", path)
    code = (
        "import sys; from planner.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'ortools', 'pandas', 'numpy', 'pydantic', 'csv', 'fractions', 'zipfile', 'zoneinfo'}), file=sys.stderr)"
    )
    arguments = [sys.executable, "-c", code, "check", str(EVENING), str(path), "--format", form]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert form == "text" or json.loads(done.stdout)["valid"] is True
    assert done.stderr == "[]\n"
