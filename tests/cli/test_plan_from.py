"""`planner plan --from PLAN`: a dialogue that keeps what it can of an earlier plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, SAMPLES, refused, sample_name
from tests.worded import say

Run = Callable[..., Result]
Data = dict[str, Any]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
POSSIBLE = [path for path in SAMPLES if not path.stem.startswith("impossible-") and "fictional" not in str(path)]


def planned(planner: Run, *arguments: object) -> Data:
    result = planner("plan", *arguments, "--format", "json", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    data: Data = json.loads(result.stdout)
    return data


@pytest.fixture
def before(planner: Run, tmp_path: Path) -> Path:
    """The best plan of the evening learner, as a file."""
    path = tmp_path / "before.json"
    path.write_text(planner("plan", EVENING, "--format", "json").stdout, encoding="utf-8")
    return path


def places(data: Data) -> dict[str, tuple[str, ...]]:
    """Offering and terms of each unit."""
    found: dict[str, tuple[str, ...]] = {}
    for term in data["terms"]:
        for unit in term["units"]:
            found[unit["unit"]] = (unit["offering"], *unit["terms"])
    return found


def accepted(planner: Run, folder: Path, data: Data, *arguments: object) -> None:
    path = folder / "after.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = planner("check", EVENING, path, *arguments)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize("learner", POSSIBLE, ids=sample_name)
def test_the_plan_of_every_sample_learner_fed_back_does_not_move(planner: Run, tmp_path: Path, learner: Path) -> None:
    """Also where the learner's first wish makes it longer than it must be."""
    path = tmp_path / "before.json"
    assert planner("plan", learner, "--format", "json", "--out", path).exit_code == 0
    old = json.loads(path.read_text(encoding="utf-8"))
    new = planned(planner, learner, "--from", path)
    told = new["replan"]
    assert places(new) == places(old)
    assert (told["moves"], told["added"], told["no_longer"]) == ([], [], [])
    assert new["cost"]["total"] == old["cost"]["total"]
    assert sorted(told["kept"]) == sorted(places(old))
    assert told["before"]["duration"] == len(old["terms"])


def test_the_pin_and_the_unit_to_avoid_of_a_dialogue(planner: Run, tmp_path: Path, before: Path) -> None:
    options = ("--pin", "TET003=2020-S1", "--avoid", "UEV010")
    old = json.loads(before.read_text(encoding="utf-8"))
    new = planned(planner, EVENING, "--from", before, *options)
    assert places(new)["TET003"][1:] == ("2020-S1", "2020-S2")
    assert "UEV010" not in places(new)
    moved = {unit for unit in places(old) if places(old)[unit] != places(new).get(unit)}
    assert {entry["unit"] for entry in new["replan"]["moves"]} == moved
    assert {"TET003", "UEV010"} <= moved
    assert set(new["replan"]["kept"]) == set(places(old)) - moved
    assert [entry["unit"] for entry in new["replan"]["added"]] == ["TET006"]
    free = planned(planner, EVENING, *options)
    assert len(new["terms"]) == len(free["terms"])
    elsewhere = {unit for unit in places(old) if places(old)[unit] != places(free).get(unit)}
    assert len(moved) <= len(elsewhere)
    values = {entry["name"]: entry for entry in new["objectives"]}
    assert list(values)[:2] == ["duration", "moves"]
    assert (values["moves"]["value"], values["moves"]["proven"]) == (len(moved), True)
    accepted(planner, tmp_path, new, "--set", "pins=[{unit: TET003, term: 2020-S1}]", "--set", "avoid=[UEV010]")


