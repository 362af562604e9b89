"""CSV as people save it: comma, semicolon or tab, with named columns; errors name the line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from planner.errors import BadInput


def rows(text: str, file: str, needed: Sequence[str], known: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, cells by column) of every row that is not empty; columns left out are empty.

    Raises:
        BadInput: for missing, unknown or repeated columns, and rows with too many cells.
    """
    names, found = table(text, file)
    missing = [name for name in needed if name not in names]
    wrong = [name for place, name in enumerate(names) if name not in known or name in names[:place]]
    if missing or wrong:
        key = "csv.missing_column" if missing else "csv.unknown_column"
        raise BadInput(key, file=file, line=1, value=", ".join(missing or wrong), known=", ".join(known))
    read = []
    for line, cells in found:
        if len(cells) > len(names):
            raise BadInput("csv.too_many", file=file, line=line)
        read.append((line, dict.fromkeys(known, "") | dict(zip(names, cells, strict=False))))
    return read


def table(text: str, file: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Names of the columns, and (first line, cells) of every row that is not empty, as it is read.

    Raises:
        BadInput: the text is no CSV; also while rows are read.
    """
    head = text.lstrip("\n\r").partition("\n")[0]
    delimiter = next((mark for mark in ",;\t" if mark in head), ",")
    records = _records(text, file, delimiter)
    _, names = next(records, (1, []))
    return names, records


def _records(text: str, file: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader, line = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=True), 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput("csv.syntax", file=file, line=line, why=str(error)) from None
