"""Workbooks, read again by openpyxl and pandas: types, names, limits, printing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest
from click.testing import Result
from openpyxl import load_workbook

from planner.domain.text import Cents
from planner.messages import LANGUAGES
from planner.report.formats import xlsx
from planner.report.formats.sheet_style import cut, sheet_names
from planner.report.pages.blocks import Column, Table
from tests.report.sheets_sample import COLUMNS, MAIN, page
from tests.support import INSTANCES
from tests.worded import catalogue, in_own_language

render = in_own_language(xlsx.render)

Run = Callable[..., Result]


def book(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def values(cell: object) -> object:
    """What a cell of the page should be in the workbook."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, Cents):
        return cell / 100
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    return None if cell == "" else cell


def test_every_cell_keeps_its_type() -> None:
    sheet = book(render(page())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    for number, row in enumerate(MAIN.rows):
        cells = sheet[number + 2]
        assert [cell.value for cell in cells] == [values(cell) for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
    assert [cell.data_type for cell in sheet[3]] == ["s", "d", "n", "n", "n", "s", "s"]
    assert [sheet.cell(2, place).number_format for place in (2, 3)] == ["yyyy-mm-dd", r"#,##0.00\ [$€-1]"]
    fills = [sheet.cell(4, place).fill.bgColor.rgb for place in (2, 3, 4, 5)]
    assert len(set(fills)) == 1 != fills.count(sheet.cell(4, 1).fill.bgColor.rgb)
    assert (sheet.cell(2, 1).font.bold, sheet.cell(3, 1).font.bold, sheet.cell(4, 7).font.bold) == (True, False, True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_money_has_its_currency(lang: str) -> None:
    sheets = book(render(page(lang=lang))).worksheets
    assert "€" in sheets[0].cell(2, 3).number_format
    assert sheets[1].cell(2, 2).number_format == r"#,##0.00\ [$CHF]"
    assert sheets[1].cell(2, 2).value == 500.5


def test_pandas_finds_numbers_and_days() -> None:
    frame = pandas.read_excel(io.BytesIO(render(page())))
    assert [str(frame[name].dtype) for name in ("Coût total", "UE au plus", "Heures par semaine")] == ["float64"] * 3
    assert str(frame["Titre le"].dtype).startswith("datetime64")
    assert frame["Coût total"].sum() == pytest.approx(13414.49)
    assert frame["Coût total"].isna().tolist() == [False, False, True, False, False]


def test_sheets_can_be_sorted_and_printed() -> None:
    found = book(render(page()))
    assert found.sheetnames == ["Parcours & financements", "Coût par année", "Parcours & financements 2", "À propos"]
    sheet = found.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("B2", "A1:G6", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.page_setup.fitToWidth in (None, 1), "1 is what the format takes where it is not said"
    assert sheet.oddHeader.left.text == "Comparaison : *deux* parcours && plus"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width
    assert sheet.row_dimensions[6].height == 30
    about = [str(cell.value) for row in found["À propos"].iter_rows() for cell in row if cell.value]
    assert "En gras\u00a0: rien n'est meilleur partout" in about
    assert any(text.startswith("Case grise") for text in about)
    assert found.properties.title == "Comparaison : *deux* parcours & plus"
    assert found.properties.created == datetime(2026, 11, 21)


def test_the_same_page_gives_the_same_bytes() -> None:
    first = render(page())
    assert first == render(page())
    assert first != render(page(created=date(2026, 11, 22)))
    assert {item.date_time[0] for item in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}


def test_texts_are_never_formulas_nor_links() -> None:
    texts = ("=1+1", "+1", "-1", "@x", "{=1}", "https://example.org", "12", "2020-01-31", "_x0041_", "a\x01b", "=")
    table = Table("t", "T", (Column("a", "A"),), tuple((text,) for text in texts))
    data = render(page(sheets=(table,)))
    sheet = book(data).worksheets[0]
    assert [sheet.cell(row + 2, 1).data_type for row in range(len(texts))] == ["s"] * len(texts)
    assert [sheet.cell(row + 2, 1).value for row in range(8)] == list(texts[:8])
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not any("external" in name.lower() or "_rels/sheet" in name for name in names)


def test_a_text_beyond_what_a_cell_holds_is_cut() -> None:
    long = Table("t", "T", (Column("a", "A", wide=True),), (("x" * 40_000,), ("🎓" * 20_000,), ("y" * 32_767,)))
    sheet = book(render(page(sheets=(long,)))).worksheets[0]
    found = [sheet.cell(row, 1).value for row in (2, 3, 4)]
    assert [len(text.encode("utf-16-le")) // 2 for text in found] == [32_767, 32_767, 32_767]
    assert found[0].endswith("x…")
    assert found[1].endswith("🎓…")
    assert found[2].endswith("y")
    assert sheet.row_dimensions[2].height == 408.75


def test_names_of_sheets_are_legal_and_different() -> None:
    asked = ["a" * 40, "A" * 40, "x/y:[z]?*\\", "", "'quoted'", "History", "🎓" * 20, " ", "A" * 40]
    found = sheet_names(asked)
    assert found == ["a" * 30 + "…", "A" * 28 + "… 2", "x y z", "1", "quoted", "History 2", "🎓" * 15 + "…", "1 2",
                     "A" * 28 + "… 3"]  # fmt: skip
    tables = tuple(MAIN._replace(title=title) for title in asked)
    assert book(render(page(sheets=tables))).sheetnames[:-1] == found
    assert cut("été", 3) == "été"


def test_a_page_without_tables_has_the_sheet_about_it() -> None:
    assert book(render(page(sheets=()))).sheetnames == ["À propos"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["plan", "alternatives", "compare", "frontier"])
def test_names_of_sheets_fit_and_are_explained_once(planner: Run, tmp_path: Path, command: str, lang: str) -> None:
    learners = INSTANCES / "casp-2019-2020/learners"
    for learner in ("autumn-evening", *(["impossible-deadline"] if command == "plan" else ())):
        path = tmp_path / f"{learner}.xlsx"
        planner(command, learners / f"{learner}.yaml", "--lang", lang, "--out", path)
        found = load_workbook(path)
        assert not any("…" in name for name in found.sheetnames)
        assert all(row[0].value != row[1].value for row in found.worksheets[-1].iter_rows() if row[0].value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_given_names_of_sheets_fit(lang: str) -> None:
    given = [name for key, name in catalogue(lang).items() if key.startswith("sheet.name.")]
    assert given == sheet_names(given)


def test_units_that_are_extra_say_so(planner: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    planner("plan", INSTANCES / "casp-2019-2020/learners/certificate-extra-unit.yaml", "--lang", "en", "--out", path)
    sheet = load_workbook(path).worksheets[0]
    heading, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert [row[0] for row in rows if row[heading.index("Extra")] == "extra"] == ["AST005"]