def test_a_dialogue_goes_on_from_plan_to_plan(planner: Run, tmp_path: Path, before: Path) -> None:
    """Each answer is the start of the next question; asked the same again it stays as it is.

    Once UEV010 is allowed again, a term less is worth one move.
    """
    first = planned(planner, EVENING, "--from", before, "--avoid", "UEV010")
    step = tmp_path / "step.json"
    step.write_text(json.dumps(first), encoding="utf-8")
    again = planned(planner, EVENING, "--from", step, "--avoid", "UEV010")
    assert places(again) == places(first)
    assert again["replan"]["moves"] == []
    second = planned(planner, EVENING, "--from", step, "--avoid", "UEV010", "--pin", "CCE003=2020-S1")
    assert places(second)["CCE003"][1] == "2020-S1"
    back = planned(planner, EVENING, "--from", step)
    assert (len(first["terms"]), len(back["terms"])) == (6, 5)
    assert [(entry["unit"], entry["to"]) for entry in back["replan"]["moves"]] == [("TET006", None)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_text_tells_the_moves(planner: Run, before: Path, lang: str) -> None:
    quiet = say(lang, "replan.nothing")
    same = planner("plan", EVENING, "--from", before, "--lang", lang)
    moved = planner("plan", EVENING, "--from", before, "--avoid", "UEV010", "--lang", lang)
    assert (same.exit_code, moved.exit_code, same.stderr, moved.stderr) == (0, 0, "", "")
    assert quiet in same.stdout
    assert quiet not in moved.stdout
    assert "UEV010" in moved.stdout
    assert "TET006" in moved.stdout


def test_a_plan_of_the_replan_command_with_its_history(planner: Run, tmp_path: Path, before: Path) -> None:
    results = tmp_path / "results.csv"
    results.write_text("unit,term,result\nAST004,2019-S1,failed\nTRS001,2019-S1,passed\n", encoding="utf-8")
    path = tmp_path / "replan.json"
    made = planner("replan", EVENING, before, "--results", results, "--format", "json", "--out", path)
    assert made.exit_code == 0, made.stderr
    old = json.loads(path.read_text(encoding="utf-8"))
    new = planned(planner, EVENING, "--from", path)
    assert new["history"] == old["history"]
    assert places(new) == places(old)
    assert new["replan"]["moves"] == []
    avoided = planned(planner, EVENING, "--from", path, "--avoid", "UEV010")
    assert avoided["history"] == old["history"]
    assert "UEV010" not in places(avoided)
    past = [term["term"] for term in old["terms"]][:1]
    for unit, where in places(old).items():
        if where[1] in past:
            assert places(avoided)[unit] == where


def by_hand(old: Data) -> list[tuple[str, str]]:
    return [(unit, where[1]) for unit, where in places(old).items()]


@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_plans_by_hand(planner: Run, tmp_path: Path, before: Path, form: str) -> None:
    old = json.loads(before.read_text(encoding="utf-8"))
    path = tmp_path / f"hand.{form}"
    rows = by_hand(old)
    if form == "csv":
        path.write_text("unit,term,modality\n" + "".join(f"{u},{t},evening\n" for u, t in rows), encoding="utf-8")
    else:
        path.write_text("units:\n" + "".join(f"- {{unit: {u}, term: {t}}}\n" for u, t in rows), encoding="utf-8")
    new = planned(planner, EVENING, "--from", path)
    assert places(new) == places(old)
    assert new["replan"]["moves"] == []


def test_a_part_of_a_plan_by_hand_is_completed(planner: Run, tmp_path: Path) -> None:
    """Three units that the best plan has elsewhere stay where they were put; the others find their places."""
    path = tmp_path / "wishes.csv"
    path.write_text("unit,term,modality\nAST002,2019-S1,\nCCE003,2020-S1,\nPSY001,2019-S2,\n", encoding="utf-8")
    new = planned(planner, EVENING, "--from", path)
    assert [places(new)[unit][1] for unit in ("AST002", "CCE003", "PSY001")] == ["2019-S1", "2020-S1", "2019-S2"]
    assert len(new["terms"]) == 5
    assert new["replan"]["moves"] == []
    assert len(new["replan"]["added"]) == 9


def test_each_alternative_is_a_starting_point(planner: Run, tmp_path: Path) -> None:
    options = ("-k", 2, "--slack", "duration=0", "--time-limit", "5", "--format", "json")
    found = json.loads(planner("alternatives", EVENING, *options).stdout)
    path = tmp_path / "alternative.json"
    for plan in found["plans"]:
        path.write_text(json.dumps(plan), encoding="utf-8")
        new = planned(planner, EVENING, "--from", path)
        assert places(new) == places(plan)
        assert new["replan"]["moves"] == []


def test_a_plan_that_breaks_rules_is_a_start_all_the_same(planner: Run, tmp_path: Path) -> None:
    """Four evening units in a term where three may be: one of them moves, and why is said."""
    path = tmp_path / "full.csv"
    rows = "".join(f"{unit},2019-S1,evening\n" for unit in ("AST004", "TRS001", "CCE001", "CCE003"))
    path.write_text("unit,term,modality\n" + rows, encoding="utf-8")
    new = planned(planner, EVENING, "--from", path)
    assert len(new["replan"]["moves"]) == 1
    assert new["replan"]["moves"][0]["rule"] == "load_cap"
    accepted(planner, tmp_path, new)


def test_what_cannot_be_done_is_impossible_as_without_a_plan(planner: Run, before: Path) -> None:
    result = planner("plan", EVENING, "--from", before, "--set", "deadline=2019-S2", "--format", "json")
    assert (result.exit_code, result.stderr) == (3, "")
    data = json.loads(result.stdout)
    assert data["status"] == "impossible"
    assert data["conflicts"]
    assert data["repairs"]


def test_no_time_at_all(planner: Run, before: Path) -> None:
    learner = INSTANCES / "fictional-three-terms" / "learners" / "evening-fresh.yaml"
    hand = before.parent / "hand.csv"
    hand.write_text("unit,term,modality\nFON-101,2024-T1,evening\n", encoding="utf-8")
    result = planner("plan", learner, "--from", hand, "--time-limit", "0.001", "--format", "json")
    assert (result.exit_code, result.stderr) == (4, "")
    assert json.loads(result.stdout)["status"] == "unknown"


def test_bad_starts(planner: Run, tmp_path: Path, before: Path) -> None:
    assert "missing.json" in refused(planner, "plan", EVENING, "--from", tmp_path / "missing.json")
    other = INSTANCES / "casp-2020-2021" / "learners" / "autumn-evening.yaml"
    assert "casp-2019-2020" in refused(planner, "plan", other, "--from", before)
    impossible = tmp_path / "impossible.json"
    impossible.write_text(
        planner("plan", PARIS / "impossible-deadline.yaml", "--format", "json").stdout, encoding="utf-8"
    )
    assert "impossible" in refused(planner, "plan", EVENING, "--from", impossible)
    unknown = tmp_path / "unknown.csv"
    unknown.write_text("unit,term,modality\nXYZ001,2019-S1,evening\n", encoding="utf-8")
    assert "XYZ001" in refused(planner, "plan", EVENING, "--from", unknown)
    assert "XYZ001" in refused(planner, "plan", EVENING, "--from", before, "--avoid", "XYZ001")
    assert "--pin" in refused(planner, "plan", EVENING, "--from", before, "--pin", "TET003")
