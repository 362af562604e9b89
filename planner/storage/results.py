"""Results of exams from a table: unit, term, result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.domain.history import LOST, RESULTS
from planner.errors import BadInput, Gathering, read_each
from planner.storage import dates, hints, synonyms, tables
from planner.storage.given import rows_of
from planner.storage.validation import Source

COLUMNS = ("unit", "term", "result")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A unit's result in a term (index); `line` is the row's place in the file, `source` where it was read, if it was.

    `again` is that of a second session, told beside the failure before it; `unplanned` one of a term in which the
    earlier plan has no classes of the unit.
    """

    unit: str
    term: int
    result: str
    line: int
    again: bool = False
    unplanned: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)

    def error(self, key: str, column: str, **values: Any) -> BadInput:
        """An error in a column of the row."""
        return (self.source or Source(None, None)).error(key, (column,), **values)


Results = Path | str | Sequence[Mapping[str, str]]
"""A file of results by its path, or a list of mappings of its columns."""


def load(given: Results, case: Case, under: tuple[str | int, ...] = ()) -> tuple[ResultRow, ...]:
    """The rows of a file, or of a list that is at the path `under` of something larger, in the order of their terms. A
    second row of a unit in a term, after a failure, is that of the second session.

    Raises:
        BadInput: with every problem, naming file and line, or the place in the list.
    """
    found: dict[tuple[str, int], list[ResultRow]] = {}

    def read(record: tuple[Source, dict[str, str]]) -> None:
        source, cells = record
        row = _row(source, cells, case)
        before = found.setdefault((row.unit, row.term), [])
        if before and not _may_follow(before, case):
            key = "results.twice" if len(before) == 1 else "results.thrice"
            raise source.error(key, value=row.unit, term=cells["term"])
        before.append(replace(row, again=True) if before else row)

    read_each(_records(given, under), read)
    return tuple(sorted((row for rows in found.values() for row in rows), key=lambda row: row.term))


def _records(given: Results, under: tuple[str | int, ...]) -> Iterator[tuple[Source, dict[str, str]]]:
    """The cells of each row by column, with its place."""
    if not isinstance(given, (Path, str)):
        yield from rows_of(given, COLUMNS, under)
        return
    table = tables.load(Path(given), "results")
    for line, cells in tables.rows(table, COLUMNS, COLUMNS):
        yield Source(None, table.file, line=line), cells


def _may_follow(before: list[ResultRow], case: Case) -> bool:
    """Whether a unit that has these results in a term can have another there: a second session after a failure."""
    course = case.programme.units[before[0].unit].kind == "course"
    return len(before) == 1 and before[0].result in LOST and course and bool(case.programme.calendar.resits)


def _row(source: Source, cells: dict[str, str], case: Case) -> ResultRow:
    gathering, found = Gathering(), dict[str, Any]()
    for column, read in (("unit", _unit), ("term", _term), ("result", _result)):
        with gathering:
            if not cells[column]:
                raise source.error("csv.blank", (column,))
            found[column] = read(source, cells[column], case)
    gathering.end()
    return ResultRow(found["unit"], found["term"], found["result"], source.line or 0, source=source)


def _unit(source: Source, name: str, case: Case) -> str:
    programme = case.programme
    unit = programme.unit_code(name)
    if unit is None or programme.units[unit].kind == "experience":
        known = hints.near(name, (code for code, each in programme.units.items() if each.kind != "experience"))
        raise source.error("unit.unknown", ("unit",), value=name, known=known)
    return unit


def _result(source: Source, word: str, case: Case) -> str:
    result = synonyms.meaning(word[:60], RESULTS)
    if result is None:
        raise source.error("csv.choice", ("result",), value=word, known=hints.near(word, RESULTS))
    return result


def _term(source: Source, name: str, case: Case) -> int:
    term = dates.term(source, ("term",), name, case.programme)
    if term < case.learner.start:
        start = case.programme.calendar.term(case.learner.start).name
        raise source.error("results.before_start", ("term",), value=name, start=start)
    return term
