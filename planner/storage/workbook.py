"""Sheets of a spreadsheet (XLSX) as the CSV text that they would be saved as, so that both are read the same way."""

from __future__ import annotations

import csv
import io
import warnings
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from planner.errors import BadInput
from planner.storage import tables
from planner.storage.csv_writer import guard

LARGEST_SHEETS, LARGEST_REST = 64_000_000, 4_000_000
"""Bytes of XML, unpacked: of sheets with their texts, and of styles and all that is read beside them."""
LAST_ROW = 1_048_576
_OLD = b"\xd0\xcf\x11\xe0"


def sheets(path: Path, data: bytes) -> dict[str, str]:
    """CSV text by the name of the sheet, in the order of the file; line n of a text is row n of the sheet.

    Raises:
        BadInput: the file is no spreadsheet, or one that is too large.
    """
    if data.startswith(_OLD):
        raise BadInput("workbook.old", file=str(path))
    try:
        _check_size(path, data)
        import openpyxl  # type: ignore[import-untyped]

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return {sheet.title: _text(path, sheet) for sheet in book.worksheets}
    except BadInput:
        raise
    except Exception as error:
        # A damaged file may raise anything in a library of this size.
        raise BadInput("workbook.unreadable", file=str(path), why=type(error).__name__) from None


def _check_size(path: Path, data: bytes) -> None:
    """No more than a person's workbook holds: what is packed into little may take all memory."""
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()  # a workbook may call any of them a sheet or its texts, whatever their names
    rest = sum(part.file_size for part in parts if _beside(part.filename))
    texts = sum(part.file_size for part in parts) - rest
    if texts > LARGEST_SHEETS or rest > LARGEST_REST:
        raise BadInput("workbook.large", file=str(path), most=LARGEST_SHEETS // 1_000_000)


def _beside(name: str) -> bool:
    """Whether a part is read as a whole, and is neither a sheet nor the texts of one."""
    return name.endswith((".xml", ".rels")) and "/worksheets/" not in name and "sharedStr" not in name


def _text(path: Path, sheet: Any) -> str:
    out = io.StringIO()
    writer, filled, blank = csv.writer(out, lineterminator="\n"), 0, 0
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=tables.MOST_COLUMNS + 1, values_only=True), 1):
        if row.count(None) == len(row):
            blank += 1
            if number > LAST_ROW:
                raise BadInput("table.rows", file=f"{path} [{sheet.title}]", line=number, most=tables.MOST_ROWS)
            continue
        cells = ["" if value is None else _cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        filled += 1
        if filled > tables.MOST_ROWS + 1 or len(cells) > tables.MOST_COLUMNS:
            key, most = ("columns", tables.MOST_COLUMNS) if filled <= tables.MOST_ROWS else ("rows", tables.MOST_ROWS)
            raise BadInput(f"table.{key}", file=f"{path} [{sheet.title}]", line=number, most=most)
        out.write("\n" * blank)
        writer.writerow(cells)
        blank = 0
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell as a person would type it: times as 18:00, days as 2019-10-07, whole numbers without a point."""
    match value:
        case str():
            text = "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines())))
            return guard(text).replace("\n", tables.BREAK)
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime():
            clock = _clock(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
            return value.date().isoformat() + ("" if value.time() == time() else f" {clock}")
        case date():
            return value.isoformat()
        case time():
            return _clock(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        case timedelta():
            return _clock(value)
    return str(value)


def _clock(since_midnight: timedelta) -> str:
    """`18:00`, also of a duration, as `[h]:mm` is; seconds only where there are any."""
    seconds = round(since_midnight.total_seconds())
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{clock}:{seconds % 60:02}" if seconds % 60 else clock
