"""`planner check` on events and places: missing, there twice, needed by nobody, or where nothing is offered."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from tests.audits import EVENING, Data, Run, audit, by_hand, committed, row, said
from tests.support import INSTANCES, casp


@pytest.fixture
def plan() -> Data:
    return committed()


# Events and terms


def test_an_annual_unit_that_is_missing_in_one_of_its_terms_is_found(planner: Run, tmp_path: Path, plan: Data) -> None:
    for place in (0, 1):
        without = copy.deepcopy(plan)
        units = without["terms"][place]["units"]
        units.remove(next(unit for unit in units if unit["unit"] == "TET003"))
        _, found = audit(planner, tmp_path, without)
        assert found["violations"] == []
        assert [(path, kind) for path, kind, *_ in said(found)] == [(f"terms[{place}].units", "missing")]


@pytest.mark.parametrize(
    "place, event, kind",
    [
        (1, {"kind": "award", "starts": "2020-06-30", "ends": "2020-06-30"}, "extra"),
        (4, {"kind": "award", "starts": "2022-01-31", "ends": "2022-01-31"}, "twice"),
        (4, {"kind": "report", "starts": "2022-01-31", "ends": "2022-01-31", "id": "UA211G"}, "twice"),
        (2, {"kind": "certificate", "starts": "2021-01-31", "ends": "2021-01-31", "id": "CP29"}, "twice"),
        (1, {"kind": "certificate", "starts": "2020-06-30", "ends": "2020-06-30", "id": "CP29"}, "extra"),
        (1, {"kind": "experience", "starts": "2020-06-30", "ends": "2020-06-30"}, "extra"),
        (1, {"kind": "internship", "starts": "2020-03-01", "ends": "2020-06-01"}, "extra"),
        (1, {"kind": "party", "starts": "2020-03-01", "ends": "2020-06-01"}, "extra"),
    ],
)
def test_an_event_that_is_not_there_or_there_twice_is_found(
    planner: Run, tmp_path: Path, plan: Data, place: int, event: Data, kind: str
) -> None:
    plan["terms"][place]["events"].append(event)
    _, found = audit(planner, tmp_path, plan)
    assert found["violations"] == []
    assert [entry[1] for entry in said(found)] == [kind], found["mismatches"]
    plan["terms"][place]["events"].pop()


@pytest.mark.parametrize("kind", ["award", "report", "certificate"])
def test_an_event_that_is_missing_is_found(planner: Run, tmp_path: Path, plan: Data, kind: str) -> None:
    for term in plan["terms"]:
        term["events"] = [event for event in term["events"] if event["kind"] != kind]
    _, found = audit(planner, tmp_path, plan)
    assert [entry[1] for entry in said(found)] == ["missing"], found["mismatches"]


def test_an_internship_that_nobody_needs_is_found_in_a_plan_by_hand(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    lines = [f"- {{unit: {unit}, term: {term}}}\n" for term, codes in casp(2019).items() for unit in codes.split()]
    path.write_text("units:\n" + "".join(lines) + "internship: {from: 2020-03-01, to: 2020-06-01}\n", encoding="utf-8")
    result = planner("check", EVENING, path, "--format", "json")
    assert (result.exit_code, [entry["path"] for entry in json.loads(result.stdout)["statements"]]) == (
        3,
        ["internship"],
    )
    needed = ("--set", "experience={months: 24, in_sector: false}")
    window = ("--set", "internship_windows=[{from: 2020-03-01, to: 2020-06-01}]")
    assert planner("check", EVENING, path, *needed, *window).exit_code == 0


# Misplaced units


@pytest.mark.parametrize(
    "change, subjects",
    [
        ({"2019-S1": "TRS001 TET003", "2019-S2": "TET099 TET007 AST004"}, ["AST004", "2019-S2"]),
        ({"2020-S1": "CCE001 CCE003", "2020-S2": "AST005 TRS002 PSY001 AST002"}, ["AST002", "2020-S2"]),
        ({"2019-S1": "AST004 TRS001", "2019-S2": "TET099 TET007 TET003"}, ["TET003", "2019-S2"]),
        ({"2020-S2": "TRS002 PSY001", "2021-S1": "UEV010 AST005"}, ["AST005", "2021-S1"]),
        ({"2018-S1": "AST004", "2019-S1": "TRS001 TET003"}, ["AST004", "2018-S1"]),
        ({"2021-S1": "", "2021-S2": "UEV010"}, ["UEV010", "2021-S2"]),
    ],
)
def test_a_misplaced_unit_is_told_once(
    planner: Run, tmp_path: Path, change: dict[str, str], subjects: list[str]
) -> None:
    """Neither missing, nor the wrong side of its prerequisite, nor one too many for the term: only where it stands."""
    _, found = audit(planner, tmp_path, by_hand(casp(2019) | change))
    assert [(entry["rule"], entry["subjects"]) for entry in found["violations"]] == [("offering", subjects)]


def test_what_else_is_wrong_is_told_beside_a_misplaced_unit(planner: Run, tmp_path: Path) -> None:
    """AST004 in spring does not hide that PSY001 is missing and that four units are too many in 2020-S1."""
    units = casp(2019) | {
        "2019-S1": "TRS001 TET003",
        "2019-S2": "TET099 TET007 AST004",
        "2020-S1": "CCE001 CCE003 AST002 UEV010",
        "2020-S2": "AST005 TRS002",
        "2021-S1": "",
    }
    _, found = audit(planner, tmp_path, by_hand(units))
    told = {entry["rule"]: entry["subjects"] for entry in found["violations"]}
    assert set(told) == {"offering", "requirement", "load_cap"}
    assert "PSY001" in told["requirement"]
    assert "AST004" not in told["requirement"]


def test_a_pin_of_a_misplaced_unit_is_not_told_beside_it(planner: Run, tmp_path: Path) -> None:
    units = by_hand(casp(2019) | {"2019-S1": "TRS001 TET003", "2019-S2": "TET099 TET007 AST004"})
    _, found = audit(planner, tmp_path, units, "--set", "pins=[{unit: AST004, term: 2019-S1}]")
    assert [entry["rule"] for entry in found["violations"]] == ["offering"]


def test_of_a_plan_by_hand_nobody_says_what_was_not_minimised(planner: Run, tmp_path: Path) -> None:
    learner = INSTANCES / "casp-rncp36625" / "learners" / "autumn-evening.yaml"
    made = committed("casp-rncp36625")
    firsts: dict[str, str] = {}
    for term in made["terms"]:
        for unit in term["units"]:
            firsts.setdefault(unit["unit"], term["term"])
    hand = "unit,term,modality\n" + "".join(row(unit, term) for unit, term in firsts.items())
    for lang, word in (("fr", "minimis"), ("en", "minimis")):
        _, found = audit(planner, tmp_path, hand, "--lang", lang, learner=learner)
        assert not [text for text in found["warnings"] if word in text]
        assert len(found["warnings"]) == len(made["warnings"])
        assert (found["mismatches"], found["not_checked"]) == ([], [])
        _, found = audit(planner, tmp_path, made, "--lang", lang, learner=learner)
        assert [text for text in found["warnings"] if word in text]
