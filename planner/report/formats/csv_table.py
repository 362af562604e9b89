"""The main table of a page as CSV (RFC 4180) for machines: stable keys, ISO days, plain numbers; unknown is empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.domain.text import UNSEEN, Cents
from planner.report.pages.blocks import Cell
from planner.report.pages.page import Page
from planner.storage.csv_writer import Figure, lines


def render(page: Page) -> str:
    """The first of the page's sheets, with a line of column keys; nothing where it has none. Lines end with CRLF.

    Texts that a spreadsheet would compute are guarded.
    """
    if not page.sheets:
        return ""
    table = page.sheets[0]
    return lines([[column.key for column in table.columns], *([plain(cell) for cell in row] for row in table.rows)])


def plain(cell: Cell) -> str:
    """A cell for machines: `1462.00` for money, `2020-01-31` for a day, `true` or `false`; a text without what no
    document may hold.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Cents):
        return Figure(format(Decimal(cell).scaleb(-2), ".2f"))
    if isinstance(cell, float):
        return Figure(format(Decimal(repr(cell)), "f"))
    if isinstance(cell, str):
        return UNSEEN.sub("", cell)
    return cell.isoformat() if isinstance(cell, date) else Figure(cell)
