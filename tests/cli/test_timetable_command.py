"""`planner timetable`: the grid, what collides, whom it does not serve, in every format; and wrong input."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from planner.storage import programmes
from tests.support import INSTANCES, refused

Run = Callable[..., Result]
ILLUSTRATIVE = INSTANCES / "casp-2019-2020" / "timetables" / "illustrative-evening.csv"
SAMPLE = INSTANCES / "casp-2019-2020" / "cohort.csv"
HEADER = "offering,unit,period,modality,weekday,date,start,end,site,room,teacher,seats\n"
ROWS = HEADER + (
    "a,AST004,S1,evening,mon,,18:00,20:00,North,A1,Ada,20\n"
    "b,TRS001,S1,evening,mon,,19:00,21:00,North,A1,Ada,20\n"
    "c,CCE001,S1,evening,wed,,18:00,19:00,North,A1,Bo,20\n"
    "d,TET003,year,evening,wed,,19:30,21:00,South,B1,Bo,20\n"
)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def data_of(planner: Run, *arguments: object) -> dict[str, Any]:
    result = planner("timetable", "casp-2019-2020", *arguments, "--format", "json", "--lang", "en")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_illustrative_timetable(planner: Run) -> None:
    data = data_of(planner, "--timetable", ILLUSTRATIVE)
    assert (data["schema"], data["timetable"], data["known"]) == ("planner/timetable/1", ILLUSTRATIVE.name, True)
    assert [term["term"] for term in data["terms"]] == ["2019-S1", "2019-S2"]
    stuck = [pair["units"] for pair in data["findings"]["clashes"] if not pair["avoidable"]]
    assert stuck == [["CCE001", "UEV010"], ["TET099", "TET006"], ["TET007", "PSY001"]]
    assert [pair["certificates"] for pair in data["findings"]["clashes"] if not pair["avoidable"]] == [[], [], []]
    assert (data["findings"]["rooms"], data["findings"]["teachers"], data["findings"]["travel_unknown"]) == ([], [], [])
    assert [entry["id"] for entry in data["assumptions"]][-1] == "illustrative-timetable"
    result = planner("timetable", "casp-2019-2020", "--timetable", ILLUSTRATIVE, "--lang", "en")
    assert "made up" in " ".join(result.stdout.split())
    (first, second) = (line.split() for line in result.stdout.splitlines() if line.startswith("18:00-21:30"))
    assert ("AST004-S1-A," in first, "TET003-year," in first, "TET099-S2," in second) == (True, True, True)


def test_what_collides(planner: Run, rows: Path) -> None:
    data = data_of(planner, "--timetable", rows)
    (pair,) = data["findings"]["clashes"]
    assert (pair["units"], pair["term"], pair["avoidable"]) == (["AST004", "TRS001"], "2019-S1", False)
    (room,) = data["findings"]["rooms"]
    assert (room["room"], room["site"], room["offerings"], room["gap"]) == ("A1", "North", ["a", "b"], -60)
    assert [use["teacher"] for use in data["findings"]["teachers"]] == ["Ada"]
    assert data["findings"]["travel_unknown"] == [["North", "South"]]
    (rows.parent / "travel.csv").write_text("from,to,minutes\nNorth,South,45\n", encoding="utf-8")
    found = data_of(planner, "--timetable", rows)["findings"]
    assert [pair["units"] for pair in found["clashes"]] == [["AST004", "TRS001"], ["CCE001", "TET003"]]
    assert [(use["teacher"], use["gap"], use["travel"]) for use in found["teachers"]] == [
        ("Ada", -60, 0),
        ("Bo", 30, 45),
    ]
    assert found["travel_unknown"] == []
    text = planner("timetable", "casp-2019-2020", "--timetable", rows, "--lang", "en").stdout
    told = [line for line in " ".join(text.split()).split(" ! ") if line.startswith("Certificate CP29")]
    assert [(line[18:24], line.partition(" + ")[2][:6]) for line in told] == [
        ("AST004", "TRS001"),
        ("CCE001", "TET003"),
    ]
    assert all(" cannot be taken together in 2019-S1." in line for line in told)
    spring = data_of(planner, "--timetable", rows, "--term", "2019-S2")
    assert ([term["term"] for term in spring["terms"]], spring["findings"]["clashes"]) == (["2019-S2"], [])


def test_every_format_holds_the_same(planner: Run, rows: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "html", "pdf", "xlsx", "csv", "md"):
        for lang in ("fr", "en"):
            out = tmp_path / f"{lang}.{form}"
            asked = ("timetable", "casp-2019-2020", "--timetable", rows, "--format", form, "--today", "2026-11-21")
            assert planner(*asked, "--out", out, "--lang", lang).exit_code == 0
            first = out.read_bytes()
            assert planner(*asked, "--out", out, "--lang", lang).exit_code == 0
            assert out.read_bytes() == first
            if form in ("text", "html", "md"):
                text = first.decode()
                assert all(word in text for word in ("AST004 + TRS001", "Ada", "TET003", "North"))
    assert "Emploi du temps" in (tmp_path / "fr.html").read_text(encoding="utf-8")


def test_as_csv_it_is_the_timetable_again(planner: Run, tmp_path: Path) -> None:
    (tmp_path / "travel.csv").write_bytes((ILLUSTRATIVE.parent / "travel.csv").read_bytes())
    out = tmp_path / "again.csv"
    result = planner("timetable", "casp-2019-2020", "--timetable", ILLUSTRATIVE, "--format", "csv", "--out", out)
    assert result.exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 27
    again, first = (programmes.load("casp-2019-2020", timetable=path) for path in (out, ILLUSTRATIVE))
    assert {(p.id, p.sessions, p.site, p.seats, p.confidence, p.assumption) for p in again.patterns if p.sessions} == {
        (p.id, p.sessions, p.site, p.seats, p.confidence, p.assumption) for p in first.patterns if p.sessions
    }
    assert again.travel == first.travel


def test_without_a_timetable_it_says_so(planner: Run) -> None:
    data = data_of(planner)
    assert (data["known"], data["timetable"], data["findings"]["clashes"]) == (False, None, [])
    result = planner("timetable", "casp-2019-2020", "--lang", "en")
    assert (result.exit_code, "No timetable is known" in result.stdout) == (0, True)


def cohort(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["id,programme,start,availability.evenings,acquired", *rows]) + "\n", encoding="utf-8")
    return path


def test_learners_that_cannot_be_served(planner: Run, rows: Path, tmp_path: Path) -> None:
    """With four classes on two evenings only who holds the rest can end, and who is free when they meet."""
    rest = "CCE003;AST002;UEV010;TET099;TET007;TRS002;PSY001;AST005"
    path = cohort(
        tmp_path / "cohort.csv",
        f"free,casp-2019-2020,2019-S1,mon;wed,{rest}",
        f"busy,casp-2019-2020,2019-S1,mon,{rest}",
        "fresh,casp-2019-2020,2019-S1,,",
        "other,casp-2020-2021,2020-S1,,",
        "broken,casp-2019-2020,never,,",
    )
    told = data_of(planner, "--timetable", rows, "--cohort", path)["cohort"]
    assert (told["learners"], told["served"]) == (3, 1)
    assert [(entry["id"], entry["line"], entry["status"]) for entry in told["unserved"]] == [
        ("busy", 3, "impossible"),
        ("fresh", 4, "impossible"),
    ]
    assert [
        {line["rule"] for line in entry["conflicts"]} & {"clash", "availability"} for entry in told["unserved"]
    ] == [
        {"availability"},
        set(),  # units that the timetable leaves out
    ]
    assert [entry["line"] for entry in told["bad"]] == [5, 6]
    assert "casp-2020-2021" in told["bad"][0]["error"]
    for workers in (1, 2):
        again = data_of(planner, "--timetable", rows, "--cohort", path, "--workers", workers)["cohort"]
        assert again == told
    text = " ".join(
        planner("timetable", "casp-2019-2020", "--timetable", rows, "--cohort", path, "--lang", "en").stdout.split()
    )
    assert "2 of 3 have no plan, whatever the deadline." in text
    assert "only" in text


def test_more_learners_than_one_process_plans(planner: Run, rows: Path, tmp_path: Path) -> None:
    """In several processes, in the order of the file."""
    path = cohort(tmp_path / "cohort.csv", *(f"l{number},casp-2019-2020,2019-S1,,TET003" for number in range(24)))
    told = data_of(planner, "--timetable", rows, "--cohort", path, "--workers", 2)["cohort"]
    assert [entry["id"] for entry in told["unserved"]] == [f"l{number}" for number in range(24)]


def test_the_sample_cohort(planner: Run) -> None:
    told = data_of(planner, "--timetable", ILLUSTRATIVE, "--cohort", SAMPLE)["cohort"]
    assert told["bad"] == []
    (late,) = [entry for entry in told["unserved"] if "deadline" in {line["rule"] for line in entry["conflicts"]}]
    assert late["reason"].endswith("The days and hours of classes play no part in it.")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        assert told["learners"] == sum(1 for _ in csv.DictReader(file))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "arguments, words",
    [
        (("nowhere",), ["nowhere", "casp-2019-2020"]),
        (("casp-2019-2020", "--timetable", "missing.csv"), ["missing.csv"]),
        (("casp-2019-2020", "--timetable", "missing.xlsx"), ["missing.xlsx"]),
        (("casp-2019-2020", "--term", "2019-S9"), ["--term", "2019-S9"]),
        (("casp-2019-2020", "--term", "soon"), ["--term", "soon"]),
        (("casp-2019-2020", "--cohort", "missing.csv"), ["missing.csv"]),
        (("casp-2019-2020", "--today", "soon"), ["soon"]),
    ],
)
def test_wrong_input(planner: Run, lang: str, arguments: tuple[str, ...], words: list[str]) -> None:
    message = refused(planner, "timetable", *arguments, lang=lang)
    for word in words:
        assert word in message


def test_a_calendar_of_a_timetable_is_a_usage_error(planner: Run, tmp_path: Path) -> None:
    for option in (("--format", "ics"), ("--out", tmp_path / "x.ics")):
        assert planner("timetable", "casp-2019-2020", *option).exit_code == 2
    assert not (tmp_path / "x.ics").exists()


SHARED = HEADER + (
    "a,AST004,S1,evening,,2019-12-23,18:00,20:00,North,A1,Ada,20\n"
    "a,AST004,S1,evening,,2020-01-31,18:00,20:00,North,A1,Ada,20\n"
    "a,TRS001,S1,evening,,2019-12-23,18:00,20:00,North,A1,Ada,20\n"
    "b,CCE001,S1a,daytime,sun,,18:00,20:00,South,,,\n"
)


def test_dates_without_a_class_are_told_and_one_class_of_two_units_is_read_again(planner: Run, tmp_path: Path) -> None:
    """23 December is in the break; the class of 31 January takes place in 2020."""
    path, again = tmp_path / "shared.csv", tmp_path / "again.csv"
    path.write_text(SHARED, encoding="utf-8")
    found = data_of(planner, "--timetable", path)["findings"]
    told = {(idle["offering"], idle["why"], idle.get("date")) for idle in found["idle"]}
    assert told >= {("AST004-a", "holiday", "2019-12-23"), ("TRS001-a", "holiday", "2019-12-23")}
    assert (found["rooms"], found["teachers"]) == ([], [])
    for form in ("text", "html", "md"):
        result = planner("timetable", "casp-2019-2020", "--timetable", path, "--format", form, "--lang", "en")
        told = " ".join(re.sub(r"</?span[^>]*>", "", result.stdout).split())
        assert "AST004-a: dates on a holiday, without a class: 23 December 2019" in told
    french = planner("timetable", "casp-2019-2020", "--timetable", path)
    assert "dates un jour sans cours (congés)" in french.stdout
    asked = ("timetable", "casp-2019-2020", "--timetable", path, "--format", "csv", "--out", again)
    assert planner(*asked).exit_code == 0
    first, second = (programmes.load("casp-2019-2020", timetable=file).patterns for file in (path, again))
    assert [(p.id, p.unit, p.named) for p in first if p.sessions] == [
        ("AST004-a-*", "AST004", ("a", "")), ("TRS001-a-*", "TRS001", ("a", "")), ("b-*", "CCE001", ("b", "")),
    ]  # fmt: skip
    assert {(p.id, p.named, p.sessions) for p in first} == {(p.id, p.named, p.sessions) for p in second}


def test_a_plan_warns_of_dates_without_a_class(planner: Run, tmp_path: Path) -> None:
    path, learner = tmp_path / "shared.csv", tmp_path / "l.yaml"
    path.write_text(HEADER + "a,AST004,S1,evening,,2019-12-23,18:00,20:00,,,,\n", encoding="utf-8")
    rest = "TRS001, TET099, TET003, CCE001, TET007, TRS002, CCE003, PSY001, AST002, UEV010, AST005"
    learner.write_text(f"programme: casp-2019-2020\nstart: 2019-S1\nacquired: [{rest}]\n", encoding="utf-8")
    result = planner("plan", learner, "--timetable", path, "--lang", "en", "--format", "json")
    document = json.loads(result.stdout)
    assert [unit["sessions"] for term in document["terms"] for unit in term["units"]] == [[]]
    assert any("AST004, 23 December 2019" in warning for warning in document["warnings"])
