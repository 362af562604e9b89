"""Cohorts from CSV or XLSX: a learner a row, `id` and the keys of a learner's file as columns; a bad row spoils no
other.

A column's name is a key, with dots for a key inside another (`experience.months`), or the words for it in any language
(`planner.storage.headings`); `planner.storage.cells` says what stands in the cells. The columns `id`, `programme` and
`start` must be there, unless a change sets them for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.domain.programme import Programme
from planner.domain.text import Key
from planner.errors import BadInput, Gathering
from planner.storage import cells, headings, hints, learners, programmes, tables, wordings
from planner.storage.changes import apply, key_path, put
from planner.storage.file_names import names
from planner.storage.given import plain
from planner.storage.validation import Source, keys_at, nodes_at

NEEDED = ("id", "programme", "start")
SOME_COLUMNS = (*NEEDED, "pathway", "funding", "acquired", "experience.months", "availability.evenings")
"""What a message gives as an example of columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A learner as the file has it. `line` is the first of the row; `name` is `id` made safe for files, and unique;
    `data` are the keys of a learner's file, `file` names it in messages. `named` is the name that was given for
    documents apart from `id`. A row with a `problem` has no use beyond its line and id.
    """

    line: int
    id: str
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    problem: BadInput | None = None
    file: str | None = None
    named: str = ""

    def source(self, data: Any) -> Source:
        """The data of the row, at its place."""
        return Source(data, self.file, line=self.line) if self.file else Source(data, None, under=(self.line - 1,))

    def describe(self, problem: BadInput) -> str:
        """What is wrong with the row, a problem a line; of another file, after the place of the row."""
        place = f"{self.file}:{self.line}: " if self.file else f"[{self.line - 1}]: "
        return "\n".join(("" if each.file == self.file else place) + each.text() for each in problem.problems)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The rows of a file, in its order."""

    path: Path
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class CaseReader:
    """From rows to cases. `changes` are `key=value` over every row, `programme` replaces the one that a row names, into
    which the learner then migrates. Without the `path` of a file, programmes are named by id. Each is read once; a
    reader can be sent to another process.
    """

    path: Path | None = None
    changes: tuple[str, ...] = ()
    programme: str | None = None
    timetable: Path | None = None
    _programmes: dict[str, Programme] = field(default_factory=dict, repr=False, compare=False)

    def case(self, row: Row) -> Case:
        """The case of a row.

        Raises:
            BadInput: naming the row's line and the column.
        """
        if row.problem is not None:
            raise row.problem
        data = deepcopy(row.data) if self.changes else dict(row.data)
        for change in self.changes:
            apply(data, change)
        if row.file is not None:
            data = self._meant(data)
        if self.programme is not None:
            data["programme"] = self.programme
        return learners.case(
            row.source(data), row.id, named=row.data.get("programme"), beside=self.path.parent if self.path else None,
            timetable=self.timetable, find=self._find,
        )  # fmt: skip

    def cases(self, rows: Collection[Row]) -> Iterator[tuple[Row, Case | BadInput]]:
        """Each row with its case, or with what is wrong with it."""
        for row in rows:
            try:
                yield row, self.case(row)
            except BadInput as problem:
                yield row, problem

    def given_keys(self) -> set[str]:
        """Keys that the rows need not have.

        Raises:
            BadInput: a change has not the form `key=value`, or sets a key that learners do not have.
        """
        for change in self.changes:
            apply({}, change)
        keys = [key_path(change.partition("=")[0]) for change in self.changes]
        for key in keys:
            _check_key(key, where=f"changes {'.'.join(key)}")
        return {key[0] for key in keys if len(key) == 1} | ({"programme"} if self.programme is not None else set())

    def _meant(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data with names of its programme for words of a table; as it is where that cannot be read."""
        named = data.get("programme")
        if not isinstance(named, str) or not wordings.worded(data):
            return data
        try:
            return wordings.named(data, self._find(named, beside=self.path.parent if self.path else None))
        except BadInput:
            return data

    def _find(self, name: str, *, beside: Path | None = None, timetable: Path | None = None) -> Programme:
        if name not in self._programmes:
            find = programmes.load_known if self.path is None else programmes.load
            self._programmes[name] = find(name, beside=beside, timetable=timetable)
        return self._programmes[name]


def load(path: Path, given: Collection[str] = (), reserved: Collection[str] = ()) -> Cohort:
    """The rows of a file, those that cannot be read with their problem. Columns of the keys `given` may be missing;
    no row's `name` is one of `reserved`.

    Raises:
        BadInput: the file cannot be read, or it lacks columns, has unknown ones, or has no rows.
    """
    table = tables.load(path, "cohort")
    head, names_read, found = tables.read(table)
    columns = [headings.meant(name) for name in names_read]
    _check_columns(table, head, columns, names_read, given)
    rows = _unique([_row(table, line, columns, row) for line, row in found])
    if not rows:
        raise BadInput("cohort.empty", file=table.file)
    safe = names((row.id for row in rows if row.problem is None), reserved)
    return Cohort(path, tuple(_give_name(row, safe) for row in rows))


def of_data(given: Sequence[Mapping[str, Any]], reserved: Collection[str] = ()) -> Cohort:
    """The learners of a list, each with the keys of a learner's file, and with a `name` where it goes on no document;
    those that cannot be read have their problem.

    Raises:
        BadInput: the list is empty.
    """
    if not given:
        raise BadInput("cohort.nobody")
    rows = _unique([_learner(number, data) for number, data in enumerate(given)])
    safe = names((row.id for row in rows if row.problem is None), reserved)
    return Cohort(Path("cohort"), tuple(_give_name(row, safe) for row in rows))


def _learner(number: int, data: Any) -> Row:
    row = Row(number + 1, "")
    try:
        if not isinstance(data, Mapping):
            raise row.source(data).error("schema.mapping")
        found = plain(data)
        name, named = found.pop("name", found.get("id")), found.get("id")
        if not isinstance(name, str) or not name.strip():
            raise row.source(data).error("cohort.no_id", ("id",))
        return replace(row, id=name, data=found, named=named if isinstance(named, str) else "")
    except BadInput as problem:
        return replace(row, problem=problem)


def _check_columns(table: tables.Table, line: int, columns: list[str], read: list[str], given: Collection[str]) -> None:
    """No column twice, none that is unknown (all of them are told), none missing."""
    tables.unique(table, line, [name for name in columns if name != headings.REMARK])
    gathering = Gathering()
    for name, as_read in zip(columns, read, strict=True):
        if name and name not in (headings.DOCUMENTS, headings.REMARK):
            with gathering:
                _check_key(tuple(name.split(".")), headings.proposed(as_read), where=name, file=table.file, line=line)
    gathering.end()
    missing = [name for name in NEEDED if name not in columns and (name == "id" or name not in given)]
    if missing:
        values = {"value": ", ".join(missing), "known": ", ".join(SOME_COLUMNS)}
        raise BadInput("csv.missing_column", file=table.file, line=line, **values)


def _check_key(keys: tuple[str, ...], proposed: Key | None = None, **place: Any) -> None:
    """A key that a learner's file may have, at its path; in place of another, one is `proposed`."""
    for depth, step in enumerate(keys):
        if not nodes_at("learner", keys[: depth + 1]):
            known = proposed if proposed is not None and len(keys) == 1 else None
            known = known or hints.near(step, keys_at("learner", keys[:depth]) or [".".join(keys[:depth])])
            raise BadInput("schema.unknown_key", known=known, **place)


def _row(table: tables.Table, line: int, columns: list[str], row: list[str]) -> Row:
    try:
        return _read(table, line, columns, row)
    except BadInput as problem:
        told = BadInput.of(
            BadInput(each.key, file=table.file, line=line, where=each.where, **each.values) for each in problem.problems
        )
        name = dict(zip(columns, row, strict=False)).get("id", "")
        return Row(line, name, problem=told, file=table.file)


def _read(table: tables.Table, line: int, columns: list[str], row: list[str]) -> Row:
    """The data of a row; a key inside another is set after that one."""
    given = tables.by_name(table, line, columns, row)
    if not given.get("id"):
        raise BadInput("cohort.no_id", where="id")
    data: dict[str, Any] = {}
    gathering = Gathering()
    named = given.pop(headings.DOCUMENTS, "")
    given.pop(headings.REMARK, None)
    for keys in sorted((tuple(name.split(".")) for name in given), key=len):
        text = given[".".join(keys)]
        with gathering:
            if text:
                put(data, keys, cells.read(keys, text))
    gathering.end()
    return Row(line, given["id"], data={**data, "id": named or given["id"]}, file=table.file, named=named)


def _unique(rows: list[Row]) -> list[Row]:
    """The rows, of several with the same id only the first without a problem."""
    first: dict[str, int] = {}
    found = []
    for row in rows:
        if row.problem is None and row.id in first:
            values = {"value": row.id, "first": first[row.id]}
            problem = row.source(row.data).error("cohort.twice", ("id",), **values)
            row = replace(row, data={}, problem=problem)
        elif row.problem is None:
            first[row.id] = row.line
        found.append(row)
    return found


def _give_name(row: Row, safe: dict[str, str]) -> Row:
    return row if row.problem is not None else replace(row, name=safe[row.id])
