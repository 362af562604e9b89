"""A cell as people read it in the language of the page."""

from __future__ import annotations

from datetime import date

from planner.domain.text import Cents
from planner.messages import bound, day, money, say
from planner.report.pages.blocks import Cell


def shown(cell: Cell) -> str:
    """Words for a cell: days and money as people write them, yes or no, and the word for what is unknown."""
    if cell is None:
        return say("unknown")
    if isinstance(cell, bool):
        return say("sheet.yes" if cell else "sheet.no")
    if isinstance(cell, Cents):
        return money(cell, cell.currency)
    if isinstance(cell, float):
        return decimal(cell)
    return day(cell) if isinstance(cell, date) else str(cell)


def decimal(value: float) -> str:
    """A number with the language's decimal mark and without needless zeros."""
    return bound().number(value, 10)


def is_number(cell: Cell) -> bool:
    """Whether the cell counts something, money included."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
