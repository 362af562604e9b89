"""Sheets of a spreadsheet (XLSX) as the CSV text that they would be saved as, so that both are read the same way."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.storage.yaml_reader import read_bytes

SUFFIXES = (".xlsx", ".xlsm")
MOST_ROWS, MOST_COLUMNS = 20_000, 100


def is_workbook(path: Path) -> bool:
    """Whether the name says that the file is a spreadsheet."""
    return path.suffix.lower() in SUFFIXES


def sheets(path: Path) -> dict[str, str]:
    """CSV text by the name of the sheet, in the order of the file; line n of a text is row n of the sheet.

    Raises:
        BadInput: the file is no spreadsheet, or a sheet is too large.
    """
    from zipfile import BadZipFile

    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(read_bytes(path)), read_only=True, data_only=True)
        return {sheet.title: _text(path, sheet) for sheet in book.worksheets}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise BadInput("workbook.unreadable", file=str(path), why=str(error) or type(error).__name__) from None


def _text(path: Path, sheet: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS or len(row) > MOST_COLUMNS:
            values = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise BadInput("workbook.large", file=str(path), line=number, where=sheet.title, **values)
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells or [""])
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell as a person would type it: times as 18:00, days as 2019-10-07, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        at = value.time()
        return value.date().isoformat() if at == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
