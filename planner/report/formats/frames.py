"""The sheets of a page as pandas has tables: numbers, truths and days are such, unknown and empty cells are missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.domain.text import Cents
from planner.report.pages.blocks import Cell, Table
from planner.report.pages.page import Page

if TYPE_CHECKING:
    from pandas import DataFrame


def render(page: Page) -> dict[str, DataFrame]:
    """A frame for each table of `page.sheets` by its id, the columns by their keys."""
    return {table.id: _frame(table) for table in page.sheets}


def _frame(table: Table) -> DataFrame:
    from pandas import DataFrame

    rows = [[_value(cell) for cell in row] for row in table.rows]
    return DataFrame(rows, columns=[column.key for column in table.columns]).convert_dtypes()


def _value(cell: Cell) -> object:
    """Money in units of its currency, days as pandas counts them."""
    from pandas import Timestamp

    if isinstance(cell, Cents):
        return cell / 100
    return Timestamp(cell) if isinstance(cell, date) else None if cell == "" else cell
