"""Learners from YAML files, with changes (`key=value`) over them, checked against their programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import UNNAMED, Learner, Migration
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering
from planner.storage import programmes
from planner.storage.changes import apply
from planner.storage.given import Given, source_of
from planner.storage.learner_reader import Reader
from planner.storage.programmes import Find
from planner.storage.schema_learner import LearnerFile
from planner.storage.validation import Source, sift, validate


def load(
    source: Given, changes: Sequence[str] = (), *, programme: str | None = None, timetable: Path | None = None,
    allow_paths: bool | None = None, find: Find | None = None,
) -> Case:  # fmt: skip
    """The case of a learner: of a file by its path, or of data as such a file holds it. `changes` are `key=value` over
    it; `programme` replaces the one that it names, into which the learner then migrates.

    The programme of a file is an id or a path, that of data an id only, unless `allow_paths` says so, or `find` has
    another way.

    Raises:
        BadInput: with every problem, naming file, line or key.
    """
    if find is None and allow_paths is not None:
        find = programmes.load if allow_paths else programmes.load_known
    given, named = read(source, changes, programme=programme)
    path = None if given.file is None else Path(given.file)
    name, beside = (UNNAMED, None) if path is None else (path.stem, path.parent)
    return case(given, name, named=named, beside=beside, timetable=timetable, find=find)


def read_learner(
    source: Given, *, changes: Sequence[str] = (), programme: str | None = None, timetable: Path | None = None,
    allow_paths: bool | None = None, find: Find | None = None,
) -> Case:  # fmt: skip
    """The public name of `load`."""
    return load(source, changes, programme=programme, timetable=timetable, allow_paths=allow_paths, find=find)


def read(source: Given, changes: Sequence[str] = (), *, programme: str | None = None) -> tuple[Source, Any]:
    """The data of a learner with what is set over it, not checked yet, and the programme that it names itself.

    Raises:
        BadInput: the file cannot be read, or a change has not the form `key=value`.
    """
    given = source_of(source)
    data = given.data
    if not isinstance(data, dict):
        raise BadInput("schema.mapping", file=given.file)
    named = data.get("programme")
    for change in changes:
        apply(data, change)
    if programme is not None:
        data["programme"] = programme
    given.changed = {change.partition("=")[0].rstrip("+").partition(".")[0].strip() for change in changes}
    given.changed |= {"programme"} if programme is not None else set()
    return given, named


def case(
    source: Source, name: str, *, named: Any = None, beside: Path | None = None, timetable: Path | None = None,
    find: Find | None = None,
) -> Case:  # fmt: skip
    """The case of a learner's data; `name` stands in for a missing `id`. `named` is the programme that the units of the
    data belong to, where it is not the one to follow; `find` finds programmes, for who has many learners of the same.
    """
    file, refused = sift(source, "learner")
    gathering = Gathering(refused.values())
    if "programme" in refused:
        gathering.end()
    found = gathering.read(lambda: _case(source, file, refused, name, named, beside, timetable, find))
    gathering.end()
    return found


def _case(
    source: Source, file: LearnerFile, refused: Mapping[str, BadInput], name: str, named: Any, beside: Path | None,
    timetable: Path | None, find: Find | None,
) -> Case:  # fmt: skip
    """The case of data whose keys fit the schema, but for those that are `refused`."""
    follows = file.programme
    programme = programmes.load_named(source, ("programme",), follows, beside=beside, timetable=timetable, find=find)
    migration = None
    if isinstance(named, str) and named != follows:
        own = Source(source.data, source.file, source.text, line=source.line, under=source.under)
        old = programmes.load_named(own, ("programme",), named, beside=beside, find=find)
        if old.id != programme.id:
            from planner.storage.migration import migrate

            source, migration = migrate(source, old, programme)
            file, again = sift(source, "learner")
            refused = {**again, **refused}
    return Case(programme, Reader(source, file, programme, migration, refused).learner(name))


def learner(source: Source, programme: Programme, name: str, migration: Migration | None = None) -> Learner:
    """The learner of data in a programme, whatever the data calls it.

    Raises:
        BadInput: with every key that does not fit.
    """
    file, refused = sift(source, "learner")
    gathering = Gathering(refused.values())
    found = gathering.read(lambda: Reader(source, file, programme, migration, refused).learner(name))
    gathering.end()
    return found


def programme_of(source: Source, beside: Path | None = None, timetable: Path | None = None) -> Programme:
    """The programme that a learner's data names, whatever else the data holds.

    Raises:
        BadInput: it names none, or one that is not there.
    """
    name = source.data.get("programme")
    if not isinstance(name, str):
        name = validate(source, "learner")["programme"]
    return programmes.load_named(source, ("programme",), name, beside=beside, timetable=timetable)


def with_changes(before: Case, changes: Mapping[str, Any]) -> Case:
    """The case with top-level keys of the learner's data replaced, read and checked like a file.

    Raises:
        BadInput: a value does not fit.
    """
    data = {**before.learner.data, **changes}
    source, person = Source(data, before.learner.id, None, set(changes)), before.learner
    return replace(before, learner=learner(source, before.programme, person.id, person.migration))
