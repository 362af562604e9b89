"""Past results of exams from a table, a unit and an academic year a row: unit, year, attempted, failed, and as known
second_attempted, second_failed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from planner.domain.calendar import FIRST_YEAR, LAST_YEAR
from planner.domain.past import Tally
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering, read_each
from planner.storage import numbers, tables
from planner.storage.given import rows_of
from planner.storage.units import named_unit
from planner.storage.validation import Source

NEEDED = ("unit", "year", "attempted", "failed")
SECOND = ("second_attempted", "second_failed")
COLUMNS = (*NEEDED, *SECOND)
MOST = 1_000_000
"""Exams in a row."""
_YEAR = re.compile(r"([0-9]{4})(?:\s*[-/–]\s*([0-9]{4}|[0-9]{2}))?")
Given = Path | str | Sequence[Mapping[str, str]]
"""A file of past results by its path, or a list of mappings of its columns."""


def load(given: Given, programmes: Sequence[Programme]) -> tuple[Tally, ...]:
    """The rows of a file or a list, in their order. Each unit is one that is studied in one of the programmes.

    Raises:
        BadInput: with every problem, naming file and line, or the place in the list; also where nothing is counted.
    """
    first: dict[tuple[str, int], str] = {}

    def read(record: tuple[Source, dict[str, str]]) -> Tally:
        source, cells = record
        found = _tally(source, cells, programmes)
        key = (found.unit, found.year)
        if key in first:
            raise source.error("past.twice", ("unit",), value=cells["unit"], year=cells["year"], first=first[key])
        first[key] = str(source.line or source.under[-1])
        return found

    found = read_each(_records(given), read)
    if not any(each.attempted for each in found):
        raise BadInput("past.none", file=str(given) if isinstance(given, (Path, str)) else None)
    return tuple(found)


def _records(given: Given) -> Iterator[tuple[Source, dict[str, str]]]:
    """The cells of each row by column, with its place."""
    if not isinstance(given, (Path, str)):
        yield from rows_of(given, COLUMNS)
        return
    table = tables.load(Path(given), "chances")
    for line, cells in tables.rows(table, NEEDED, COLUMNS):
        yield Source(None, table.file, line=line), cells


def _tally(source: Source, cells: dict[str, str], programmes: Sequence[Programme]) -> Tally:
    told = any(cells[column] for column in SECOND)
    gathering = Gathering()

    def cell(column: str) -> str:
        if not cells[column]:
            raise source.error("past.half" if column in SECOND else "csv.blank", (column,))
        return cells[column]

    unit = gathering.read(lambda: _unit(source, cell("unit"), programmes))
    year = gathering.read(lambda: _year(source, cell("year")))
    counts: dict[str, int] = {}
    for column in (*NEEDED[2:], *(SECOND if told else ())):
        with gathering:
            counts[column] = _count(source, column, cell(column))
    for of, than in zip(COLUMNS[3:], COLUMNS[2:], strict=False):
        with gathering:
            if of in counts and than in counts and counts[of] > counts[than]:
                raise source.error("past.more", (of,), value=counts[of], most=counts[than], column=than)
    gathering.end()
    return Tally(unit, year, *(counts.get(column, 0) for column in COLUMNS[2:]))


def _unit(source: Source, name: str, programmes: Sequence[Programme]) -> str:
    """The code in the first programme that has the unit."""
    problem: BadInput | None = None
    for programme in programmes:
        try:
            return named_unit(source, programme, ("unit",), name)
        except BadInput as error:
            problem = problem or error
    assert problem is not None, "there is a programme"
    raise problem


def _year(source: Source, text: str) -> int:
    """The calendar year in which an academic year begins: 2019, 2019-2020 or 2019/20."""
    found = _YEAR.fullmatch(text)
    year = int(found[1]) if found else 0
    if found is None or (found[2] and (year + 1) % 10 ** len(found[2]) != int(found[2])):
        raise source.error("past.year", ("year",), value=text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise source.error("term.range", ("year",), value=text, first=FIRST_YEAR, last=LAST_YEAR)
    return year


def _count(source: Source, column: str, text: str) -> int:
    count = numbers.whole(text, MOST)
    if count is None:
        raise source.error("csv.number", (column,), value=text, most=MOST)
    return count
