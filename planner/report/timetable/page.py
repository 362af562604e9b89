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
from planner.report.pages.plan import assumption_sections
from planner.report.sessions import days_text, grouped, where
from planner.report.timetable import words
from planner.report.timetable.data import certificate_clashes, is_clear
from planner.storage.timetables import COLUMNS

Data = dict[str, Any]
PAIR = ("term", "units", "sections", "when", "why", "other")
USE = ("sections", "when", "why")


def timetable_page(data: Data, lang: str, created: date) -> Page:
    """The document; its first sheet is the timetable itself, which can be read again."""
    summary: list[Block] = [Facts(tuple(words.facts(data, lang)))]
    sections = [
        Section("summary", say(lang, "weeks.summary"), tuple(summary)),
        Section("findings", say(lang, "weeks.findings"), tuple(_findings(data, lang))),
    ]
    grids = tuple(_grids(data, lang))
    if grids:
        sections.append(Section("weeks", say(lang, "page.weeks"), grids))
    if data["cohort"]:
        sections.append(Section("cohort", say(lang, "weeks.cohort"), tuple(_cohort(data["cohort"], lang))))
    sections.append(Section("offerings", say(lang, "weeks.offerings"), (_offerings(data, lang),)))
    if data["travel"]:
        sections.append(Section("travel", say(lang, "weeks.travel"), (Bullets(tuple(words.travel_rows(data, lang))),)))
    sections += assumption_sections(data["assumptions"], lang, "page.assumptions")
    fictional = [say(lang, "text.fictional")] if data["fictional"] else []
    return Page(
        title=say(lang, "weeks.title", name=data["programme"]),
        subtitle=" · ".join([f"{data['title']} — {data['vintage']} ({data['school']})", *fictional]),
        lang=lang,
        sections=tuple(sections),
        sheets=tuple(_sheets(data, lang)),
        footer=say(lang, "page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _findings(data: Data, lang: str) -> Iterator[Block]:
    if not data["known"]:
        yield Bullets((say(lang, "weeks.none"),), warning="format.warning")
    elif is_clear(data):
        yield Paragraph(say(lang, "weeks.nothing"))
    grave = (*words.grave_rows(data, lang), *certificate_clashes(data, lang))
    if grave:
        yield Bullets(grave, warning="format.warning")
    if data["findings"]["clashes"]:
        yield Paragraph(say(lang, "weeks.pairs_text"))
        yield _clashes(data, lang)
    yield from (table for table in (_rooms(data, lang), _teachers(data, lang)) if table.rows)
    if data["findings"]["idle"]:
        yield Bullets(tuple(words.idle_rows(data, lang)))
    if data["findings"]["travel_unused"]:
        yield Bullets(tuple(words.unused_rows(data, lang)))
    if data["findings"]["travel_unknown"]:
        yield Paragraph(say(lang, "weeks.travel_unknown"))
        yield Bullets(tuple(words.unknown_rows(data)))


def _clashes(data: Data, lang: str) -> Table:
    marked = tuple(place for place, pair in enumerate(data["findings"]["clashes"]) if not pair["avoidable"])
    legend = say(lang, "weeks.pairs_mark") if marked else ""
    rows = tuple(words.clash_rows(data, lang))
    return Table("clashes", say(lang, "weeks.pairs"), columns(lang, *PAIR), rows, marked, legend)


def _rooms(data: Data, lang: str) -> Table:
    rows = tuple(words.room_rows(data, lang))
    return Table("rooms", say(lang, "weeks.rooms"), columns(lang, "room", *USE), rows)


def _teachers(data: Data, lang: str) -> Table:
    rows = tuple(words.teacher_rows(data, lang))
    return Table("teachers", say(lang, "weeks.teachers"), columns(lang, "teacher", *USE), rows)


def _grids(data: Data, lang: str) -> Iterator[WeekGrid]:
    for term in data["terms"]:
        sessions = tuple(_sessions(term, lang))
        if sessions:
            last = max(5, *(session.day + 1 for session in sessions))
            days = tuple(catalogue(lang)[f"weekday.{name}"] for name in WEEKDAYS[:last])
            title = say(lang, "page.week", term=term["term"], title=term["title"])
            yield WeekGrid(f"week-{term['term']}", title, days, sessions)


def _sessions(term: Data, lang: str) -> Iterator[Session]:
    for offering in term["offerings"]:
        for session, dates in grouped(offering["sessions"]):
            only = say(lang, "show.only", days=days_text(dates, lang)) if dates else ""
            place = " · ".join(text for text in (where(session, offering["site"], lang), only) if text)
            starts, ends = minutes(session["start"]), minutes(session["end"])
            day = WEEKDAYS.index(session["weekday"])
            yield Session(day, starts, ends, offering["name"], offering["title"], place)


def _cohort(cohort: Data, lang: str) -> Iterator[Block]:
    yield Paragraph(words.served_sentence(cohort, lang))
    if causes := words.cause_rows(cohort, lang):
        yield Bullets(tuple(causes))
    yield from (table for table in _cohort_tables(cohort, lang) if table.rows)


def _cohort_tables(cohort: Data, lang: str) -> tuple[Table, Table]:
    unserved = tuple((entry["id"], entry["line"], entry["cause"] or entry["reason"]) for entry in cohort["unserved"])
    bad = tuple((entry["id"], entry["line"], entry["error"]) for entry in cohort["bad"])
    names = columns(lang, "unserved", "line", "reason", wide=("reason",))
    wrong = columns(lang, "unserved", "line", "error", wide=("error",))
    return (
        Table("unserved", say(lang, "weeks.unserved"), names, unserved),
        Table("bad", say(lang, "weeks.bad"), wrong, bad),
    )


def _offerings(data: Data, lang: str) -> Table:
    """A row for each class; who teaches it only where that is known of any."""
    names = ["section", "title", "period", "modality", "sessions", "site", "seats", "confidence"]
    if any(map(words.teachers, data["offerings"])):
        names.insert(names.index("seats"), "teacher")
    rows = tuple(tuple(_class(offering, lang)[name] for name in names) for offering in data["offerings"])
    titles = columns(lang, *names, wide=("title", "sessions"))
    return Table("offerings", say(lang, "weeks.offerings"), titles, rows)


def _class(offering: Data, lang: str) -> dict[str, Cell]:
    confidence = offering["confidence"]
    return {
        "section": offering["offering"],
        "title": offering["title"],
        "period": offering["period"],
        "modality": say(lang, f"modality.{offering['modality']}"),
        "sessions": words.offering_sessions(offering, lang),
        "site": offering["site"] or "",
        "teacher": words.teachers(offering),
        "seats": offering["seats"],
        "confidence": say(lang, f"confidence.{confidence}") if confidence else "",
    }


def _sheets(data: Data, lang: str) -> Iterator[Table]:
    """The timetable in the columns of its file, then the findings."""
    yield _timetable(data, lang)
    if data["findings"]["clashes"]:
        yield _clashes(data, lang)
    cohort = _cohort_tables(data["cohort"], lang) if data["cohort"] else ()
    yield from (table for table in (_rooms(data, lang), _teachers(data, lang), *cohort) if table.rows)
    if data["travel"]:
        rows = tuple((*entry["between"], entry["minutes"]) for entry in data["travel"])
        yield Table("travel", say(lang, "weeks.travel"), columns(lang, "site_from", "site_to", "minutes"), rows)


def _timetable(data: Data, lang: str) -> Table:
    rows = tuple(_row(offering, session) for offering in data["offerings"] for session in offering["sessions"] or [{}])
    titles = {"start": "start_time", "end": "end_time"}
    names = tuple(
        column if key == column.key else type(column)(key, column.title, column.wide)
        for key, column in zip(COLUMNS, columns(lang, *(titles.get(key, key) for key in COLUMNS)), strict=True)
    )
    return Table("timetable", say(lang, "weeks.offerings"), names, rows)


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
