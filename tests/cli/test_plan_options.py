"""Options of `planner plan`: what they set in the learner, and where the result goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, casp

Run = Callable[..., Result]
LEARNER = INSTANCES / "casp-2019-2020" / "learners" / "autumn-evening.yaml"


def plan(planner: Run, *arguments: object) -> dict[str, Any]:
    result = planner("plan", LEARNER, *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def terms_of(data: dict[str, Any], unit: str) -> list[str]:
    return [term["term"] for term in data["terms"] if unit in [entry["unit"] for entry in term["units"]]]


def test_out_writes_the_whole_result_and_nothing_to_stdout(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("old", encoding="utf-8")
    result = planner("plan", LEARNER, "--format", "json", "--out", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes() == planner("plan", LEARNER, "--format", "json").stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert target.stat().st_mode & 0o400


@pytest.mark.parametrize("place", ["missing/plan.json", "file.txt/plan.json", "folder"])
def test_a_place_that_cannot_be_written_is_bad_input_and_leaves_nothing(
    planner: Run, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file.txt").write_text("kept", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    result = planner("plan", LEARNER, "--out", tmp_path / place)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert place in result.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file.txt").read_text(encoding="utf-8") == "kept"


def test_an_impossible_result_is_written_too(planner: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    result = planner("plan", LEARNER, "--set", "deadline=2019-S2", "--format", "json", "--out", target)
    assert (result.exit_code, result.stdout) == (3, "")
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "impossible"


def test_set_replaces_any_key_of_the_learner(planner: Run) -> None:
    assert plan(planner, "--set", "funding=employer")["cost"]["total"] == 9520.0
    assert plan(planner, "--set", "start=2019-S2")["start"] == "2019-S2"
    assert plan(planner, "--set", "id=someone")["learner"] == "someone"
    assert plan(planner, "--set", "max_units_per_term=4")["award"]["term"] == "2020-S2"
    assert plan(planner, "--set", "pathway=daytime")["award"]["term"] == "2019-S2"
    assert plan(planner, "--set", "acquired=[UEV010, {unit: TRS001, by: VES}]")["ects"]["units"] == 68


def test_set_reaches_into_a_key_and_adds_to_a_list(planner: Run) -> None:
    """Five evenings allow no six units a term; one term of five units is enough for two years."""
    shorter = plan(planner, "--set", "max_units_per_term.terms.2019-S1=5")
    assert shorter["award"]["term"] == "2020-S2"
    no_sector = plan(planner, "--set", "experience.in_sector=false", "--set",
                     "internship_windows+={from: 2020-07-01, to: 2020-10-01}")  # fmt: skip
    internship = [e for term in no_sector["terms"] for e in term["events"] if e["kind"] == "internship"]
    assert [(e["starts"], e["ends"]) for e in internship] == [("2020-07-01", "2020-10-01")]
    assert terms_of(plan(planner, "--set", "avoid+=UEV010"), "TET006") != []


def test_the_last_of_two_settings_holds(planner: Run) -> None:
    assert plan(planner, "--set", "funding=cpf", "--set", "funding=employer")["funding"] == "employer"


def test_pins_and_units_to_avoid(planner: Run) -> None:
    assert terms_of(plan(planner, "--pin", "TET003=2020-S2"), "TET003") == ["2020-S1", "2020-S2"]
    both = plan(planner, "--pin", "CCE003=2019-S1", "--pin", "AST002=2020-S1", "--avoid", "UEV010")
    assert terms_of(both, "CCE003") == ["2019-S1"]
    assert terms_of(both, "AST002") == ["2020-S1"]
    assert terms_of(both, "UEV010") == []
    assert both["ects"] == {"units": 66, "total": 118}


def test_minimise_gives_the_first_objectives(planner: Run) -> None:
    names = [item["name"] for item in plan(planner, "--minimise", "cost, load")["objectives"]]
    assert names == ["cost", "load", "duration", "order", "certificate"]
    cheapest = plan(planner, "--minimise", "cost")
    assert cheapest["cost"]["total"] == 1434.0  # 3 x 170 + 66 x 14: two years have too few places
    assert plan(planner, "--minimise", "load")["objectives"][0]["value"] < 3


def test_order_ignored_is_no_objective(planner: Run) -> None:
    assert "order" not in {item["name"] for item in plan(planner, "--set", "order=ignore")["objectives"]}


def test_a_held_certificate_counts_nothing(planner: Run) -> None:
    data = plan(planner, "--set", "acquired=[TET099, AST004, TRS001, CCE001, TET003, TET007]")
    values = {item["name"]: item["value"] for item in data["objectives"]}
    assert (values["order"], values["certificate"]) == (0, 0)
    assert data["certificate"] == {"id": "CP29", "term": None, "date": None, "held": True}


def test_experience_that_is_not_given_is_warned_about(planner: Run) -> None:
    silent = plan(planner, "--set", "experience=null", "--lang", "en")["warnings"]
    assert any("Work experience is not given" in text for text in silent)
    assert not any("Work experience" in text for text in plan(planner, "--lang", "en")["warnings"])


def test_a_cap_above_the_free_evenings_is_allowed_and_warned_about(planner: Run) -> None:
    data = plan(planner, "--set", "max_units_per_term=6", "--lang", "en")
    assert "The cap of 6 evening units is above the number of free evenings a week (5)." in data["warnings"]


def test_a_timetable_replaces_the_pattern_of_its_modality(planner: Run, tmp_path: Path) -> None:
    """Every evening unit in the autumn, so that AST005 waits for the autumn after AST004's."""
    rows = "".join(f",{code},S1,evening,,,,,,usual\n" for codes in casp(2019).values() for code in codes.split())
    table = tmp_path / "evenings.csv"
    header = "offering,unit,period,modality,weekday,start,end,site,seats,confidence\n"
    table.write_text(header + rows, encoding="utf-8")
    data = plan(planner, "--timetable", table, "--set", "max_units_per_term=5")
    assert terms_of(data, "TET003") in (["2019-S1"], ["2020-S1"], ["2021-S1"])
    assert all(not term["units"] for term in data["terms"] if term["term"].endswith("S2"))
    assert terms_of(data, "AST005") > terms_of(data, "AST004")


def test_a_conflict_speaks_of_the_cap_that_holds(planner: Run) -> None:
    """Four daytime units a year leave eight of the twelve for later than the deadline; evenings have no part in it."""
    settings = ["pathway=daytime", "max_daytime_units_per_term=4", "deadline=2019-S2"]
    arguments = [word for setting in settings for word in ("--set", setting)]
    result = planner("plan", LEARNER, *arguments, "--format", "json", "--lang", "en")
    assert result.exit_code == 3
    conflicts = {conflict["rule"]: conflict["what"] for conflict in json.loads(result.stdout)["conflicts"]}
    assert {"load_cap", "deadline"} <= set(conflicts)
    assert "4" in conflicts["load_cap"]
    assert "evening" not in conflicts["load_cap"]
