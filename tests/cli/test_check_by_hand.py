"""`planner check` on plans that people write by hand, in YAML and CSV; what they leave out is filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support import INSTANCES, casp, casp_by_day

Run = Callable[..., Result]
Data = dict[str, Any]
Lines = list[tuple[str, str, str]]
PARIS = INSTANCES / "casp-2019-2020" / "learners"
EVENING = PARIS / "autumn-evening.yaml"
INTERNSHIP = PARIS / "out-of-sector-internship.yaml"
DAYTIME = PARIS / "daytime-full-time.yaml"


def lines_of(units: dict[str, str], modality: str = "") -> Lines:
    return [(code.removesuffix("/day"), term, modality) for term, codes in units.items() for code in codes.split()]


def as_csv(lines: Lines, *more: str) -> str:
    return "\n".join(["unit,term,modality", *(",".join(line) for line in lines), *more]) + "\n"


def as_yaml(lines: Lines, *more: str) -> str:
    text = "units:\n"
    for unit, term, modality in lines:
        text += f"- {{unit: {unit}, term: {term}" + (f", modality: {modality}" if modality else "") + "}\n"
    return text + "".join(f"{line}\n" for line in more)


def audit(planner: Run, folder: Path, name: str, text: str, learner: Path = EVENING, *more: str) -> tuple[int, Data]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    result = planner("check", learner, path, "--format", "json", *more)
    assert result.stderr == ""
    return result.exit_code, json.loads(result.stdout)


def rules(found: Data) -> set[str]:
    return {violation["rule"] for violation in found["violations"]}


@pytest.mark.parametrize("modality", ["", "evening"])
@pytest.mark.parametrize("twice", [False, True], ids=["once", "in both terms"])
@pytest.mark.parametrize("name, write", [("plan.csv", as_csv), ("plan.yaml", as_yaml)])
def test_a_good_plan(
    planner: Run, tmp_path: Path, name: str, write: Callable[[Lines], str], twice: bool, modality: str
) -> None:
    """The annual unit may stand in one line or in two, and the modality may be left out."""
    lines = lines_of(casp(2019), modality)
    if twice:
        lines.append(("TET003", "2019-S2", modality))
    code, found = audit(planner, tmp_path, name, write(lines))
    assert code == 0, found["violations"]
    assert found["award"]["term"] == "2021-S1"
    assert found["cost"]["total"] == 1462.0
    assert {item["name"]: item["value"] for item in found["objectives"]}["duration"] == 5


@pytest.mark.parametrize("name, write", [("plan.csv", as_csv), ("plan.yaml", as_yaml)])
def test_the_order_of_the_lines_does_not_matter(
    planner: Run, tmp_path: Path, name: str, write: Callable[[Lines], str]
) -> None:
    lines = [("TET003", "2019-S2", ""), *reversed(lines_of(casp(2019)))]
    code, found = audit(planner, tmp_path, name, write(lines))
    assert code == 0, found["violations"]


def test_the_annual_unit_is_not_taken_from_its_second_term(planner: Run, tmp_path: Path) -> None:
    """Its offering starts in the autumn; a line for the spring alone says no offering that exists, and that once."""
    lines = [(unit, "2019-S2" if unit == "TET003" else term, "") for unit, term, _ in lines_of(casp(2019))]
    code, found = audit(planner, tmp_path, "plan.csv", as_csv(lines))
    assert code == 3
    assert [(v["rule"], v["subjects"]) for v in found["violations"]] == [("offering", ["TET003", "2019-S2"])]


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"2021-S1": ""}, {"requirement"}),
        ({"2021-S1": "UEV010 CCE001"}, {"requirement"}),
        ({"2021-S1": "UEV010 UEV010"}, {"requirement"}),
        ({"2020-S1": "CCE001 CCE003 AST002 UEV010", "2021-S1": ""}, {"load_cap"}),
        ({"2020-S2": "AST005 TRS002 UEV010", "2021-S1": "PSY001"}, {"offering"}),
    ],
)
def test_a_plan_with_a_fault(planner: Run, tmp_path: Path, change: dict[str, str], expected: set[str]) -> None:
    code, found = audit(planner, tmp_path, "plan.csv", as_csv(lines_of(casp(2019) | change)))
    assert code == 3
    assert rules(found) == expected


def test_the_report_s_term_may_be_said(planner: Run, tmp_path: Path) -> None:
    late = as_yaml(lines_of(casp(2019)), "report: 2021-S2")
    code, found = audit(planner, tmp_path, "late.yaml", late)
    assert (code, found["award"]["term"]) == (0, "2021-S2")
    early = as_yaml(lines_of(casp(2019)), "report: 2020-S2")
    code, found = audit(planner, tmp_path, "early.yaml", early)
    assert (code, rules(found)) == (3, {"report"})
    in_csv = as_csv(lines_of(casp(2019)), "UA211G,2020-S2,")
    code, found = audit(planner, tmp_path, "early.csv", in_csv)
    assert (code, rules(found)) == (3, {"report"})


def test_the_internship_and_the_workshop_may_be_said(planner: Run, tmp_path: Path) -> None:
    """Certificate first, as the learner asks; windows 1 June to 15 August and 1 September to 31 December 2020."""
    units = lines_of(casp(2019) | {"2020-S1": "CCE001", "2021-S1": "CCE003 AST002 UEV010"})
    code, found = audit(planner, tmp_path, "plain.yaml", as_yaml(units), INTERNSHIP)
    assert code == 0, found["violations"]
    said = as_yaml(units, "internship: {from: 2020-09-15, to: 2020-12-15}", "workshop: 2019-S2")
    code, found = audit(planner, tmp_path, "said.yaml", said, INTERNSHIP)
    assert code == 0, found["violations"]
    outside = as_yaml(units, "internship: {from: 2020-08-15, to: 2020-11-15}")
    code, found = audit(planner, tmp_path, "outside.yaml", outside, INTERNSHIP)
    assert (code, rules(found)) == (3, {"internship"})
    late = as_yaml(units, "internship: {from: 2020-09-15, to: 2020-12-15}", "workshop: 2020-S1")
    code, found = audit(planner, tmp_path, "late.yaml", late, INTERNSHIP)
    assert (code, rules(found)) == (3, {"workshop"})


def test_without_modality_the_pathway_chooses(planner: Run, tmp_path: Path) -> None:
    """The daytime learner's AST004 and TET003 of 2019-S1 are the daytime ones; the fee is the daytime year's."""
    lines = lines_of(casp_by_day(2019))
    code, found = audit(planner, tmp_path, "plan.csv", as_csv(lines), DAYTIME)
    assert code == 0, found["violations"]
    assert found["cost"]["total"] == 5976.0
    evening = [(unit, term, "evening" if unit == "UEV010" else "") for unit, term, _ in lines]
    code, found = audit(planner, tmp_path, "evening.csv", as_csv(evening), DAYTIME)
    assert code == 3
    assert "offering" in rules(found)


def test_an_alias_of_the_workshop_gives_its_term(planner: Run, tmp_path: Path) -> None:
    for name, term, code in (("UASO04", "2021-S1", 0), ("UAS004", "2021-S2", 3)):
        rows = as_csv(lines_of(casp(2019)), f"{name},{term},", "UA211G,2021-S1,")
        assert audit(planner, tmp_path, "plan.csv", rows)[0] == code


def test_files_from_a_spreadsheet(planner: Run, tmp_path: Path) -> None:
    """Byte-order mark, Windows line ends, spaces around the names and an empty last row."""
    text = "\ufeff" + as_csv(lines_of(casp(2019)), ",,").replace("unit,term,modality", "unit, term, modality")
    path = tmp_path / "plan.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert planner("check", EVENING, path).exit_code == 0


def test_an_empty_plan_misses_everything(planner: Run, tmp_path: Path) -> None:
    code, found = audit(planner, tmp_path, "plan.yaml", "units: []\n")
    assert code == 3
    assert rules(found) == {"requirement"}


@pytest.mark.parametrize("term", ["2034-S1", "2040-S1", "2150-S1", "1990-S1"])
def test_a_unit_in_another_age_is_only_a_bad_plan(planner: Run, tmp_path: Path, term: str) -> None:
    code, found = audit(planner, tmp_path, "plan.csv", f"unit,term\nAST004,{term}\n")
    assert code == 3
    assert "requirement" in rules(found)


@pytest.mark.parametrize(
    "claim",
    [
        {"ects": 5}, {"ects": [68]}, {"ects": {"units": "68"}}, {"cost": 3}, {"cost": {"total": "1462"}},
        {"cost": {"total": {"known": True}}}, {"cost": {"total": float("nan")}}, {"objectives": 3},
        {"objectives": [{"name": "duration", "value": [5]}]}, {"objectives": [3]}, {"award": 3},
        {"certificate": [1]},
    ],
    ids=str,
)  # fmt: skip
def test_figures_of_a_strange_form_are_refused_without_a_crash(planner: Run, tmp_path: Path, claim: Data) -> None:
    units = [{"unit": "AST004", "modality": "evening"}]
    terms = [{"term": "2019-S1", "units": units, "events": []}]
    data = {"schema": "planner/plan/1", "status": "optimal", "programme": "casp-2019-2020", "terms": terms} | claim
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert planner("check", EVENING, path).exit_code in (1, 3)
