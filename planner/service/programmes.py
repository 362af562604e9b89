"""The programmes that there are, with what is assumed in each; and everything that one of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.domain.programme import Programme
from planner.storage import programmes as files


@dataclass(frozen=True, slots=True)
class ProgrammesAnswer:
    """All `programmes` by their ids; with `assumptions`, documents tell what is assumed in each."""

    programmes: tuple[Programme, ...]
    assumptions: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeAnswer:
    """One `programme`, with the classes of the timetable that it was read with; what its `file` says, as written."""

    programme: Programme
    file: Mapping[str, Any]


def programmes(*, assumptions: bool = False) -> ProgrammesAnswer:
    """All programmes that are known by an id.

    Raises:
        BadInput: the file of one of them is wrong; it names file, line or key.
    """
    return ProgrammesAnswer(tuple(map(files.load, files.identifiers())), assumptions)


def programme(given: str | Path, *, timetable: Path | None = None) -> ProgrammeAnswer:
    """The programme of an id, or of a path: a text is an id and never opens any other file. `timetable` (CSV or XLSX)
    replaces its classes in the modalities that it lists.

    Raises:
        BadInput: there is none, or a file is wrong; it names file, line or key.
    """
    found = files.load_known if isinstance(given, str) else files.load
    return ProgrammeAnswer(found(str(given), timetable=timetable), files.raw(str(given)))
