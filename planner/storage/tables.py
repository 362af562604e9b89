"""Tables as people save them: CSV with commas, semicolons or tabs, or a sheet of a workbook; errors name the line.

A table has a line of names and records below. What says nothing is read over: empty cells and rows, columns without a
name where they are empty, and Excel's own first line `sep=;`. Texts of cells come out of files here and nowhere else.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from planner.errors import BadInput
from planner.storage import files, hints, synonyms
from planner.storage.csv_writer import unguard

MOST_ROWS, MOST_COLUMNS = 100_000, 200
BREAK = "\u2028"
"""A line break inside a cell of a sheet: a row of a sheet is a line of its text."""
_SEPARATOR = re.compile(r"\s*\"?sep=([,;\t|])\"?[,;\t|]*[ \t]*(?:\n|$)", re.IGNORECASE)
_BROKEN = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}
Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's text as CSV, and its file as messages name it: with the sheet, where it is one of a workbook."""

    file: str
    text: str = ""


def load(path: Path, name: str) -> Table:
    """The table of a file; of a workbook, the sheet of this name, else the first with something.

    Raises:
        BadInput: the file cannot be read, or holds nothing.
    """
    return load_both(path, name, "")[0]


def load_both(path: Path, name: str, other: str) -> tuple[Table, Table]:
    """The same beside the sheet of another name, an empty table where there is none."""
    data = files.read_bytes(path)
    if not is_workbook(path, data):
        return Table(str(path), files.text_of(data, str(path))), Table(str(path))
    from planner.storage import workbook

    found = {
        sheet: Table(f"{path} [{sheet}]", text) for sheet, text in workbook.sheets(path, data).items() if text.strip()
    }
    named = {sheet.strip().casefold(): sheet for sheet in reversed(found)}
    beside = found.pop(named[other]) if other in named else Table(str(path))
    if not found:
        raise BadInput("file.empty", file=str(path))
    return found.get(named.get(name, ""), next(iter(found.values()))), beside


def is_workbook(path: Path, data: bytes) -> bool:
    """Whether the name or the first bytes say that the file is a spreadsheet."""
    return path.suffix.lower() in (".xlsx", ".xlsm") or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def rows(
    table: Table, needed: Sequence[str], known: Sequence[str], most: int = 20_000
) -> list[tuple[int, dict[str, str]]]:
    """(line, cells by column) of every row that is not empty; columns left out are empty.

    Raises:
        BadInput: for missing, unknown or repeated columns, cells in no column, and more rows than `most`.
    """
    line, names, found = read(table)
    names = [column(name, known) for name in names]
    names = _as_printed(names, known)
    unique(table, line, names)
    unknown = next((name for name in names if name and name not in known), None)
    if unknown is not None:
        near = hints.near(unknown, known)
        raise BadInput("csv.unknown_column", file=table.file, line=line, value=unknown, known=near)
    missing = [name for name in needed if name not in names]
    if missing:
        known_names = ", ".join(known)
        raise BadInput("csv.missing_column", file=table.file, line=line, value=", ".join(missing), known=known_names)
    empty = dict.fromkeys(known, "")
    read_rows = [(at, empty | by_name(table, at, names, cells)) for at, cells in islice(found, most)]
    if (beyond := next(found, None)) is not None:
        raise BadInput("table.rows", file=table.file, line=beyond[0], most=most)
    return read_rows


def unique(table: Table, line: int, names: Sequence[str]) -> None:
    """No name twice."""
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise BadInput("csv.twice", file=table.file, line=line, value=name)


def column(name: str, known: Sequence[str]) -> str:
    """The known name that this one is but for case and blanks, or the name itself."""
    if name in known:
        return name
    plain = re.sub(r"\s+", "_", name).casefold()
    return (
        next((each for each in known if each.casefold() == plain), None) or synonyms.meaning(name[:60], known) or name
    )


def _as_printed(names: list[str], known: Sequence[str]) -> list[str]:
    """The names with the known ones in place of those that our own tables for people have in their first line."""
    if all(name in known for name in names):
        return names
    from planner.messages import LANGUAGES, language

    printed = {language(code).messages.get(f"column.{name}", name): name for code in LANGUAGES for name in known}
    return [printed.get(name, name) for name in names]


def by_name(table: Table, line: int, names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a record by their column; those of columns without a name must be empty."""
    for place, cell in enumerate(cells):
        if cell and (place >= len(names) or not names[place]):
            raise BadInput("csv.nameless", file=table.file, line=line, value=cell)
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}


def read(table: Table) -> tuple[int, list[str], Iterator[Record]]:
    """Line and names of the columns, and (first line, cells) of every row that is not empty, as it is read.

    Raises:
        BadInput: the text is no CSV; also while rows are read.
    """
    text, line = table.text, 1
    separator = _SEPARATOR.match(text)
    if separator is not None:
        line, text = line + separator[0].count("\n"), text[separator.end() :]
    records = _records(table.file, text, separator[1] if separator else _delimiter(text), line)
    line, names = next(records, (line, []))
    if len(names) > MOST_COLUMNS:
        raise BadInput("table.columns", file=table.file, line=line, most=MOST_COLUMNS)
    return line, names, records


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line with anything else."""
    lines = (line for line in io.StringIO(text) if line.strip(" ,;\t\n\"'"))
    head = re.sub(r'"[^"]*"', "", next(lines, ""))
    return max(",;\t", key=head.count)


def _records(file: str, text: str, delimiter: str, line: int) -> Iterator[Record]:
    before, count = line - 1, 0
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            found = [_cell(cell) for cell in cells]
            while found and not found[-1]:
                found.pop()
            if found:
                count += 1
                if count > MOST_ROWS + 1:
                    raise BadInput("table.rows", file=file, line=line, most=MOST_ROWS)
                if not _BROKEN.isdisjoint(found):
                    value = next(cell for cell in found if cell in _BROKEN)
                    raise BadInput("table.error", file=file, line=line, value=value)
                yield line, found
            line = before + reader.line_num + 1
    except csv.Error as error:
        key = "csv.long_cell" if "limit" in str(error) else "csv.quote"
        raise BadInput(key, file=file, line=line) from None


def _cell(text: str) -> str:
    """The text of a cell as a person meant it, without the apostrophe that we put before what could be computed."""
    return unguard(files.compose(text.replace(BREAK, "\n"))).strip()
