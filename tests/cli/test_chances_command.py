"""`planner chances`, and risks with chances from past results, as people call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from openpyxl import Workbook

import planner as library

Planner = Callable[..., Result]
ID = "casp-2019-2020"
ROWS = "unit,year,attempted,failed\nAST004,2017-2018,24,3\nAST004,2018/19,16,1\nAST005,2017,20,8\nTET003,2018,10,0\n"
SECOND = (
    "UE;année;présents;échecs;présents au rattrapage;échecs au rattrapage\n"
    "AST005;2017;20;8;6;3\nTET003;2017;10;2;2;0\nPSY001;2017;10;1;;\n"
)
LEARNER = {
    "programme": ID, "start": "2019-S1", "fictional": True, "experience": {"months": 24, "in_sector": True},
    "acquired": ["TET099", "TRS001", "AST004", "CCE001", "TET007", "TRS002", "CCE003", "AST002", "UEV010"],
    "chances": {"fail": 0.9},
}  # fmt: skip


def file_of(folder: Path, text: str) -> Path:
    path = folder / "past.csv"
    path.write_text(text, encoding="utf-8")
    return path


def asked(planner: Planner, *arguments: object) -> dict[str, Any]:
    result = planner(*map(str, arguments), "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_a_workbook_says_the_same_as_text(planner: Planner, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS.split():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    book.save(tmp_path / "past.xlsx")
    first = asked(planner, "chances", file_of(tmp_path, ROWS), "--programme", ID)
    assert asked(planner, "chances", tmp_path / "past.xlsx", "--programme", ID) == first
    assert (first["schema"], first["past"]["first"], first["past"]["last"]) == (
        "planner/chances/1", "2017-2018", "2018-2019",
    )  # fmt: skip
    assert [(one["unit"], one["attempted"], one["failed"]) for one in first["past"]["units"]] == [
        ("AST004", 40, 4), ("TET003", 10, 0), ("AST005", 20, 8),
    ]  # fmt: skip
    assert first["chances"] == {"fail": 0.1761, "units": {"AST004": 0.106, "TET003": 0.0446, "AST005": 0.3675}}


def test_columns_in_french_and_the_second_session(planner: Planner, tmp_path: Path) -> None:
    found = asked(planner, "chances", file_of(tmp_path, SECOND), "--programme", ID)
    again = found["past"]["second_session"]
    assert (again["attempted"], again["failed"], again["chance"]) == (8, 3, pytest.approx(3.5 / 9))
    assert found["chances"]["second_session"] == 0.3889


def test_the_key_is_read_by_a_learner(planner: Planner, tmp_path: Path) -> None:
    path = file_of(tmp_path, SECOND)
    result = planner("chances", str(path), "--programme", ID, "--key")
    key = yaml.safe_load(result.stdout)
    assert key == {"chances": asked(planner, "chances", path, "--programme", ID)["chances"]}
    case = library.read_learner({**LEARNER, **key})
    assert case.chances is not None and case.chances.second_session == 0.3889


def test_every_problem_is_told_with_its_line(planner: Planner, tmp_path: Path) -> None:
    text = ROWS + "AST004,2017,3,1\nASTX,20,many,3\nTRS001,2018-2020,3,4\nPSY001,,1,1\n"
    path = file_of(tmp_path, text)
    result = planner("chances", str(path), "--programme", ID, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    told = [line.removeprefix(f"{path}:") for line in result.stderr.splitlines()]
    assert [" ".join(part.strip() for part in line.split(":")[:2]) for line in told] == [
        "6 unit", "7 unit", "7 year", "7 attempted", "8 year", "8 failed", "9 year",
    ]  # fmt: skip
    assert "see 2" in told[0] and "AST004" in told[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,year,attempted,failed\nAST004,2017,0,0\n", "no exam"),
        ("unit,year,attempted\nAST004,2017,3\n", "failed"),
        ("unit,year,attempted,failed,second_attempted\nAST004,2017,3,1,1\n", "second_failed"),
        ("unit,year,attempted,failed,second_attempted,second_failed\nAST004,2017,3,1,2,1\n", "is more than failed"),
        ("unit,year,attempted,failed,grade\nAST004,2017,3,1,9\n", "grade"),
    ],
)
def test_what_fits_not_is_one_clear_message(planner: Planner, tmp_path: Path, text: str, words: str) -> None:
    result = planner("chances", str(file_of(tmp_path, text)), "--programme", ID, "--lang", "en")
    assert result.exit_code == 1 and words in result.stderr and len(result.stderr.splitlines()) == 1


def test_risks_take_the_chances_of_past_results_and_say_so(planner: Planner, tmp_path: Path) -> None:
    path, learner = file_of(tmp_path, ROWS), tmp_path / "learner.yaml"
    learner.write_text(json.dumps(LEARNER))
    found = asked(planner, "risk", learner, "--chances", path, "--lang", "en")
    past = asked(planner, "chances", path, "--programme", ID)["past"]
    assert found["past"] == past and found["chances"]["fail"] == past["mean"]["chance"]
    assert found["chances"]["units"]["AST005"] == past["units"][2]["chance"]
    assert any("70 exam results of the years 2017-2018 to 2018-2019" in warning for warning in found["warnings"])
    stated = {**LEARNER, "chances": found["chances"]}
    assert library.document(library.risk(stated)).plain("en")["policy"] == found["policy"]
    assert "past" not in asked(planner, "risk", learner)


def test_the_document_is_read_back_and_drawn_in_the_other_language(tmp_path: Path) -> None:
    answer = library.chances([{"unit": "AST004", "year": "2018", "attempted": "1", "failed": "1"}], ID)
    made = library.document(answer)
    again = library.read_document(made.render("json", language="fr"))
    for form in ("text", "html", "md", "csv"):
        assert again.render(form, "en") == made.render(form, "en")
    assert "a single exam result of the year 2018-2019" in str(made.render("text", "en"))
    with pytest.raises(library.BadInput) as bad:
        library.chances([{"unit": "AST004", "year": "2018", "attempted": "x", "failed": "1"}], ID)
    assert bad.value.problems[0].where == "[0].attempted"
