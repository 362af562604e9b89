"""Weekly timetables: CSV rows of offerings with their sessions, which replace the pattern of their modalities."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from planner.domain.learner import WEEKDAYS
from planner.domain.offering import DAYTIME, DISTANCE, EVENING, OfferingPattern, Session
from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import csv_reader

FILE_NAME = "timetable.csv"
COLUMNS = ("offering", "unit", "period", "modality", "weekday", "start", "end", "site", "seats", "confidence")
CONFIDENCE = ("confirmed", "usual", "unknown")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])\Z")


def applied(programme: Programme, path: Path, text: str) -> Programme:
    """The programme with the timetable's offerings in place of its own, for each modality that the timetable lists.

    Raises:
        BadInput: naming the row.
    """
    patterns: dict[str, OfferingPattern] = {}
    rows = csv_reader.rows(text, str(path), COLUMNS[:4], COLUMNS)
    if not rows:
        raise BadInput("file.empty", file=str(path))
    for line, row in rows:
        pattern = _pattern(programme, str(path), line, row)
        known = patterns.get(pattern.id)
        if known is None:
            patterns[pattern.id] = pattern
        elif replace(known, sessions=()) != replace(pattern, sessions=()):
            raise BadInput("timetable.differs", file=str(path), line=line, where="offering", value=row["offering"])
        else:
            patterns[pattern.id] = replace(known, sessions=known.sessions + pattern.sessions)
    listed = {pattern.modality for pattern in patterns.values()}
    kept = tuple(pattern for pattern in programme.patterns if pattern.modality not in listed)
    return replace(programme, patterns=kept + tuple(patterns.values()), _years={}, _prices={})


def _pattern(programme: Programme, file: str, line: int, row: dict[str, str]) -> OfferingPattern:
    def wrong(column: str, key: str, known: str = "") -> BadInput:
        return BadInput(key, file=file, line=line, where=column, value=row[column], known=known)

    unit = programme.unit_code(row["unit"])
    if unit is None or programme.units[unit].kind != "course":
        raise wrong("unit", "unit.unknown", ", ".join(programme.courses()))
    if row["modality"] not in (EVENING, DAYTIME, DISTANCE):
        raise wrong("modality", "csv.choice", f"{EVENING}, {DAYTIME}, {DISTANCE}")
    years, period = "every", row["period"]
    if (only := re.fullmatch(r"([0-9]{4})-(.+)", period)) is not None:
        return _sessions(programme, file, line, row, unit, int(only[1]), only[2])
    return _sessions(programme, file, line, row, unit, years, period)


def _sessions(
    programme: Programme, file: str, line: int, row: dict[str, str], unit: str, years: str | int, period: str
) -> OfferingPattern:
    if programme.calendar.period(period, row["modality"]) is None:
        raise BadInput("programme.period", file=file, line=line, where="period", value=row["period"])
    sessions: tuple[Session, ...] = ()
    if row["weekday"]:
        if row["weekday"] not in WEEKDAYS:
            raise BadInput(
                "csv.choice", file=file, line=line, where="weekday", value=row["weekday"], known=", ".join(WEEKDAYS)
            )
        starts, ends = (_minutes(file, line, row, column) for column in ("start", "end"))
        if ends <= starts:
            raise BadInput("timetable.backwards", file=file, line=line, where="end", value=row["end"])
        sessions = (Session(row["weekday"], starts, ends),)
    elif row["start"] or row["end"]:
        raise BadInput("timetable.weekday", file=file, line=line, where="weekday")
    if row["seats"] and not row["seats"].isdigit():
        raise BadInput("csv.number", file=file, line=line, where="seats", value=row["seats"])
    if row["confidence"] and row["confidence"] not in CONFIDENCE:
        known = ", ".join(CONFIDENCE)
        raise BadInput("csv.choice", file=file, line=line, where="confidence", value=row["confidence"], known=known)
    name = f"{row['offering']}-*" if row["offering"] else f"{unit}-*-{period}-{row['modality']}"
    return OfferingPattern(
        name, unit, period, row["modality"], years, None, sessions, row["site"] or None,
        int(row["seats"]) if row["seats"] else None, row["confidence"] or None,
    )  # fmt: skip


def _minutes(file: str, line: int, row: dict[str, str], column: str) -> int:
    found = _CLOCK.match(row[column])
    if found is None:
        raise BadInput("timetable.clock", file=file, line=line, where=column, value=row[column])
    return int(found[1]) * 60 + int(found[2])
