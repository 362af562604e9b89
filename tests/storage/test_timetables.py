"""Timetables from CSV and XLSX: sections, dates, sites and travel; what is wrong names row and column."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.offering import ILLUSTRATIVE as ASSUMED
from planner.domain.offering import Session
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.messages import LANGUAGES
from planner.solve.pipeline import solve
from planner.storage import learners, programmes, timetables
from tests.support import INSTANCES
from tests.worded import text_of

PARIS = "casp-2019-2020"
HEADER = "offering,section,unit,period,modality,weekday,date,start,end,site,room,teacher,seats,confidence,assumption"
ILLUSTRATIVE = ("casp-2019-2020", "casp-2010-reunion")
Read = Callable[..., Programme]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read("row", "row", travel="…")`: the Paris programme of 2019 with these rows."""

    def make(*rows: str, travel: str = "", header: str = HEADER) -> Programme:
        path = tmp_path / "rows.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        if travel:
            (tmp_path / "travel.csv").write_text(travel, encoding="utf-8")
        return programmes.load(PARIS, timetable=path)

    return make


def wrong(read: Read, *rows: str, **keys: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(*rows, **keys)
    for lang in LANGUAGES:
        assert text_of(caught.value, lang)
    return caught.value


def test_sections_are_offerings_of_the_same_unit(read: Read) -> None:
    made = read(
        "AST,A,AST004,S1,evening,mon,,18:00,21:30,Site 1,A1,,30,usual,",
        "AST,B,AST004,S1,evening,tue,,18:00,19:30,Site 1,A1,Ada;Bo,20,confirmed,",
        "AST,B,AST004,S1,evening,thu,,18:00,19:30,Site 2,,,20,confirmed,",
        ",,TRS001,S1,evening,,,,,,,,,,",
    )
    evening = [pattern for pattern in made.patterns if pattern.modality == "evening"]
    assert [(p.id, p.unit, p.site, p.seats, p.confidence) for p in evening] == [
        ("AST-A-*", "AST004", "Site 1", 30, "usual"),
        ("AST-B-*", "AST004", None, 20, "confirmed"),
        ("TRS001-*-S1-evening", "TRS001", None, None, None),
    ]
    assert evening[1].sessions == (
        Session("tue", 1080, 1170, site="Site 1", room="A1", teachers=("Ada", "Bo")),
        Session("thu", 1080, 1170, site="Site 2"),
    )
    assert {pattern.modality for pattern in made.patterns} == {"evening", "daytime"}


def test_dated_sessions_hold_for_every_year(read: Read) -> None:
    made = read(
        "X,,TET003,year,evening,,2019-10-05,09:00,12:00,,,,,,", "X,,TET003,year,evening,,2020-04-04,09:00,12:00,,,,,,"
    )
    for year, days in ((2019, ("2019-10-05", "2020-04-04")), (2020, ("2020-10-03", "2021-04-03"))):
        (offering,) = (o for o in made.offerings(year) if o.pattern.id == "X-*")
        assert tuple(str(session.day) for session in offering.sessions) == days
        assert {session.weekday for session in offering.sessions} == {"sat"}
        assert [session.term for session in offering.sessions] == [2 * year, 2 * year + 1]
        assert [[str(s.day) for s in offering.sessions_in(term)] for term in offering.terms] == [[day] for day in days]


def test_a_dated_row_of_one_year_runs_in_it_only(read: Read) -> None:
    made = read("X,,AST004,2020-S1,evening,,2020-11-07,09:00,12:00,,,,,,")
    assert [o.year for year in (2019, 2020, 2021) for o in made.offerings(year) if o.pattern.id == "X-*"] == [2020]


@pytest.mark.parametrize(
    "row, where, key",
    [
        ("Y,,AST004,S1,evening,,2020-02-01,18:00,20:00,,,,,,", "date", "timetable.outside"),
        ("Y,,AST004,2020-S1,evening,,2019-11-04,18:00,20:00,,,,,,", "date", "timetable.outside"),
        ("Y,,AST004,S1,evening,,2019-02-30,18:00,20:00,,,,,,", "date", "timetable.day"),
        ("Y,,AST004,S1,evening,,07/10/2019,18:00,20:00,,,,,,", "date", "timetable.day"),
        ("Y,,AST004,S1,evening,tue,2019-10-07,18:00,20:00,,,,,,", "weekday", "timetable.other_day"),
        ("Y,,AST004,S1,evening,,2019-10-07,20:00,18:00,,,,,,", "end", "timetable.backwards"),
        ("Y,,AST004,S1,evening,,2019-10-07,,,,,,,,", "start", "timetable.clock"),
        ("Y,,AST004,S1,evening,,,18:00,20:00,,,,,,", "weekday", "timetable.weekday"),
        ("X,,AST004,S1,evening,mon,,19:00,20:00,,,,,,", "start", "timetable.overlap"),
        ("X,,AST004,S1,evening,,2019-10-07,17:00,18:01,,,,,,", "start", "timetable.overlap"),
        ("X,,AST004,S1,evening,tue,,18:00,20:00,,,,9,,", "seats", "timetable.differs"),
        ("X,,AST004,S1,evening,tue,,18:00,20:00,,,,,usual,", "confidence", "timetable.differs"),
        ("X,,AST004,2019-S1,evening,tue,,18:00,20:00,,,,,,", "period", "timetable.differs"),
        ("Y,,AST004,S1,evening,tue,,18:00,20:00,,,,,,nonsense", "assumption", "csv.choice"),
        ("Y,,AST004,2319-S1,evening,tue,,18:00,20:00,,,,,,", "period", "programme.period"),
    ],
)
def test_a_wrong_row_is_named(read: Read, row: str, where: str, key: str) -> None:
    problem = wrong(read, "X,,AST004,S1,evening,mon,,18:00,20:00,,,,,,", row)
    assert (problem.line, problem.where, problem.key) == (3, where, key)
    if key in ("timetable.differs", "timetable.overlap"):
        assert problem.values["first"] == 2


def test_a_date_beside_the_weekly_session_is_no_overlap(read: Read) -> None:
    """Monday 23 December is not Tuesday; and the same Monday may hold a session at another hour."""
    weekly = "X,,AST004,S1,evening,mon,,18:00,20:00,,,,,,"
    assert read(weekly, "X,,AST004,S1,evening,,2019-12-23,20:00,21:00,,,,,,").patterns
    assert read(weekly, "X,,AST004,S1,evening,,2019-12-24,18:00,20:00,,,,,,").patterns


def test_dates_of_two_academic_years_are_two_offerings(read: Read) -> None:
    problem = wrong(
        read,
        "X,,AST004,S1,evening,,2019-10-07,18:00,20:00,,,,,,",
        "X,,AST004,S1,evening,,2020-10-05,18:00,20:00,,,,,,",
    )
    assert (problem.key, problem.line, problem.values["first"]) == ("timetable.two_years", 3, 2)


SITES = ("X,,AST004,S1,evening,mon,,18:00,20:00,North,,,,,", "Y,,TRS001,S1,evening,tue,,18:00,20:00,South,,,,,")


def test_travel_is_the_same_both_ways(read: Read) -> None:
    made = read(*SITES, travel="from,to,minutes\nNorth,South,25\nSouth,North,25\n")
    assert made.travel_minutes("South", "North") == made.travel_minutes("North", "South") == 25
    assert (made.travel_minutes("North", "North"), made.travel_minutes(None, "North")) == (0, 0)
    assert made.travel_minutes("North", "East") is None


@pytest.mark.parametrize(
    "rows, line, where, key",
    [
        ("North,south ,25\n", 2, "to", "travel.site"),
        ("North,South,25\nNORTH,East,25\n", 3, "from", "travel.site"),
        (",South,25\n", 2, "from", "travel.site"),
        ("North,North,25\n", 2, "to", "travel.same"),
        ("North,South,25\nSouth,North,30\n", 3, "minutes", "travel.differs"),
        ("North,South,soon\n", 2, "minutes", "travel.minutes"),
        ("North,South,-5\n", 2, "minutes", "travel.minutes"),
        ("North,South,\n", 2, "minutes", "travel.minutes"),
        ("North,South,2000\n", 2, "minutes", "travel.minutes"),
    ],
)
def test_wrong_travel_is_named(read: Read, rows: str, line: int, where: str, key: str) -> None:
    problem = wrong(read, *SITES, travel=f"from,to,minutes\n{rows}")
    assert str(problem.file).endswith("travel.csv")
    assert (problem.line, problem.where, problem.key) == (line, where, key)


def test_travel_may_tell_of_sites_that_are_not_used(read: Read, tmp_path: Path) -> None:
    """One table serves several timetables; what it tells in vain is found, with its line."""
    rows = "from,to,minutes\nNorth,South,25\nEast,South,25\nEast,West,5\n"
    made = read(*SITES, travel=rows)
    assert made.travel_minutes("North", "South") == 25
    found = timetables.travel_of(timetables.load(tmp_path / "rows.csv"), made.patterns)
    assert found.unused == ((3, "East"), (4, "East"), (4, "West"))
    assert read("X,,AST004,S1,evening,,,,,,,,,,", travel=rows).patterns


def test_a_changed_travel_file_is_another_programme(read: Read) -> None:
    first = read(*SITES, travel="from,to,minutes\nNorth,South,25\n")
    second = read(*SITES, travel="from,to,minutes\nNorth,South,26\n")
    assert first.sha256 != second.sha256
    assert [list(made.travel.values()) for made in (first, second)] == [[25], [26]]


# Workbooks


def workbook(
    path: Path, rows: list[list[Any]], travel: list[list[Any]] | None = None, title: str = "timetable"
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if travel is not None:
        ways = book.create_sheet("Travel")
        for row in travel:
            ways.append(row)
    book.save(path)
    return path


def test_a_workbook_reads_like_the_csv(tmp_path: Path, read: Read) -> None:
    """Times as times or text, days as days, numbers as numbers, and the sheet of the ways."""
    path = workbook(
        tmp_path / "week.xlsx",
        [
            HEADER.split(","),
            ["X", "A", "AST004", "S1", "evening", "mon", None, time(18), time(21, 30), "North", 12, None, 30, "usual"],
            [],
            ["Y", None, "TRS001", "S1", "evening", None, date(2019, 10, 8), "18:00", time(20), "South", "B 2", "Ada"],
        ],
        [["from", "to", "minutes"], ["North", "South", 25]],
    )
    made = programmes.load(PARIS, timetable=path)
    same = read(
        "X,A,AST004,S1,evening,mon,,18:00,21:30,North,12,,30,usual,",
        "Y,,TRS001,S1,evening,,2019-10-08,18:00,20:00,South,B 2,Ada,,,",
        travel="from,to,minutes\nNorth,South,25\n",
    )
    assert made.patterns == same.patterns
    assert made.travel == same.travel == {frozenset(("North", "South")): 25}


def test_a_wrong_row_of_a_workbook_is_named_by_its_row(tmp_path: Path) -> None:
    rows = [HEADER.split(","), [], ["X", "", "AST004", "S1", "evening", "mon", None, 0.75, time(20)]]
    with pytest.raises(BadInput) as caught:
        programmes.load(PARIS, timetable=workbook(tmp_path / "week.xlsx", rows, title="Feuille 1"))
    assert (caught.value.line, caught.value.where, caught.value.key) == (3, "start", "timetable.clock")
    rows[2][7] = time(18)
    path = workbook(tmp_path / "other.xlsx", rows, [["from", "to", "minutes"], ["X", "X", 5]])
    with pytest.raises(BadInput) as caught:
        programmes.load(PARIS, timetable=path)
    assert (caught.value.file, caught.value.line) == (f"{path} [Travel]", 2)


@pytest.mark.parametrize("content", [b"", b"offering,unit\n", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "week.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        programmes.load(PARIS, timetable=path)
    key = "workbook.old" if b"old" in content else "workbook.unreadable"
    assert (caught.value.key, caught.value.file) == (key, str(path))


def test_an_empty_workbook_and_a_long_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput) as caught:
        programmes.load(PARIS, timetable=workbook(tmp_path / "empty.xlsx", []))
    assert caught.value.key in ("file.empty", "csv.missing_column")
    monkeypatch.setattr("planner.storage.tables.MOST_ROWS", 3)
    with pytest.raises(BadInput) as caught:
        programmes.load(PARIS, timetable=workbook(tmp_path / "long.xlsx", [["offering"]] * 5))
    assert (caught.value.key, caught.value.line) == ("table.rows", 5)


# The illustrative timetables


@pytest.mark.parametrize("name", ILLUSTRATIVE)
def test_the_illustrative_timetable_is_labelled_and_not_the_default(name: str) -> None:
    path = INSTANCES / name / "timetables" / "illustrative-evening.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["confidence"] for row in rows} <= {"usual", "unknown"}
    assert {row["assumption"] for row in rows} == {ASSUMED}
    assert all(row["seats"].isdigit() and (row["start"], row["end"]) == ("18:00", "21:30") for row in rows)
    bare, made = programmes.load(name), programmes.load(name, timetable=path)
    assert not any(pattern.sessions for pattern in bare.patterns)
    assert {(p.unit, p.period) for p in bare.patterns if p.modality == "evening"} == {
        (p.unit, p.period) for p in made.patterns if p.modality == "evening"
    }


@pytest.mark.parametrize("name", ILLUSTRATIVE)
def test_a_fresh_evening_learner_is_as_fast_with_it(name: str) -> None:
    path = INSTANCES / name / "timetables" / "illustrative-evening.csv"
    learner = INSTANCES / name / "learners" / "autumn-evening.yaml"
    bare, timed = (solve(learners.load(learner, timetable=given)) for given in (None, path))
    values = [[(objective.name, objective.value) for objective in result.objectives] for result in (bare, timed)]
    assert values[0] == values[1]
    assert dict(values[1])["duration"] == 5
    assert timed.plan is not None
    most = max(len(timed.plan.running(term)) for term in range(timed.plan.award + 1))
    assert most == 3
