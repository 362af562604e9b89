"""A table as CSV and as a workbook, byte for byte the same for the same table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time

from planner.domain.text import Cents
from planner.report.pages.blocks import Cell, Table

MONEY, DAY = '#,##0.00 "{currency}"', "yyyy-mm-dd"
WIDEST = 60


def csv_text(table: Table) -> str:
    """RFC 4180 with the columns' stable keys; ISO dates, plain decimal amounts, nothing where unknown."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([column.key for column in table.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in table.rows])
    return target.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Cents):
        return f"{'-' if cell < 0 else ''}{abs(cell) // 100}.{abs(cell) % 100:02d}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def workbook(table: Table, created: date) -> bytes:
    """One sheet under the titles for people, numbers as numbers and days as days, with a filter and a fixed header."""
    import xlsxwriter  # type: ignore[import-untyped]

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "created": datetime.combine(created, time())})
    sheet = book.add_worksheet(table.id)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": DAY})
    money = {
        currency: book.add_format({"num_format": MONEY.format(currency=currency)})
        for currency in sorted({cell.currency for row in table.rows for cell in row if isinstance(cell, Cents)})
    }
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, head)
        longest = max((len(_plain(row[place])) for row in table.rows), default=0)
        sheet.set_column(place, place, min(WIDEST, max(12, longest + 2)))
    for line, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, Cents):
                sheet.write_number(line, place, cell / 100, money[cell.currency])
            elif isinstance(cell, date):
                sheet.write_datetime(line, place, datetime.combine(cell, time()), days)
            elif isinstance(cell, str) and cell:
                sheet.write_string(line, place, cell)
            elif isinstance(cell, (int, float)):
                sheet.write_number(line, place, cell)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    book.close()
    return target.getvalue()
