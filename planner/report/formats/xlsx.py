"""The sheets of a page as a workbook that an adviser can sort: numbers and days are such, nothing is a formula.

What is unknown is an empty grey cell, so that a column keeps one type, sorts, and adds up; what does not apply is
empty and plain. A last sheet says so, and what rows in bold are.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from planner.domain.text import Cents
from planner.messages import catalogue, say
from planner.report.formats.sheet_style import LONGEST_NAME, Style, cut, sheet_names
from planner.report.formats.words import is_number, shown
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.page import Page

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

A4 = 9
LONGEST_TEXT = 32_767
LONGEST_HEADER = 200
NARROWEST, WIDEST, WIDE, BUTTON = 9, 40, 60, 4
"""Characters: bounds of a column's width, and what the button of the filter takes of it."""
LINE, HIGHEST = 15, 409
"""Points."""


def render(page: Page) -> bytes:
    """A workbook: a sheet for each table of `page.sheets`, and one about them; the same bytes for the same page."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        created = datetime.combine(page.created, time())
        book.set_properties({"title": cut(page.title, 255), "subject": cut(page.subtitle, 255), "created": created})
        book.set_custom_property("Language", page.lang, "text")
        style = Style(book)
        titles = (catalogue().get(f"sheet.name.{table.id}", table.title) for table in page.sheets)
        names = sheet_names([*titles, say("sheet.about")])
        for name, table in zip(names, page.sheets, strict=False):
            _fill(_sheet(book, name, page), table, style)
        _about(_sheet(book, names[-1], page), page, names, style)
    return file.getvalue()


def _sheet(book: Workbook, name: str, page: Page) -> Worksheet:
    """An empty sheet that prints on A4, as wide as the paper, with its heading on each page."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{cut(page.title, LONGEST_HEADER // 2).replace('&', '&&')}&R&A")
    sheet.set_footer(f"&L{cut(page.footer, LONGEST_HEADER // 2).replace('&', '&&')}&R&P / &N")
    return sheet


def _fill(sheet: Worksheet, table: Table, style: Style) -> None:
    widths = []
    for place, column in enumerate(table.columns):
        widths.append(_width(column, [row[place] for row in table.rows]))
        sheet.write_string(0, place, cut(column.title, LONGEST_TEXT), style.heading)
        sheet.set_column(place, place, widths[-1])
    _set_height(sheet, 0, tuple(column.title for column in table.columns), [width - BUTTON for width in widths])
    for number, row in enumerate(table.rows):
        _set_height(sheet, number + 1, row, widths)
        for place, cell in enumerate(row):
            _write(sheet, number + 1, place, cell, style, marked=number in table.marked)
    sheet.freeze_panes(1, 1)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _width(column: Column, cells: list[Cell]) -> int:
    """Characters: room for the longest cell and for the filter's button beside the title, within bounds."""
    longest = max((len(text) for cell in cells for text in shown(cell).split("\n")), default=0)
    return min(WIDE if column.wide else WIDEST, max(NARROWEST, longest + 3, min(len(column.title), 24) + BUTTON))


def _set_height(sheet: Worksheet, row: int, cells: tuple[Cell, ...], widths: list[int]) -> None:
    """Room for texts on several lines, said because not every program finds it by itself."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell, str):
            parts = cell.split("\n")
            lines = max(lines, sum(max(1, -(-len(part) // width)) for part in parts))
    if lines > 1:
        sheet.set_row(row, min(lines * LINE, HIGHEST))


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, style: Style, *, marked: bool) -> None:
    if cell is None:
        sheet.write_blank(row, place, None, style.of("unknown", marked))
    elif isinstance(cell, bool):
        sheet.write_string(row, place, shown(cell), style.of("text", marked))
    elif isinstance(cell, Cents):
        sheet.write_number(row, place, cell / 100, style.of(cell.currency, marked))
    elif is_number(cell):
        sheet.write_number(row, place, cell, style.of("number", marked))
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), style.of("date", marked))
    elif cell:
        sheet.write_string(row, place, cut(str(cell), LONGEST_TEXT), style.of("text", marked))
    elif marked:
        sheet.write_blank(row, place, None, style.of("text", marked))


def _about(sheet: Worksheet, page: Page, names: list[str], style: Style) -> None:
    """What the workbook is, and how to read it."""
    sheet.set_column(0, 0, LONGEST_NAME + 2)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, cut(page.title, LONGEST_TEXT), style.title)
    lines = [("", page.subtitle), ("", say("sheet.created", day=page.created))]
    for name, table in zip(names, page.sheets, strict=False):
        if name != table.title:
            lines.append((name, table.title))
        if table.marked and table.legend:
            lines.append((name, say("sheet.marked", legend=table.legend)))
    lines += [("", say("sheet.unknown")), ("", page.footer)]
    for number, texts in enumerate(line for line in lines if line[1]):
        _set_height(sheet, number + 1, texts, [LONGEST_NAME + 2, 100])
        for place, text in enumerate(texts):
            sheet.write_string(number + 1, place, cut(text, LONGEST_TEXT), style.of("text", marked=False))
