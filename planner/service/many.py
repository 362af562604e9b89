"""Many learners, as callers have them: the file of a cohort, or a list of their data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.storage import cohorts
from planner.storage.cohorts import CaseReader, Cohort

Learners = Path | str | Sequence[Mapping[str, Any]]
"""The path of a CSV or XLSX file with a learner a row, or a list of learners' data, each with an `id`."""


def read_rows(
    learners: Learners, changes: Sequence[str] = (), programme: str | None = None, timetable: Path | None = None,
    reserved: Collection[str] = (),
) -> tuple[Cohort, CaseReader]:  # fmt: skip
    """The rows, those that cannot be read with their problem, and what makes cases of them.

    `changes` are `key=value` over every row, `programme` replaces the one that a row names; no name of a row is one of
    `reserved`. The programme of a file is an id or a path, that of data an id only.

    Raises:
        BadInput: the file cannot be read, it lacks columns or has unknown ones, or there is no row.
    """
    path = Path(learners) if isinstance(learners, (str, Path)) else None
    reader = CaseReader(path, tuple(changes), programme, timetable)
    given = reader.given_keys()
    if isinstance(learners, (str, Path)):
        return cohorts.load(Path(learners), given, reserved), reader
    return cohorts.of_data(learners, reserved), reader
