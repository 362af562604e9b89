"""A unit that a learner's file names, by code or alias."""

from __future__ import annotations

from planner.domain.programme import Programme
from planner.storage import hints
from planner.storage.dates import Path
from planner.storage.validation import Source


def named_unit(source: Source, programme: Programme, path: Path, name: str, *, course: bool = True) -> str:
    """The code of the unit; only of one that is studied, unless `course` is False.

    Raises:
        BadInput: the programme has no such unit.
    """
    code = programme.unit_code(name)
    if code is None or (course and programme.units[code].kind != "course"):
        raise source.error("unit.unknown", path, value=name, known=hints.near(name, programme.courses()))
    return code
