"""Results of exams from a table: unit, term, result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.case import Case
from planner.domain.history import LOST, RESULTS
from planner.errors import BadInput
from planner.storage import dates, hints, synonyms, tables
from planner.storage.validation import Source

COLUMNS = ("unit", "term", "result")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A unit's result in a term (index); `line` is the row's place in the file. `again` is that of a second session,
    told beside the failure before it; `unplanned` one of a term in which the earlier plan has no classes of the unit.
    """

    unit: str
    term: int
    result: str
    line: int
    again: bool = False
    unplanned: bool = False


def load(path: Path, case: Case) -> tuple[ResultRow, ...]:
    """The rows of a file, in the order of their terms. A second row of a unit in a term, after a failure, is that of
    the second session.

    Raises:
        BadInput: naming file and line.
    """
    table = tables.load(path, "results")
    found: dict[tuple[str, int], list[ResultRow]] = {}
    for line, cells in tables.rows(table, COLUMNS, COLUMNS):
        row = _row(table.file, line, cells, case)
        before = found.setdefault((row.unit, row.term), [])
        if before and not _may_follow(before, case):
            key = "results.twice" if len(before) == 1 else "results.thrice"
            raise BadInput(key, file=table.file, line=line, value=row.unit, term=cells["term"])
        before.append(replace(row, again=True) if before else row)
    return tuple(sorted((row for rows in found.values() for row in rows), key=lambda row: row.term))


def _may_follow(before: list[ResultRow], case: Case) -> bool:
    """Whether a unit that has these results in a term can have another there: a second session after a failure."""
    course = case.programme.units[before[0].unit].kind == "course"
    return len(before) == 1 and before[0].result in LOST and course and bool(case.programme.calendar.resits)


def _row(file: str, line: int, cells: dict[str, str], case: Case) -> ResultRow:
    for column in COLUMNS:
        if not cells[column]:
            raise BadInput("csv.blank", file=file, line=line, where=column)
    programme = case.programme
    unit = programme.unit_code(cells["unit"])
    if unit is None or programme.units[unit].kind == "experience":
        known = hints.near(cells["unit"], (code for code, each in programme.units.items() if each.kind != "experience"))
        raise BadInput("unit.unknown", file=file, line=line, where="unit", value=cells["unit"], known=known)
    result = synonyms.meaning(cells["result"][:60], RESULTS)
    if result is None:
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
    return ResultRow(unit, term, result, line)
