"""`planner import`: curricula that others publish, as files that the planner reads at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import Workbook

from planner.storage import programmes
from tests.support import refusals, refused

Run = Callable[..., Result]
DAY = ("--today", "2026-11-30")
HEAD = (
    "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,"
    "Credit Hours,Institution,Canonical Name,Term"
)
PLAN = f"""\
Curriculum,Boats and harbours,,,,,,,,,
Degree Plan,Any way through,,,,,,,,,
Institution,School of Elsewhere,,,,,,,,,
Degree Type,BS,,,,,,,,,
System Type,quarter,,,,,,,,,
CIP,00.0000,,,,,,,,,
Courses,,,,,,,,,,
{HEAD}
1,Knots,BOAT,101,,,,4,,,1
2,Elective,,,,,,3,,,1
3,Sails,BOAT,102,1,,,4,,,2
4,Sails in practice,BOAT,102L,,3,,1,,,2
5,Elective,,,,,,3,,,3
6,Steering: a first look,,,3;4,,7,4,,,4
7,Steering in practice,BOAT,201L,,,,2,,,4
"""
TABLE = """\
Code;Intitulé;Crédits;Heures;Semestre;Période;Bloc;Choix;À prendre;Prérequis;Corequis;Modalité;Tarif
UE11;Droit 1;6;45;S1;S1;Fondements;;;;;soir;300
UE12;Économie;6;45;1;S1;Fondements;;;;;soir+journée;300
UE21;Droit 2;6;45;2;S2;Fondements;;;UE11;;soir;300
UE22;Langue A;3;30;2;;Langues;LV;1;;;à distance;150
UE23;Langue B;3;30;2;S1, S2;Langues;LV;;UE12;;soir;150
UE31;Projet;12;60;3;S1+S2;Projet;;;(UE21 & UE12) | UE23;UE22;;"1 200,50"
"""


def imported(planner: Run, folder: Path, text: str, *options: object) -> Result:
    source = folder / "source.csv"
    source.write_text(text, encoding="utf-8")
    result = planner("import", source, "--to", folder / "made", *options, "--lang", "en", *DAY)
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    return result


def planned(planner: Run, folder: Path) -> dict[str, object]:
    result = planner("plan", folder / "made" / "learner.yaml", "--format", "json", *DAY)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_degree_plan_is_planned_and_its_own_terms_hold(planner: Run, tmp_path: Path) -> None:
    told = imported(planner, tmp_path, PLAN).stderr
    assert "Boats and harbours: units 7, published terms 4." in told
    assert "Elective → Elective 2; Steering: a first look → Steering a first look" in told
    assert "Assumed: At most 7 credits a term." in told
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "learner.yaml", "programme.yaml", "published.csv",
    ]  # fmt: skip
    made = programmes.load(str(tmp_path / "made" / "programme.yaml"))
    assert (made.id, made.title, made.about["school"]) == ("made", "Boats and harbours", "School of Elsewhere")
    assert made.courses() == (
        "BOAT 101", "Elective", "BOAT 102", "BOAT 102L", "Elective 2", "Steering a first look", "BOAT 201L",
    )  # fmt: skip
    assert [pattern.id for pattern in made.calendar.patterns] == ["Q1", "Q2", "Q3"]
    checked = planner("check", tmp_path / "made/learner.yaml", tmp_path / "made/published.csv")
    assert checked.exit_code == 0, checked.output
    data = planned(planner, tmp_path)
    assert data["status"] == "optimal"
    terms = {unit["unit"]: term["term"] for term in data["terms"] for unit in term["units"]}  # type: ignore[attr-defined]
    assert terms["Steering a first look"] == terms["BOAT 201L"]  # strict co-requisites
    assert terms["BOAT 102L"] >= terms["BOAT 102"] > terms["BOAT 101"]
    assert max(terms.values()) == "2028-Q1"


def test_a_table_says_everything_that_it_can(planner: Run, tmp_path: Path) -> None:
    told = imported(planner, tmp_path, TABLE).stderr
    assert "source: units 6, published terms 3." in told
    made = programmes.load(str(tmp_path / "made" / "programme.yaml"))
    assert {name: path.modalities for name, path in made.pathways.items()} == {
        "evening": ("evening", "distance"), "daytime": ("daytime", "distance"),
        "mixed": ("evening", "daytime", "distance"),
    }  # fmt: skip
    assert made.load.max_credits == (12, 12)  # the annual unit counts in both its terms
    assert [(rule.kind, rule.need, rule.units) for rule in made.requirements] == [
        ("all", 4, ("UE11", "UE12", "UE21", "UE31")), ("count", 1, ("UE22", "UE23")),
    ]  # fmt: skip
    (clauses,) = (rule.clauses for rule in made.prerequisites if rule.unit == "UE31")
    assert [(clause.units, clause.together) for clause in clauses] == [
        (("UE21", "UE23"), False), (("UE12", "UE23"), False), (("UE22",), True),
    ]  # fmt: skip
    checked = planner("check", tmp_path / "made/learner.yaml", tmp_path / "made/published.csv")
    assert checked.exit_code == 0, checked.output
    data = planned(planner, tmp_path)
    assert data["cost"]["total"] == 300 * 3 + 150 + 1200.5  # type: ignore[index]


def test_a_workbook_is_read_like_its_table(planner: Run, tmp_path: Path) -> None:
    imported(planner, tmp_path, TABLE)
    book = Workbook()
    for line in TABLE.splitlines():
        book.active.append([cell.strip('"') for cell in line.split(";")])
    book.save(tmp_path / "source.xlsx")
    result = planner("import", tmp_path / "source.xlsx", "--to", tmp_path / "other", *DAY)
    assert result.exit_code == 0, result.output
    one, other = ((tmp_path / name / "programme.yaml").read_text().splitlines()[3:] for name in ("made", "other"))
    assert one == other


def test_prices_that_no_tariff_can_say_are_left_out_and_it_is_said(planner: Run, tmp_path: Path) -> None:
    told = imported(planner, tmp_path, TABLE.replace("soir;150", "soir;160")).stderr
    assert "Prices are left out" in told
    assert planned(planner, tmp_path)["cost"]["total"] is None  # type: ignore[index]


def test_what_nobody_can_take_is_said_before_anything_is_solved(planner: Run, tmp_path: Path) -> None:
    text = "code,prerequisites,corequisites,ects,term\nA,B,,3,1\nB,C,,3,1\nC,,A,3,1\nD,,E,0,1\nE,,D,3,1\n"
    told = imported(planner, tmp_path, text).stderr
    assert "No plan is possible: wait for each other: A, B, C, A." in told
    assert "To look at: without credits: D." in told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("code,ects\nA,six\nB,-1\n", (2, 3), "is no number of credits"),
        ("code\nA\nA\n", (3,), "stands in an earlier row"),
        ("code\nA;B\n", (2,), "is no code"),
        ("code,prerequisites\nA,B\n", (2,), "'B'"),
        ("code,prerequisites\nA,A\n", (2,), "cannot come before itself"),
        ("code,prerequisites\nA,\nB,A &\nC,(A\nD,A | | B\nE,A) & B\n", (3, 4, 5, 6), "is no condition"),
        ("code,period\nA,S3\nB,S2+S1\n", (2, 3), "is no period"),
        ("code,modality\nA,by boat\n", (2,), "is not allowed"),
        ("code,price\nA,much\n", (2,), "is no amount"),
        ("code,choice\nA,G\n", (2,), "nothing says how many"),
        ("code,take\nA,2\n", (2,), "belongs to no group"),
        ("code,choice,take\nA,G,1\nB,G,2\n", (3,), "write the same in all"),
        ("code,choice,take\nA,G,all\n", (2,), "is no number of units"),
        ("code,choice,take\nA,G,2\n", (2,), "which has 1"),
        ("code,choice,take\nA,G,2 ECTS\n", (2,), "fill in the column ects"),
        ("code,size\nA,1\n", (1,), "unknown column 'size'"),
        ("code\n", (None,), "the file has no course"),
        (PLAN.replace("Degree Type,BS", "Colour,red"), (4,), "the line 'Colour'"),
        (PLAN.replace(",3;4,,7,", ",3;44,,77,"), (14, 14), "is no Course ID"),
        (PLAN.replace("\n5,Elective", "\n2,Elective"), (13,), "stands in an earlier row"),
        (PLAN.replace("Credit Hours", "Credits"), (8,), "column credit hours is missing"),
        (PLAN.partition("1,Knots")[0], (None,), "the file has no course"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(
    planner: Run, tmp_path: Path, text: str, line: tuple[int | None, ...], words: str
) -> None:
    source = tmp_path / "source.csv"
    source.write_text(text, encoding="utf-8")
    told = refusals(planner, "import", source, "--to", tmp_path / "made", *DAY)
    places = [f"{source}:{each}" if each else f"{source}:" for each in line]
    assert [each for each, place in zip(told, places, strict=True) if place not in each or words not in each] == []
    assert not (tmp_path / "made").exists()


def test_nothing_of_others_is_replaced(planner: Run, tmp_path: Path) -> None:
    imported(planner, tmp_path, PLAN)
    again = ("import", tmp_path / "source.csv", "--to", tmp_path / "made")
    assert "holds an import already" in refused(planner, *again, *DAY)
    imported(planner, tmp_path, TABLE, "--overwrite")
    (tmp_path / "made" / "mine.txt").write_text("mine")
    assert "holds mine.txt" in refused(planner, *again, "--overwrite", *DAY)
    assert "there is no such folder" in refused(planner, *again[:3], tmp_path / "no/where", *DAY)


def test_the_calendar_is_one_of_the_usual_or_of_a_file(planner: Run, tmp_path: Path) -> None:
    imported(planner, tmp_path, PLAN, "--calendar", "fr")
    made = programmes.load(str(tmp_path / "made" / "programme.yaml"))
    assert [pattern.id for pattern in made.calendar.patterns] == ["S1", "S2"]
    own = str(Path(programmes.locate("casp-2019-2020")))
    told = imported(planner, tmp_path, PLAN, "--overwrite", "--calendar", own).stderr
    assert "usual ones" not in told
    made = programmes.load(str(tmp_path / "made" / "programme.yaml"))
    assert made.calendar.year == 2019
    (tmp_path / "empty.yaml").write_text("a: 1\n")
    again = ("import", tmp_path / "source.csv", "--to", tmp_path / "made", "--overwrite", "--calendar")
    assert "holds no calendar" in refused(planner, *again, tmp_path / "empty.yaml", *DAY)
    assert "check the path" in refused(planner, *again, "months", *DAY)
