"""The main table of a page as CSV (RFC 4180) for machines: stable keys, ISO days, plain numbers; unknown is empty."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from planner.domain.text import Cents
from planner.report.pages.blocks import Cell, Page


def render(page: Page) -> str:
    """The first of the page's sheets, with a line of column keys; nothing where it has none. Lines end with CRLF.

    Texts stand as they are, even those that a spreadsheet would compute: people open the XLSX, where nothing is.
    """
    if not page.sheets:
        return ""
    table, file = page.sheets[0], io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([plain(cell) for cell in row] for row in table.rows)
    return file.getvalue()


def plain(cell: Cell) -> str:
    """A cell for machines: `1462.00` for money, `2020-01-31` for a day, `true` or `false`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Cents):
        return format(Decimal(cell).scaleb(-2), ".2f")
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
