"""The notices of a plan's file: those of the day can only be told for a day that the file names."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain.case import Case
from planner.report.claims.statement import Data
from planner.report.notices import OF_THE_DAY, of_the_day


def without_the_day(case: Case, data: Data, day: date | None) -> tuple[Data, frozenset[str]]:
    """The file without its notices of an unknown day, and what is then not checked."""
    if day is not None or not of_the_day(case) or "notices" not in data:
        return data, frozenset()
    if isinstance(data["notices"], list):
        data = data | {"notices": [entry for entry in data["notices"] if not _of_the_day(entry)]}
    return data, frozenset(["day"])


def _of_the_day(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("id") in OF_THE_DAY
