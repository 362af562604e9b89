"""Learners from YAML files, with `--set key=value` over them, checked against their programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.domain.case import Case
from planner.domain.learner import Learner, Migration
from planner.domain.programme import Programme
from planner.errors import BadInput, Gathering
from planner.storage import files, programmes, yaml_reader
from planner.storage.changes import apply
from planner.storage.learner_reader import Reader
from planner.storage.validation import Source, sift, validate


def load(
    path: Path | str,
    changes: tuple[str, ...] = (),
    *,
    programme: str | None = None,
    timetable: Path | None = None,
) -> Case:
    """The case of a learner file. `changes` are `key=value` over it; `programme` replaces the one that it names, into
    which the learner then migrates.

    Raises:
        BadInput: naming file, line or key.
    """
    given, named = read(path, changes, programme=programme)
    return case(given, Path(path).stem, named=named, beside=Path(path).parent, timetable=timetable)


def read(path: Path | str, changes: tuple[str, ...] = (), *, programme: str | None = None) -> tuple[Source, Any]:
    """The data of a learner file with what is set over it, not checked yet, and the programme that the file names.

    Raises:
        BadInput: the file cannot be read, or a change has not the form `key=value`.
    """
    text = files.read_text(Path(path))
    data = yaml_reader.parse(text, str(path))
    if not isinstance(data, dict):
        raise BadInput("schema.mapping", file=str(path))
    named = data.get("programme")
    for change in changes:
        apply(data, change)
    if programme is not None:
        data["programme"] = programme
    over = {change.partition("=")[0].rstrip("+").partition(".")[0].strip() for change in changes}
    over |= {"programme"} if programme is not None else set()
    return Source(data, str(path), text, over), named


def case(
    source: Source, name: str, *, named: Any = None, beside: Path | None = None, timetable: Path | None = None,
    find: Callable[..., Programme] = programmes.load,
) -> Case:  # fmt: skip
    """The case of a learner's data; `name` stands in for a missing `id`. `named` is the programme that the units of the
    data belong to, where it is not the one to follow; `find` loads programmes, for who has many learners of the same.
    """
    refused = sift(source, "learner")
    gathering = Gathering(refused.values())
    if "programme" in refused:
        gathering.end()
    found = gathering.read(lambda: _case(source, refused, name, named, beside, timetable, find))
    gathering.end()
    return found


def _case(
    source: Source, refused: Mapping[str, BadInput], name: str, named: Any, beside: Path | None,
    timetable: Path | None, find: Callable[..., Programme],
) -> Case:  # fmt: skip
    """The case of data whose keys fit the schema, but for those that are `refused`."""
    follows = source.data["programme"]
    programme = _programme(source, follows, beside, timetable, find)
    migration = None
    if isinstance(named, str) and named != follows:
        old = _programme(Source(source.data, source.file, source.text, line=source.line), named, beside, find=find)
        if old.id != programme.id:
            from planner.storage.migration import migrated

            source, migration = migrated(source, old, programme)
    return Case(programme, Reader(source, programme, migration, refused).learner(name))


def learner(source: Source, programme: Programme, name: str, migration: Migration | None = None) -> Learner:
    """The learner of data in a programme, whatever the data calls it.

    Raises:
        BadInput: with every key that does not fit.
    """
    refused = sift(source, "learner")
    gathering = Gathering(refused.values())
    found = gathering.read(lambda: Reader(source, programme, migration, refused).learner(name))
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
    return _programme(source, name, beside, timetable)


def _programme(
    source: Source, name: str, beside: Path | None, timetable: Path | None = None,
    find: Callable[..., Programme] = programmes.load,
) -> Programme:  # fmt: skip
    try:
        return find(name, beside=beside, timetable=timetable)
    except BadInput as error:
        if error.file is None:
            raise source.error(error.key, ("programme",), **error.values) from None
        raise


def changed(before: Case, changes: Mapping[str, Any]) -> Case:
    """The case with top-level keys of the learner's data replaced, read and checked like a file.

    Raises:
        BadInput: a value does not fit.
    """
    data = {**before.learner.data, **changes}
    source, person = Source(data, before.learner.id, None, set(changes)), before.learner
    return replace(before, learner=learner(source, before.programme, person.id, person.migration))
