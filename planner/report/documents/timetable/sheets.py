"""A timetable as tables: the first is the timetable itself, which can be read again; then what was found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say, worded
from planner.report.documents.plan.terms_shape import Session
from planner.report.documents.timetable import shape, words
from planner.report.documents.timetable.shape import TimetableDocument
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.cells import columns
from planner.storage.timetables import COLUMNS

PAIR = ("term", "units", "sections", "when", "why", "other")
USE = ("sections", "when", "why")


def sheets(data: TimetableDocument) -> Iterator[Table]:
    """The timetable in the columns of its file, then the findings."""
    yield _timetable(data)
    if data["findings"]["clashes"]:
        yield _titled(data)
    served = cohort_tables(data["cohort"]) if data["cohort"] else ()
    yield from (table for table in (rooms(data), teachers(data), *served) if table.rows)
    if data["travel"]:
        rows: tuple[tuple[Cell, ...], ...] = tuple((*each["between"], each["minutes"]) for each in data["travel"])
        yield Table("travel", say("weeks.travel"), columns("site_from", "site_to", "minutes"), rows)


def clashes(data: TimetableDocument) -> Table:
    """Units that clash; marked where nobody can take both in the term."""
    marked = tuple(place for place, pair in enumerate(data["findings"]["clashes"]) if not pair["avoidable"])
    legend = say("weeks.pairs_mark") if marked else ""
    return Table("clashes", say("weeks.pairs"), columns(*PAIR), tuple(words.clash_rows(data)), marked, legend)


def _titled(data: TimetableDocument) -> Table:
    """The same with the titles of the units in a column of their own."""
    table, known, (title,) = clashes(data), words.titles(data).known, columns("title", wide=("title",))
    named = [" + ".join(known.get(unit, unit) for unit in pair["units"]) for pair in data["findings"]["clashes"]]
    place = PAIR.index("units") + 1
    paired = zip(table.rows, named, strict=True)
    rows: tuple[tuple[Cell, ...], ...] = tuple((*row[:place], name, *row[place:]) for row, name in paired)
    return table._replace(columns=(*table.columns[:place], title, *table.columns[place:]), rows=rows)


def rooms(data: TimetableDocument) -> Table:
    """Rooms that are needed twice at once."""
    return Table("rooms", say("weeks.rooms"), columns("room", *USE), tuple(words.room_rows(data)))


def teachers(data: TimetableDocument) -> Table:
    """Teachers who are expected in two places."""
    return Table("teachers", say("weeks.teachers"), columns("teacher", *USE), tuple(words.teacher_rows(data)))


def cohort_tables(cohort: shape.Cohort) -> tuple[Table, Table]:
    """Learners without a plan, and rows that were left out; both may be empty."""
    unserved = tuple((each["id"], each["line"], worded(each["cause"] or each["reason"])) for each in cohort["unserved"])
    bad = tuple((entry["id"], entry["line"], worded(entry["error"])) for entry in cohort["bad"])
    names = columns("unserved", "line", "reason", wide=("reason",))
    wrong = columns("unserved", "line", "error", wide=("error",))
    return (
        Table("unserved", say("weeks.unserved"), names, unserved, detail=True),
        Table("bad", say("weeks.bad"), wrong, bad),
    )


def _timetable(data: TimetableDocument) -> Table:
    rows = tuple(_row(each, session) for each in data["offerings"] for session in each["sessions"] or (None,))
    titles = {"start": "start_time", "end": "end_time"}
    names = tuple(
        column if key == column.key else Column(key, column.title, column.wide)
        for key, column in zip(COLUMNS, columns(*(titles.get(key, key) for key in COLUMNS)), strict=True)
    )
    return Table("timetable", say("weeks.offerings"), names, rows)


def _row(offering: shape.Pattern, session: Session | None) -> tuple[Cell, ...]:
    """A session in the columns of the file; None of a class without any."""
    cells: dict[str, Cell] = {
        "offering": offering["offering"],
        "section": "",
        "unit": offering["unit"],
        "period": offering["period"],
        "modality": offering["modality"],
        "site": offering["site"] or "",
        "seats": "" if offering["seats"] is None else offering["seats"],
        "confidence": offering["confidence"] or "",
        "assumption": offering["assumption"] or "",
    }
    if offering["named"]:
        cells["offering"], cells["section"] = offering["named"]
    if session is not None:
        cells |= {
            "weekday": session["weekday"],
            "date": date.fromisoformat(session["date"]) if "date" in session else "",
            "start": session["start"],
            "end": session["end"],
            "site": session.get("site") or cells["site"],
            "room": session.get("room") or "",
            "teacher": ";".join(session.get("teachers", ())),
        }
    return tuple(cells.get(key, "") for key in COLUMNS)
