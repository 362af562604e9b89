"""Tables that people fill in, as a spreadsheet of their language opens them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from planner.messages import say
from planner.storage import csv_writer

Cells = Sequence[str | int | None]
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}
WIDEST = 60


def drawn(form: str, rows: Sequence[Cells], more: dict[str, Sequence[Cells]] | None = None) -> bytes:
    """The table as a CSV with a mark of its encoding, or as a workbook, which has the sheets of `more` behind it."""
    if form == "csv":
        return ("\ufeff" + csv_writer.lines(rows, separator=say("table.separator"))).encode()
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, table in {say("table.sheet"): rows, **(more or {})}.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            for number, cells in enumerate(table):
                for place, cell in enumerate(cells):
                    if isinstance(cell, int):
                        sheet.write_number(number, place, cell)
                    elif cell:
                        sheet.write_string(number, place, cell, None if number else bold)
            for place, column in enumerate(zip(*table, strict=True)):
                sheet.set_column(place, place, min(WIDEST, max(len(str(cell or "")) for cell in column) + 2))
    return file.getvalue()
