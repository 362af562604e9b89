"""Pages of plans and comparisons: every figure that they show is the one of the data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.domain.case import Case
from planner.domain.learner import WEEKDAYS
from planner.domain.text import Cents
from planner.report.documents.plan.data import of_result
from planner.report.documents.plan.page import page as plan_page
from planner.report.pages.blocks import Board, Bullets, Facts, Item, Table, WeekGrid
from planner.report.pages.charts import Bars
from planner.report.pages.common import bullets
from planner.report.pages.page import Page
from planner.report.stored import in_words
from planner.report.terms import unit_notes
from planner.solve.pipeline import solve
from planner.storage import learners
from tests.support import INSTANCES, SAMPLES, sample_name
from tests.worded import day, in_language

PARIS = INSTANCES / "casp-2019-2020" / "learners"
POSSIBLE = [path for path in SAMPLES if not path.stem.startswith("impossible-")]
DAY = date(2026, 11, 21)
Data = dict[str, Any]


@cache
def made(path: Path, *changes: str, timetable: Path | None = None) -> tuple[Case, Data, Page]:
    case = learners.load(path, changes, timetable=timetable)
    data = of_result(case, solve(case))
    return case, in_language("fr", in_words, data), in_language("fr", plan_page, data, DAY)


def blocks(page: Page, kind: type[Any], section: str | None = None) -> list[Any]:
    return [
        block
        for part in page.sections
        if section in (None, part.id)
        for block in part.blocks
        if isinstance(block, kind)
    ]


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_the_board_has_every_unit_in_its_terms_and_every_event(path: Path) -> None:
    _, data, page = made(path)
    for board in blocks(page, Board, "months"), blocks(page, Board, "board"):
        in_every_term(data, *board)
    (named,) = [table for table in blocks(page, Table, "terms") if table.id == "plan-terms"]
    assert [row[0] for row in named.rows] == [term["term"] for term in data["terms"]]
    assert [row[1].isoformat() for row in named.rows] == [term["starts"] for term in data["terms"]]


def in_every_term(data: dict[str, Any], board: Board) -> None:
    terms = [term for term in board.terms if term.title]
    assert [[card.code for card in term.cards] for term in terms] == [
        [unit["unit"] for unit in term["units"]] for term in data["terms"]
    ]
    between = [event.kind for term in board.terms if not term.title for event in term.events]
    for term, shown in zip(data["terms"], terms, strict=True):
        known = [event["kind"] for event in term["events"]]
        told = [event.kind for event in shown.events]
        assert told == known or told == [kind for kind in known if kind not in between]
        assert bool(shown.nothing) is not bool(term["units"])


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_the_money_adds_up(path: Path) -> None:
    case, data, page = made(path)
    if not case.programme.has_prices:
        assert "money" not in [section.id for section in page.sections]
        return
    paid, tables = data["cost"], {table.id: table for table in blocks(page, Table, "money")}
    (*years, total) = tables["cost-by-year"].rows
    assert [row[0] for row in years] == [year["year"] for year in paid["by_year"]]
    assert amounts(row[-1] for row in years) == [year["amount"] for year in paid["by_year"]]
    assert amounts([total[-1]]) == [paid["total"]]
    lines = [(row[0], *row[-3:]) for row in tables["cost-lines"].rows]
    every = [(year, *amounts([price])) for year, count, price, _ in lines for _ in range(count)]
    assert Counter(every) == Counter((line["year"], line["amount"]) for line in paid["lines"])
    assert all(amount == (None if price is None else count * price) for _, count, price, amount in lines)
    for row in (*years, total) if len(paid["by_payer"]) > 1 and paid["known"] else ():
        assert sum(row[1:-1]) == row[-1]
    for chart in blocks(page, Bars, "money"):
        assert [sum(layer.values[place] or 0 for layer in chart.series) for place in range(len(chart.categories))] == [
            round((year["amount"] or 0) * 100) for year in paid["by_year"]
        ]


def amounts(cells: Any) -> list[float | None]:
    found: list[float | None] = []
    for cell in cells:
        assert cell is None or isinstance(cell, Cents)
        found.append(None if cell is None else cell / 100)
    return found


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_the_load_is_that_of_the_terms(path: Path) -> None:
    _, data, page = made(path)
    (chart,) = blocks(page, Bars, "terms")
    counts = [sum(layer.values[place] for layer in chart.series) for place in range(len(data["terms"]))]
    assert counts == [len(term["units"]) for term in data["terms"]]


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_every_day_that_matters_stands_once_in_the_list(path: Path) -> None:
    _, data, page = made(path)
    (table,) = blocks(page, Table, "dates")
    rows = [" ".join(map(str, row)) for row in table.rows]
    for term in data["terms"]:
        wanted = [(term["starts"], term["ends"])] if term["units"] else []
        wanted += [(e["starts"], e["ends"]) for e in term["events"] if e["kind"] != "workshop"]
        for days in wanted:
            words = [day("fr", date.fromisoformat(text)) for text in dict.fromkeys(days)]
            assert any(all(word in row for word in words) for row in rows), words
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("path", POSSIBLE, ids=sample_name)
def test_the_sheet_of_units_is_the_plan(path: Path) -> None:
    _, data, page = made(path)
    sheet = page.sheets[0]
    keys = [column.key for column in sheet.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.rows]
    planned = {unit["unit"]: unit for term in data["terms"] for unit in term["units"]}
    units = {row["unit"]: row for row in rows if row["offering"]}
    assert set(units) == set(planned)
    for code, unit in planned.items():
        row = units[code]
        assert (row["term"], row["last_term"], row["ects"]) == (unit["terms"][0], unit["terms"][-1], unit["ects"])
        assert (row["starts"], row["ends"]) == tuple(date.fromisoformat(unit[key]) for key in ("starts", "ends"))
    others = {row["unit"]: row["term"] for row in rows if not row["offering"]}
    assert others == {
        event["id"]: term["term"]
        for term in data["terms"]
        for event in term["events"]
        if event["kind"] in ("report", "workshop") and event.get("id")
    }


def test_what_the_learner_pays_stands_in_short_where_others_pay_too() -> None:
    _, data, page = made(PARIS / "autumn-evening.yaml", "funding=[{cpf: [TET003, AST004]}, individual]")
    facts = dict(blocks(page, Facts, "summary")[0].items)
    assert (data["cost"]["own"], facts["À votre charge"]) == (1266.0, "1\u202f266\u00a0€")
    table = next(table for table in blocks(page, Table, "money") if table.id == "cost-by-year")
    assert [column.title for column in table.columns][1:-1] == [
        "individuel (vous)", "compte personnel de formation (CPF)"
    ]  # fmt: skip
    assert amounts(table.rows[-1][1:]) == [1266.0, 1575.0, 2841.0]
    _, _, alone = made(PARIS / "autumn-evening.yaml")
    assert "À votre charge" not in dict(blocks(alone, Facts, "summary")[0].items)


def test_an_unknown_cost_is_said_and_not_drawn() -> None:
    _, _, page = made(INSTANCES / "casp-rncp36625" / "learners" / "autumn-evening.yaml")
    assert dict(blocks(page, Facts, "summary")[0].items)["Coût total"] == "inconnu"
    assert not blocks(page, Bars, "money")


def test_a_timetable_becomes_a_week(tmp_path: Path) -> None:
    rows = tmp_path / "timetable.csv"
    autumn, spring = "AST004 TRS001 CCE001 CCE003 AST002 UEV010", "TET099 TET007 AST005 TRS002 PSY001 TET006"
    days = ["mon", "tue", "wed", "thu", "fri", "mon"]
    lines = [
        f"{unit}-A,{unit},{period},evening,{day},18:00,21:30,Paris 3e,25,usual"
        for period, codes in (("S1", autumn), ("S2", spring))
        for unit, day in zip(codes.split(), days, strict=True)
    ]
    lines.append("TET003-A,TET003,year,evening,fri,18:00,19:45,Paris 13e,25,usual")
    head = "offering,unit,period,modality,weekday,start,end,site,seats,confidence"
    rows.write_text("\n".join([head, *lines]), encoding="utf-8")
    _, data, page = made(PARIS / "autumn-evening.yaml", timetable=rows)
    grids = blocks(page, WeekGrid)
    assert len(grids) == sum(bool(term["units"]) for term in data["terms"])
    for term, grid in zip((term for term in data["terms"] if term["units"]), grids, strict=True):
        told = {
            (unit["unit"], session["weekday"], session["start"])
            for unit in term["units"]
            for session in unit["sessions"]
        }
        shown = {
            (
                s.code,
                WEEKDAYS[s.day],
                f"{s.starts // 60:02}:{s.starts % 60:02}",
            )
            for s in grid.sessions
        }
        assert shown == told


def test_indented_items_belong_to_the_one_before() -> None:
    found = bullets(iter([Item("a"), Item("b", level=1), Item("c", "? "), Item("d", level=1)]))
    assert found == Bullets(("a", "b", "c", "d"), levels=(0, 1, 0, 1), marks=("- ", "- ", "? ", "- "))
    assert found.placed() == ((0, "a"), (1, "b"), (0, "c"), (1, "d"))
    assert Bullets(("a", "b")).placed() == ((0, "a"), (0, "b"))


def test_dates_and_rooms_stand_in_the_week(tmp_path: Path) -> None:
    rows = tmp_path / "timetable.csv"
    rows.write_text(
        "offering,unit,period,modality,weekday,date,start,end,site,room\n"
        "A,AST004,S1,evening,mon,,18:00,21:30,Site 1,12\n"
        "A,AST004,S1,evening,,2019-11-09,09:00,12:00,Site 1,H1\n"
        "A,AST004,S1,evening,,2019-12-07,09:00,12:00,Site 1,H1\n",
        encoding="utf-8",
    )
    free = "availability={evenings: [mon, sat]}"
    others = "acquired=[TRS001, CCE001, TET003, CCE003, AST002, UEV010, TET099, TET007, TRS002, PSY001, AST005]"
    _, data, page = made(PARIS / "autumn-evening.yaml", free, others, timetable=rows)
    (grid,) = blocks(page, WeekGrid)
    assert [(s.day, s.starts, s.code, s.place) for s in grid.sessions] == [
        (0, 1080, "AST004", "Site 1, salle 12"),
        (5, 540, "AST004", "Site 1, salle H1 · seulement\u00a0: 9 novembre et 7 décembre"),
    ]
    (unit,) = data["terms"][0]["units"]
    assert unit["sessions"][1:] == [
        {"weekday": "sat", "start": "09:00", "end": "12:00", "date": day, "room": "H1"}
        for day in ("2019-11-09", "2019-12-07")
    ]
    assert data["terms"][0]["evenings"] == 1
    assert in_language("fr", unit_notes, unit, data["terms"][0])[1:] == [
        "lundi 18:00-21:30 · salle 12",
        "samedi 09:00-12:00 les 9 novembre et 7 décembre · salle H1",
        "Site 1",
    ]
