"""Credits with decimals: read from every file, counted exactly, and written as people and machines write them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from openpyxl import load_workbook

from planner.domain.credits import exact, plain, price_of, scale_of
from planner.domain.learner import Cap
from planner.storage import cells
from planner.storage.learners import read_learner
from tests.support import refusals, refused, tiny_programme

Run = Callable[..., Result]
SIZES = (2.5, 7.5, 6, 1.25)
UNITS = [{"code": code, "title": code, "credits": size} for code, size in zip("ABCD", SIZES, strict=True)]
PRICED: dict[str, Any] = {
    "fundings": [{"id": "individual", "title": "Self", "own": True}],
    "tariffs": [{"modality": "evening", "funding": "individual", "per_credit": 11.33}],
}


def learner(folder: Path, more: str = "", **changes: Any) -> Path:
    tiny_programme(folder, **({"units": UNITS} | changes))
    file = folder / "learner.yaml"
    file.write_text(f"programme: programme.yaml\nstart: 2020-S1\n{more}")
    return file


def test_they_are_exact_and_whole_ones_stay_whole() -> None:
    assert [exact(2.5), exact(6.0), exact(6), exact(0.1) + exact(0.2)] == [Fraction(5, 2), 6, 6, exact(0.3)]
    assert type(exact(6.0)) is int
    assert [plain(exact(2.5)), plain(exact(0.1) + exact(0.9)), plain(None)] == [2.5, 1, None]
    assert type(plain(exact(2.5) * 2)) is int
    assert scale_of([None, 6, exact(2.5), exact(1.25)]) == 4
    assert scale_of([]) == 1
    # 28.325 and 28.33 euros: half a cent is a whole one
    assert [price_of(1133, exact(2.5)), price_of(1133, exact(2.25)), price_of(1133, 6)] == [2833, 2549, 6798]


def test_a_plan_says_them_as_its_reader_does(planner: Run, tmp_path: Path) -> None:
    file = learner(tmp_path, "minimise: [balance]\nterms: 2\n", **PRICED)
    found = json.loads(planner("plan", file, "--format", "json").stdout)
    sizes = {unit["unit"]: unit["ects"] for term in found["terms"] for unit in term["units"]}
    assert sizes == dict(zip("ABCD", SIZES, strict=True))
    assert found["ects"] == {"units": 17.25, "total": 17.25}
    # 7.5 + 1.25 against 2.5 + 6: no term can have less
    assert {one["name"]: one["value"] for one in found["objectives"]}["balance"] == 8.75
    assert found["cost"]["total"] == 195.45  # 28.33 + 84.98 + 67.98 + 14.16
    raw = planner("plan", file, "--format", "json").stdout
    assert '"ects": 6,' in raw
    assert '"ects": 6.0' not in raw
    french, english = (planner("plan", file, "--lang", lang).stdout for lang in ("fr", "en"))
    assert "(2,5\N{NO-BREAK SPACE}crédits)" in french.replace(" crédits", "\N{NO-BREAK SPACE}crédits")
    assert "17,25 pour les UE" in french
    assert "(2.5 credits)" in english
    assert planner("check", file, written(tmp_path, raw)).exit_code == 0


def written(folder: Path, text: str) -> Path:
    file = folder / "plan.json"
    file.write_text(text)
    return file


def test_tables_have_numbers(planner: Run, tmp_path: Path) -> None:
    file = learner(tmp_path)
    rows = list(csv.DictReader(io.StringIO(planner("plan", file, "--format", "csv").stdout)))
    assert {row["unit"]: row["ects"] for row in rows} == {"A": "2.5", "B": "7.5", "C": "6", "D": "1.25"}
    out = tmp_path / "plan.xlsx"
    assert planner("plan", file, "--out", out).exit_code == 0
    cells = [cell.value for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert {2.5, 7.5, 1.25} <= {cell for cell in cells if isinstance(cell, float)}
    page = tmp_path / "plan.html"
    assert planner("plan", file, "--out", page, "--lang", "fr").exit_code == 0
    assert "7,5" in page.read_text()


@pytest.mark.parametrize(("most", "code"), [("11.25", 0), ('"11,25"', 0), ("8.7", 3), ("8.75", 0)])
def test_bounds_of_a_term_are_met_exactly(planner: Run, tmp_path: Path, most: str, code: int) -> None:
    more = f"max_credits_per_term: {most}\nterms: 2\n"
    assert planner("plan", learner(tmp_path, more)).exit_code == code


def test_sums_are_those_of_decimals_and_not_of_floats(planner: Run, tmp_path: Path) -> None:
    units = [one | {"credits": size} for one, size in zip(UNITS, (0.1, 0.2, 0.3, 6), strict=True)]
    rules = [{"id": "few", "credits": 0.3, "of": ["A", "B"]}, {"id": "rest", "all_of": ["D"]}]
    file = learner(tmp_path, units=units, requirements=rules, load={"max_evening_units": 4, "max_credits": 6.3})
    found = json.loads(planner("plan", file, "--format", "json").stdout)
    assert [len(term["units"]) for term in found["terms"]] == [3]
    assert planner("check", file, written(tmp_path, json.dumps(found))).exit_code == 0


def test_a_learner_bounds_terms_by_them(tmp_path: Path) -> None:
    found = read_learner(learner(tmp_path, "max_credits_per_term: {default: 11.5, terms: {2020-S2: 7.75}}\n")).learner
    assert found.most_credits == Cap(exact(11.5), {4041: exact(7.75)})


def test_a_cohort_has_them_in_cells(planner: Run, tmp_path: Path) -> None:
    assert cells.read(("max_credits_per_term",), "11,5;2020-S2=7.75") == {"default": 11.5, "terms": {"2020-S2": 7.75}}
    programme, table = learner(tmp_path).parent / "programme.yaml", tmp_path / "cohort.csv"
    rows = [f'one,{programme},2020-S1,2,"8,75"', f'two,{programme},2020-S1,2,"8,5"']
    table.write_text("\n".join(["id,programme,start,terms,max_credits_per_term", *rows]))
    assert planner("batch", table, "--out", tmp_path / "plans", "--format", "csv").exit_code == 0
    found = csv.DictReader(io.StringIO((tmp_path / "plans" / "summary.csv").read_text()))
    assert [row["status"] for row in found] == ["optimal", "impossible"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"units": [*UNITS[:3], {"code": "D", "title": "D", "credits": 1.125}]}, "units[3].credits"),
        ({"load": {"max_credits": 10.999}}, "load.max_credits"),
        ({"requirements": [{"id": "few", "credits": 0.001, "of": ["A", "B"]}]}, "requirements[0].credits"),
    ],
)
def test_more_than_two_decimals_are_refused(planner: Run, tmp_path: Path, change: dict[str, Any], where: str) -> None:
    line = refused(planner, "plan", learner(tmp_path, **change))
    assert where in line
    assert "programme.yaml" in line


def test_prices_by_their_number(planner: Run, tmp_path: Path) -> None:
    table = {"2.5": 10, "7,5": 20, "6": 30, "1.25": 40}
    tariffs = [{"modality": "evening", "funding": "individual", "by_credits": table}]
    file = learner(tmp_path, **PRICED | {"tariffs": tariffs})
    assert json.loads(planner("plan", file, "--format", "json").stdout)["cost"]["total"] == 100
    shown = planner("programmes", tmp_path / "programme.yaml", "--lang", "fr").stdout
    assert "2,5 crédits" in shown
    tariffs[0]["by_credits"] = {"2.5": 10, "2.50": 20}
    assert "by_credits" in refused(planner, "plan", learner(tmp_path, **PRICED | {"tariffs": tariffs}))
    tariffs[0]["by_credits"] = {"2.555": 10}
    assert "by_credits" in refused(planner, "plan", learner(tmp_path, **PRICED | {"tariffs": tariffs}))


@pytest.mark.parametrize(("head", "sign"), [("code;ects;choice;take", ","), ("code,ects,choice,take", ".")])
def test_a_curriculum_as_a_table(planner: Run, tmp_path: Path, head: str, sign: str) -> None:
    rows = "A|2.5||\nB|7.50||\nC|6.0|x|7,5 ECTS\nD|1.5|x|\n".replace(".", sign)
    if sign == ".":
        rows = rows.replace("7,5", "7.5")
    table = tmp_path / "table.csv"
    table.write_text(f"{head}\n{rows}".replace("|", ";" if sign == "," else ","))
    assert planner("import", table, "--to", tmp_path / "made").exit_code == 0
    made = yaml.safe_load((tmp_path / "made" / "programme.yaml").read_text())
    assert [unit["credits"] for unit in made["units"]] == [2.5, 7.5, 6, 1.5]
    assert made["requirements"][1]["credits"] == 7.5
    assert planner("plan", tmp_path / "made" / "learner.yaml").exit_code == 0


def test_published_credits_of_another_school(planner: Run, tmp_path: Path) -> None:
    table = tmp_path / "plan.csv"
    table.write_text(
        "Degree Plan,Tiny\nCourses\nCourse ID,Course Name,Prefix,Number,Credit Hours,Term\n"
        "1,One,A,1,2.5,1\n2,Two,A,2,1.25,1\n3,Three,A,3,3.0,2\n"
    )
    assert planner("import", table, "--to", tmp_path / "made").exit_code == 0
    made = yaml.safe_load((tmp_path / "made" / "programme.yaml").read_text())
    assert [unit["credits"] for unit in made["units"]] == [2.5, 1.25, 3]
    assert made["load"]["max_credits"] == 3.75
    check = ("check", tmp_path / "made" / "learner.yaml", tmp_path / "made" / "published.csv")
    assert planner(*check).exit_code == 0
    table.write_text(table.read_text().replace("1.25", "1.255").replace("3.0", "3.0.1"))
    lines = refusals(planner, "import", table, "--to", tmp_path / "again")
    assert [":5:" in lines[0], ":6:" in lines[1]] == [True, True], lines
