"""`planner design`: what it shows in every format, what it writes and other commands read, and wrong input."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import Result

from tests.study.design.small import SMALL
from tests.support import INSTANCES, ROOT, refused

Run = Callable[..., Result]
CASP = INSTANCES / "casp-offer" / "offer.yaml"
BOTH = INSTANCES / "casp-offer" / "both-electives.yaml"
DAYS = {
    "year": 2026,
    "terms": [
        {"id": "S1", "title": {"fr": "automne", "en": "autumn"}, "starts": "2026-09-01", "ends": "2027-01-31"},
        {"id": "S2", "starts": "2027-02-01", "ends": "2027-06-30"},
    ],
}


def offer(folder: Path, **changes: Any) -> Path:
    """The small offer in a file."""
    path = folder / "offer.yaml"
    data = {key: value for key, value in {**SMALL, **changes}.items() if value is not None}
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


def data_of(planner: Run, *arguments: object, code: int = 0) -> dict[str, Any]:
    result = planner("design", *arguments, "--format", "json", "--lang", "en")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_casp_offer_as_text(planner: Run) -> None:
    result = planner("design", CASP, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == ["Offer: The five vintages of the CASP title in four terms", "casp-offer"]
    assert lines[4] == "Proposal proven best. Value: 10020."
    (moved,) = (line for line in lines if line.startswith("TET003  Méthodes de recherche"))
    assert "whole year  S2 (term" in moved and moved.endswith("all curricula")
    front = [line for line in lines[lines.index("Changes allowed, and the best value") :] if line[:7].strip().isdigit()]
    assert [line.split()[:3] for line in front] == [
        ["0", "impossible", "proven"],
        ["1", "20", "proven"],
        ["2", "11", "proven"],
    ]
    assert [line.split()[:3] for line in lines if "within the 4 terms" in line] == [["all", "curricula", "4"]]
    assert max(map(len, lines)) <= 100
    french = planner("design", CASP).stdout
    assert "Proposition prouvée la meilleure." in french
    assert "dans les 4 semestres" in french


def test_the_document(planner: Run, tmp_path: Path) -> None:
    path = offer(tmp_path, weights={"change": 2, "unwanted": 3}, term_titles=["a", "b", "c", "d"])
    data = data_of(planner, path)
    assert (data["schema"], data["status"], data["offer"], data["gap"]) == ("planner/design/1", "optimal", "small", 0)
    assert data["value"] == data["bound"]
    parts, weights = data["parts"], data["weights"]
    total = parts["balance"] * weights["balance"] + parts["unwanted"] * weights["unwanted"]
    assert data["value"] == total + parts["changes"] * weights["change"]
    assert [term["name"] for term in data["terms"]] == ["1 (S1)", "2 (S2)", "3 (S1)", "4 (S2)"]
    assert [term["title"] for term in data["terms"]] == ["a", "b", "c", "d"]
    by_code = {unit["unit"]: unit for unit in data["units"]}
    assert (by_code["E"]["period"], len(by_code["E"]["terms"]), by_code["E"]["curricula"]) == ("year", 2, ["one"])
    for one in data["curricula"]:
        assert sum(term["credits"] for term in one["terms"]) == one["credits"]
        assert sum(term["distance"] ** 2 for term in one["terms"]) == one["distance"]
        assert sum(len(term["units"]) for term in one["terms"]) == (5 if one["curriculum"] == "one" else 3)
    (annual,) = (u for u in data["curricula"][0]["terms"][by_code["E"]["terms"][1] - 1]["units"] if u["unit"] == "E")
    assert (annual["credits"], annual["going_on"]) == (4, True)
    assert len(data["curricula"][0]["taken"]) == 1
    assert data["changes"] == [{**unit, "penalty": 2} for unit in data["units"] if unit["changed"]]
    assert data == data_of(planner, path), "the same again"


def test_keep_close_and_weights(planner: Run, tmp_path: Path) -> None:
    path = offer(tmp_path)
    free, close = data_of(planner, path), data_of(planner, path, "--keep-close", "1000")
    assert (close["weights"]["change"], close["parts"]["changes"]) == (1000, 0)
    assert free["parts"]["changes"] > 0
    assert free["value"] < close["value"]
    heavy = data_of(planner, path, "--weight", "unwanted=500", "--weight", "balance=2")
    assert (heavy["parts"]["unwanted"], heavy["weights"]["balance"]) == (0, 2)
    for wrong in ("unwanted", "unwanted=-1", "unwanted=1.5", "colour=1"):
        assert "NAME=NUMBER" in refused(planner, "design", path, "--weight", wrong)
    assert planner("design", path, "--keep-close", "-1").exit_code == 2


def test_impossible_says_what_cannot_hold_together(planner: Run, tmp_path: Path) -> None:
    path = offer(tmp_path, max_units=1)
    result = planner("design", path, "--lang", "en")
    assert result.exit_code == 3
    told = [line.strip() for line in result.stdout.splitlines() if line.startswith("  - ")]
    assert sorted(told) == [
        "- E: only whole year",
        "- one: all its units (4) in 4 terms",
        "- one: at most 1 unit in each term",
    ]
    data = data_of(planner, path, code=3)
    assert (data["value"], data["parts"], data["units"], data["conflict"]["smallest"]) == (None, None, [], True)
    silent = planner("design", path, "--trade-offs", "0", "--lang", "en")
    assert (silent.exit_code, "The reason was not looked for" in silent.stdout) == (3, True)
    for form in ("html", "md"):
        assert "E: only whole year" in planner("design", path, "--format", form, "--lang", "en").stdout
    book = openpyxl.load_workbook(io.BytesIO(planner("design", path, "--format", "xlsx").stdout_bytes))
    cells = [row[0].value for row in book.worksheets[0].iter_rows()]
    assert any("seulement année entière" in str(cell) for cell in cells)


def test_undecided(planner: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.domain.offer import DesignResult
    from planner.study.design import proposal

    monkeypatch.setattr(proposal, "design", lambda *_, **__: DesignResult("unknown", None, None, None, 1.0))
    result = planner("design", offer(tmp_path), "--lang", "en")
    assert (result.exit_code, result.stdout.splitlines()[3]) == (4, "No answer within the limit.")
    assert planner("design", offer(tmp_path, calendar=DAYS), "--write", tmp_path / "out").exit_code == 4
    assert not (tmp_path / "out").exists()


def test_html_and_workbook(planner: Run, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    assert planner("design", CASP, "--out", page, "--today", "2026-11-21", "--trade-offs", "0").exit_code == 0
    text = page.read_text(encoding="utf-8")
    for part in (
        "Ce qui change",
        "TET003",
        "aujourd’hui : année entière",
        "Crédits par cursus et par semestre",
        "UE au choix",
    ):
        assert part in text.replace("&#39;", "'").replace("\u202f", " ").replace("\u00a0", " "), part
    assert "<script" not in text
    book_path = tmp_path / "a.xlsx"
    assert planner("design", CASP, "--out", book_path, "--lang", "en").exit_code == 0
    book = openpyxl.load_workbook(book_path)
    units = list(book.worksheets[0].iter_rows(values_only=True))
    assert units[0][:6] == ("Unit", "Title", "Credits", "Today", "Proposed", "Changes")
    (row,) = (row for row in units if row[0] == "TET003")
    assert (row[2], row[3], row[5]) == (8, "whole year", "yes")
    assert str(row[4]).startswith("S2 (term")
    loads = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert len(loads) == 20
    assert {row[3] for row in loads} == {3}
    board = list(book.worksheets[2].iter_rows(values_only=True))
    assert board[0] == ("Line", "1 (S1)", "2 (S2)", "3 (S1)", "4 (S2)")
    assert board[4] == ("Units", 3, 3, 3, 3)


def test_what_is_written_is_planned_for_and_written_again(planner: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = planner("design", BOTH, "--write", out, "--lang", "en", "--trade-offs", "0", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == f"Written: {out}"
    assert sum("within the 4 terms" in line for line in result.stderr.splitlines()) == 9
    names = json.loads((out / "design.json").read_text(encoding="utf-8"))["written"]
    assert names == json.loads(result.stdout)["written"]
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == sorted([*names, "design.json"])
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "nothing is left beside it"
    learner = tmp_path / "learner.yaml"
    learner.write_text(f"{{programme: {out}/casp-2019-2020, start: 2019-S1, avoid: [UEV010]}}", encoding="utf-8")
    plan = json.loads(planner("plan", learner, "--format", "json").stdout)
    assert (plan["status"], len(plan["terms"])) == ("optimal", 4)
    proposal = [entry for entry in plan["assumptions"] if entry["id"] == "proposed-terms"]
    assert len(proposal) == 1, "the plan says that it rests on a proposal"
    assert {entry["id"] for entry in plan["assumptions"]} >= {"pattern-2010", "cap-3"}
    learner.write_text("{programme: casp-2019-2020, start: 2019-S1, avoid: [UEV010]}", encoding="utf-8")
    rows = out / "casp-2019-2020" / "timetables" / "proposed.csv"
    again = json.loads(planner("plan", learner, "--timetable", rows, "--format", "json").stdout)
    assert (again["status"], len(again["terms"])) == ("optimal", 4)
    cohort = tmp_path / "cohort.csv"
    cohort.write_text(f"id,programme,start\nx,{out}/casp-rncp36625,2021-S1\n", encoding="utf-8")
    many = json.loads(planner("cohort", cohort, "--format", "json").stdout)
    assert [one["duration"] for one in many["learners"]] == [4]
    stress = planner("stress", "--scan", "close", "--cohort", cohort, "--workers", "1", "--format", "json")
    assert stress.exit_code == 0, stress.output


def test_a_folder_is_replaced_only_when_it_is_ours_and_asked_for(planner: Run, tmp_path: Path) -> None:
    path, out = offer(tmp_path, calendar=DAYS), tmp_path / "out"
    quick = ("--trade-offs", "0", "--format", "json")
    assert planner("design", path, "--write", out, *quick).exit_code == 0
    assert "--overwrite" in refused(planner, "design", path, "--write", out, *quick)
    assert planner("design", path, "--write", out, "--overwrite", *quick).exit_code == 0
    (out / "one" / "notes.txt").write_text("mine", encoding="utf-8")
    assert "one/notes.txt" in refused(planner, "design", path, "--write", out, "--overwrite", *quick)
    assert (out / "one" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert planner("design", path, "--overwrite", *quick).exit_code == 2
    assert "of no earlier proposal" in refused(planner, "design", path, "--write", tmp_path, *quick)
    refused(planner, "design", path, "--write", tmp_path / "no" / "where", *quick)
    assert not (tmp_path / "no").exists()


def test_curricula_without_a_programme_are_written_as_programmes(planner: Run, tmp_path: Path) -> None:
    bare = offer(tmp_path)
    assert "give year" in refused(planner, "design", bare, "--write", tmp_path / "out")
    path, out = offer(tmp_path, calendar=DAYS), tmp_path / "out"
    data = data_of(planner, path, "--write", out)
    assert [(one["curriculum"], one["within"]) for one in data["fresh"]] == [("one", True), ("two", True)]
    learner = tmp_path / "learner.yaml"
    for one in data["curricula"]:
        name = one["curriculum"]
        learner.write_text(f"{{programme: {out}/{name}, start: 2026-S1}}", encoding="utf-8")
        plan = json.loads(planner("plan", learner, "--format", "json").stdout)
        assert plan["status"] == "optimal"
        assert len(plan["terms"]) <= 4
        assert all(len(term["units"]) <= 2 for term in plan["terms"])


def test_an_elective_that_comes_first_need_not_be_taken(planner: Run, tmp_path: Path) -> None:
    """The terms are in order, but a learner who takes D instead of C has nothing to wait for."""
    keys: dict[str, Any] = {
        "calendar": DAYS,
        "max_units": 1,
        "units": [{"code": code, "credits": 5} for code in "ABCD"],
        "curricula": [{"id": "one", "units": ["A", "B"], "choices": [{"take": 2, "of": ["C", "D", "E"]}]}],
        "prerequisites": [{"unit": "D", "after": ["C"]}, {"unit": "B", "after": ["A"]}],
        "unwanted": None,
        "fixed": [{"unit": "C", "term": 2}, {"unit": "A", "term": 2}],
    }
    keys["units"].append({"code": "E", "credits": 5})
    data = data_of(planner, offer(tmp_path, **keys), "--write", tmp_path / "out")
    assert sorted(data["curricula"][0]["taken"]) == ["D", "E"]
    assert [one["duration"] for one in data["fresh"]] == [4]
    programme = yaml.safe_load((tmp_path / "out" / "one" / "programme.yaml").read_text(encoding="utf-8"))
    assert programme["prerequisites"] == [{"unit": "B", "after": ["A"]}]


def test_many_units_a_term_are_written_as_daytime_classes(planner: Run, tmp_path: Path) -> None:
    codes = [f"U{number}" for number in range(14)]
    keys: dict[str, Any] = {
        "terms": 2,
        "max_units": 7,
        "min_units": 6,
        "units": [{"code": code, "credits": 4} for code in codes],
        "curricula": [{"id": "whole", "units": codes}],
        "prerequisites": [{"unit": "U1", "after": ["U0"]}],
        "unwanted": None,
    }
    data = data_of(planner, offer(tmp_path, calendar=DAYS, **keys), "--write", tmp_path / "out")
    assert [(one["duration"], one["within"]) for one in data["fresh"]] == [(2, True)]
    programme = yaml.safe_load((tmp_path / "out" / "whole" / "programme.yaml").read_text(encoding="utf-8"))
    assert {entry["modality"] for entry in programme["offerings"]} == {"daytime"}


def test_a_cohort(planner: Run, tmp_path: Path) -> None:
    cohort = tmp_path / "cohort.csv"
    held = "AST004;TRS001;CCE001;TET003;TET007;TET099;CCE003;AST002;TRS002;PSY001;UEV010"
    lines = [f"x,casp-2019-2020,2019-S1,{held}", "y,casp-2010-reunion,2010-S2,", "z,casp-2010-reunion,2010-S7,"]
    cohort.write_text("id,programme,start,acquired\n" + "\n".join(lines) + "\n", encoding="utf-8")
    result = planner("design", CASP, "--cohort", cohort, "--trade-offs", "0", "--format", "json", "--lang", "en")
    assert result.exit_code == 1, "rows refused, the others done"
    assert result.stderr.startswith(f"{cohort}:4: start: ")
    data = json.loads(result.stdout)
    assert data["weights"]["delay"] == 1
    told = [
        (one["id"], one["fewest"], one["terms"], one["delay"], one["duration"]) for one in data["cohort"]["learners"]
    ]
    assert told == [("x", 1, 2, 1, 2), ("y", 4, 4, 0, 4)]
    assert data["parts"]["delay"] == 1
    assert [row["line"] for row in data["cohort"]["refused"]] == [4]
    heavy = data_of(planner, CASP, "--cohort", cohort, "--trade-offs", "0", "--weight", "delay=100000", code=1)
    assert heavy["parts"]["delay"] == 0
    text = planner("design", CASP, "--cohort", cohort, "--trade-offs", "0").stdout
    assert "RETARDS DE LA COHORTE « COHORT »" in text.replace("\u00a0", " ")
    assert "Retard" in planner("design", CASP, "--cohort", cohort, "--trade-offs", "0", "--format", "html").stdout


def test_bad_input_is_told_without_a_solver(tmp_path: Path) -> None:
    path = offer(tmp_path, surprise=1)
    lines = (
        "import sys",
        "from planner.cli import main",
        "try:",
        f"    main(['design', {str(path)!r}])",
        "except SystemExit as end:",
        "    print(end.code, *sys.modules)",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    names = done.stdout.split()
    assert names[0] == "1"
    assert not {"ortools", "pandas", "matplotlib", "xlsxwriter"} & set(names)
    assert "surprise" in done.stderr
    assert str(path) in done.stderr
