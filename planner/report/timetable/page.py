"""The page of a timetable: what collides, the week of each term, whom it does not serve, and all of its classes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.learner import WEEKDAYS
from planner.messages import catalogue, say
from planner.report.pages.blocks import (
    Block,
    Bullets,
    Cell,
    Facts,
    Page,
    Paragraph,
    Section,
    Session,
    Table,
    WeekGrid,
)
from planner.report.pages.board import minutes
from planner.report.pages.cells import columns
from planner.report.pages.common import assumption_sections
from planner.report.sessions import days_text, grouped, where
from planner.report.timetable import words
from planner.report.timetable.data import certificate_clashes, is_clear
from planner.storage.timetables import COLUMNS

Data = dict[str, Any]
PAIR = ("term", "units", "sections", "when", "why", "other")
USE = ("sections", "when", "why")


def timetable_page(data: Data, created: date) -> Page:
    """The document; its first sheet is the timetable itself, which can be read again."""
    summary: list[Block] = [Facts(tuple(words.facts(data)))]
    sections = [
        Section("summary", say("weeks.summary"), tuple(summary)),
        Section("findings", say("weeks.findings"), tuple(_findings(data))),
    ]
    grids = tuple(_grids(data))
    if grids:
        sections.append(Section("weeks", say("page.weeks"), grids))
    if data["cohort"]:
        sections.append(Section("cohort", say("weeks.cohort"), tuple(_cohort(data["cohort"]))))
    sections.append(Section("offerings", say("weeks.offerings"), (_offerings(data),)))
    if data["travel"]:
        sections.append(Section("travel", say("weeks.travel"), (Bullets(tuple(words.travel_rows(data))),)))
    sections += assumption_sections(data["assumptions"], "page.assumptions")
    fictional = [say("text.fictional")] if data["fictional"] else []
    return Page(
        title=say("weeks.title", name=data["programme"]),
        subtitle=" · ".join([f"{data['title']} — {data['vintage']} ({data['school']})", *fictional]),
        sections=tuple(sections),
        sheets=tuple(_sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _findings(data: Data) -> Iterator[Block]:
    if not data["known"]:
        yield Bullets((say("weeks.none"),), warning="format.warning")
    elif is_clear(data):
        yield Paragraph(say("weeks.nothing"))
    grave = (*words.grave_rows(data), *certificate_clashes(data))
    if grave:
        yield Bullets(grave, warning="format.warning")
    if data["findings"]["clashes"]:
        yield Paragraph(say("weeks.pairs_text"))
        yield _clashes(data)
    yield from (table for table in (_rooms(data), _teachers(data)) if table.rows)
    if data["findings"]["idle"]:
        yield Bullets(tuple(words.idle_rows(data)))
    if data["findings"]["travel_unused"]:
        yield Bullets(tuple(words.unused_rows(data)))
    if data["findings"]["travel_unknown"]:
        yield Paragraph(say("weeks.travel_unknown"))
        yield Bullets(tuple(words.unknown_rows(data)))


def _clashes(data: Data) -> Table:
    marked = tuple(place for place, pair in enumerate(data["findings"]["clashes"]) if not pair["avoidable"])
    legend = say("weeks.pairs_mark") if marked else ""
    rows = tuple(words.clash_rows(data))
    return Table("clashes", say("weeks.pairs"), columns(*PAIR), rows, marked, legend)


def _rooms(data: Data) -> Table:
    rows = tuple(words.room_rows(data))
    return Table("rooms", say("weeks.rooms"), columns("room", *USE), rows)


def _teachers(data: Data) -> Table:
    rows = tuple(words.teacher_rows(data))
    return Table("teachers", say("weeks.teachers"), columns("teacher", *USE), rows)


def _grids(data: Data) -> Iterator[WeekGrid]:
    for term in data["terms"]:
        sessions = tuple(_sessions(term))
        if sessions:
            last = max(5, *(session.day + 1 for session in sessions))
            days = tuple(catalogue()[f"weekday.{name}"] for name in WEEKDAYS[:last])
            title = say("page.week", term=term["term"], title=term["title"])
            yield WeekGrid(f"week-{term['term']}", title, days, sessions)


def _sessions(term: Data) -> Iterator[Session]:
    for offering in term["offerings"]:
        for session, dates in grouped(offering["sessions"]):
            only = say("show.only", days=days_text(dates)) if dates else ""
            place = " · ".join(text for text in (where(session, offering["site"]), only) if text)
            starts, ends = minutes(session["start"]), minutes(session["end"])
            day = WEEKDAYS.index(session["weekday"])
            yield Session(day, starts, ends, offering["name"], offering["title"], place)


def _cohort(cohort: Data) -> Iterator[Block]:
    yield Paragraph(words.served_sentence(cohort))
    if causes := words.cause_rows(cohort):
        yield Bullets(tuple(causes))
    yield from (table for table in _cohort_tables(cohort) if table.rows)


def _cohort_tables(cohort: Data) -> tuple[Table, Table]:
    unserved = tuple((entry["id"], entry["line"], entry["cause"] or entry["reason"]) for entry in cohort["unserved"])
    bad = tuple((entry["id"], entry["line"], entry["error"]) for entry in cohort["bad"])
    names = columns("unserved", "line", "reason", wide=("reason",))
    wrong = columns("unserved", "line", "error", wide=("error",))
    return (
        Table("unserved", say("weeks.unserved"), names, unserved),
        Table("bad", say("weeks.bad"), wrong, bad),
    )


def _offerings(data: Data) -> Table:
    """A row for each class; who teaches it only where that is known of any."""
    names = ["section", "title", "period", "modality", "sessions", "site", "seats", "confidence"]
    if any(map(words.teachers, data["offerings"])):
        names.insert(names.index("seats"), "teacher")
    rows = tuple(tuple(_class(offering)[name] for name in names) for offering in data["offerings"])
    titles = columns(*names, wide=("title", "sessions"))
    return Table("offerings", say("weeks.offerings"), titles, rows)


def _class(offering: Data) -> dict[str, Cell]:
    confidence = offering["confidence"]
    return {
        "section": offering["offering"],
        "title": offering["title"],
        "period": offering["period"],
        "modality": say(f"modality.{offering['modality']}"),
        "sessions": words.offering_sessions(offering),
        "site": offering["site"] or "",
        "teacher": words.teachers(offering),
        "seats": offering["seats"],
        "confidence": say(f"confidence.{confidence}") if confidence else "",
    }


def _sheets(data: Data) -> Iterator[Table]:
    """The timetable in the columns of its file, then the findings."""
    yield _timetable(data)
    if data["findings"]["clashes"]:
        yield _clashes(data)
    cohort = _cohort_tables(data["cohort"]) if data["cohort"] else ()
    yield from (table for table in (_rooms(data), _teachers(data), *cohort) if table.rows)
    if data["travel"]:
        rows = tuple((*entry["between"], entry["minutes"]) for entry in data["travel"])
        yield Table("travel", say("weeks.travel"), columns("site_from", "site_to", "minutes"), rows)


def _timetable(data: Data) -> Table:
    rows = tuple(_row(offering, session) for offering in data["offerings"] for session in offering["sessions"] or [{}])
    titles = {"start": "start_time", "end": "end_time"}
    names = tuple(
        column if key == column.key else type(column)(key, column.title, column.wide)
        for key, column in zip(COLUMNS, columns(*(titles.get(key, key) for key in COLUMNS)), strict=True)
    )
    return Table("timetable", say("weeks.offerings"), names, rows)


def _row(offering: Data, session: Data) -> tuple[Cell, ...]:
    day = session.get("date")
    cells: dict[str, Cell] = {
        **{key: offering[key] or "" for key in ("offering", "unit", "period", "modality", "confidence", "assumption")},
        **dict(zip(("offering", "section"), offering["named"] or (offering["offering"], ""), strict=True)),
        "weekday": session.get("weekday", ""),
        "date": date.fromisoformat(day) if day else "",
        "start": session.get("start", ""),
        "end": session.get("end", ""),
        "site": session.get("site") or offering["site"] or "",
        "room": session.get("room") or "",
        "teacher": ";".join(session.get("teachers", ())),
        "seats": "" if offering["seats"] is None else offering["seats"],
    }
    return tuple(cells[key] for key in COLUMNS)
