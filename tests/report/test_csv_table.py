"""The CSV of a page, read again by the standard library and by pandas."""

from __future__ import annotations

import csv
import io

import pandas

from planner.domain.text import Cents
from planner.report.formats.csv_table import plain, render
from planner.report.pages.blocks import Column, Table
from planner.storage.csv_writer import unguard
from tests.report.sheets_sample import MAIN, page


def test_every_cell_comes_back_as_text() -> None:
    cells = list(csv.reader(io.StringIO(render(page()), newline="")))
    rows = [[unguard(cell) for cell in row] for row in cells]
    assert rows[0] == ["plan", "award", "cost", "load", "hours", "proven", "note"]
    assert len(rows) == len(MAIN.rows) + 1
    assert rows[1] == ["soir · à mes frais", "2022-01-31", "1462.00", "3", "22.5", "true", "Trois années du soir"]
    assert rows[3][1:5] == ["", "", "", ""]
    assert [row[0] for row in rows[1:]] == [row[0] for row in MAIN.rows]
    assert [row[6] for row in rows[1:]] == [row[6] for row in MAIN.rows]


def test_texts_that_a_spreadsheet_would_compute_are_guarded() -> None:
    rows = list(csv.reader(io.StringIO(render(page()), newline="")))
    assert [row[0] for row in rows[4:]] == ["'-1+1", "'@demain \\| <b>_x_</b> «\u00a0été\u00a0»"]
    assert [rows[2][6], rows[5][6]] == ["'=SUM(A1:A9)", '\'+33 1, "dit-on"\nà suivre']
    assert rows[4][2] == "-0.50"


def test_lines_end_as_the_standard_says() -> None:
    text = render(page())
    inside = text.replace('"\'+33 1, ""dit-on""\nà suivre"', "")
    assert inside.endswith("\r\n")
    assert inside.count("\n") == inside.count("\r\n") == len(MAIN.rows) + 1


def test_pandas_finds_numbers_and_days() -> None:
    frame = pandas.read_csv(io.StringIO(render(page()), newline=""), parse_dates=["award"], keep_default_na=True)
    assert [str(frame[key].dtype) for key in ("cost", "load", "hours")] == ["float64", "float64", "float64"]
    assert str(frame["award"].dtype).startswith("datetime64")
    assert frame["cost"].sum() == 1462 + 11952 - 0.5 + 0.99
    assert frame["cost"].isna().sum() == 1
    assert frame["proven"].tolist() == [True, True, False, False, True]


def test_numbers_are_plain_decimals() -> None:
    assert [plain(cell) for cell in (Cents(-5), Cents(0), Cents(10**9), 1e-7, 1e22, -3, None, "")] == [
        "-0.05", "0.00", "10000000.00", "0.0000001", "10000000000000000000000", "-3", "", "",
    ]  # fmt: skip


def test_a_page_without_tables_is_an_empty_file() -> None:
    assert render(page(sheets=())) == ""
    assert render(page(sheets=(Table("t", "T", (Column("a", "A"),), ()),))) == "a\r\n"
