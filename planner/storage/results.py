"""Results of exams from a table: unit, term, result."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner.domain.case import Case
from planner.domain.history import LOST, PASSED, RESULTS
from planner.errors import BadInput
from planner.storage import dates, hints, tables
from planner.storage.validation import Source

COLUMNS = ("unit", "term", "result")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A unit's result in a term (index); `line` is the row's place in the file."""

    unit: str
    term: int
    result: str
    line: int


def load(path: Path, case: Case) -> tuple[ResultRow, ...]:
    """The rows of a file, in the order of their terms. Of a failure and a later success in the same term, as a second
    session gives, the success stays.

    Raises:
        BadInput: naming file and line.
    """
    table = tables.load(path, "results")
    found: dict[tuple[str, int], ResultRow] = {}
    for line, cells in tables.rows(table, COLUMNS, COLUMNS):
        row = _row(table.file, line, cells, case)
        before = found.get((row.unit, row.term))
        if before is not None and not (
            before.result in LOST and row.result == PASSED and case.programme.calendar.resits
        ):
            raise BadInput("results.twice", file=table.file, line=line, value=row.unit, term=cells["term"])
        found[row.unit, row.term] = row
    return tuple(sorted(found.values(), key=lambda row: row.term))


def _row(file: str, line: int, cells: dict[str, str], case: Case) -> ResultRow:
    for column in COLUMNS:
        if not cells[column]:
            raise BadInput("csv.blank", file=file, line=line, where=column)
    programme = case.programme
    unit = programme.unit_code(cells["unit"])
    if unit is None or programme.units[unit].kind == "experience":
        known = hints.near(cells["unit"], (code for code, each in programme.units.items() if each.kind != "experience"))
        raise BadInput("unit.unknown", file=file, line=line, where="unit", value=cells["unit"], known=known)
    if cells["result"] not in RESULTS:
        known = hints.near(cells["result"], RESULTS)
        raise BadInput("csv.choice", file=file, line=line, where="result", value=cells["result"], known=known)
    try:
        term = dates.term(Source(None, file), ("term",), cells["term"], programme)
    except BadInput as problem:
        problem.line = line
        raise
    if term < case.learner.start:
        start = programme.calendar.term(case.learner.start).name
        raise BadInput("results.before_start", file=file, line=line, where="term", value=cells["term"], start=start)
    return ResultRow(unit, term, cells["result"], line)
