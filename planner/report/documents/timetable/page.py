"""The page of a timetable: a picture, what collides, whom it does not serve, the week of each term, all its classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from planner.domain.learner import WEEKDAYS
from planner.messages import catalogue, say, worded
from planner.report.documents.timetable import shape, words
from planner.report.documents.timetable.shape import TimetableDocument
from planner.report.documents.timetable.sheets import clashes, cohort_tables, rooms, sheets, teachers
from planner.report.listing import parted
from planner.report.pages.blocks import Block, Bullets, Cell, Facts, Paragraph, Session, Table, WeekGrid
from planner.report.pages.cells import columns, period_name
from planner.report.pages.charts import Bars, HeatMap, Series
from planner.report.pages.common import assumption_sections, mark
from planner.report.pages.page import Page, Section
from planner.report.pages.weeks import class_sessions, week_grid
from planner.report.titles import Titles


def page(data: TimetableDocument, created: date) -> Page:
    """The document; its first sheet is the timetable itself, which can be read again."""
    fictional = [say("text.fictional")] if data["fictional"] else []
    return Page(
        title=say("weeks.title", name=data["programme"]),
        subtitle=" · ".join([f"{worded(data['title'])} — {data['vintage']} ({data['school']})", *fictional]),
        sections=tuple(_sections_of(data)),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
        mark=mark(made_up=data.get("about", {}).get("made_up", False)),
    )


def _sections_of(data: TimetableDocument) -> Iterator[Section]:
    yield Section("summary", say("page.summary"), (*_picture(data), Facts(tuple(words.facts(data)))))
    yield Section("findings", say("weeks.findings"), tuple(_findings(data)))
    if data["cohort"]:
        yield Section("cohort", say("weeks.cohort"), tuple(_cohort(data["cohort"], words.titles(data))))
    grids = tuple(_grids(data))
    if grids:
        yield Section("weeks", say("page.weeks"), grids)
    yield Section("offerings", say("weeks.offerings"), tuple(_offerings(data)))
    if data["travel"]:
        yield Section("travel", say("weeks.travel"), (Bullets(tuple(words.travel_rows(data))),))
    yield from assumption_sections(data["assumptions"], "page.assumptions")


def _picture(data: TimetableDocument) -> Iterator[Bars | HeatMap]:
    """The picture above everything, if there is anything to see."""
    if data["cohort"] and data["cohort"]["learners"]:
        yield _served(data["cohort"], words.titles(data))
    elif any(offering["sessions"] for term in data["terms"] for offering in term["offerings"]):
        yield _days(data)


def _served(cohort: shape.Cohort, units: Titles) -> Bars:
    """Learners with a plan, and those whom each cause keeps from one."""
    undecided = sum(each["cause"] is None for each in cohort["unserved"])
    names, numbers = [say("weeks.with_plan")], [cohort["served"]]
    for group in cohort["causes"]:
        names.append(worded(group["what"]))
        numbers.append(group["count"])
    if undecided:
        names.append(say("cohort.unknown"))
        numbers.append(undecided)
    series = Series(say("column.learners"), tuple(map(float, numbers)))
    alt = " ".join([words.served_sentence(cohort), *words.cause_rows(cohort, units)])
    return Bars(
        "served-chart", say("weeks.cohort_chart"), alt, say("column.outcome"), say("column.learners"), tuple(names),
        (series,), in_table=True,
    )  # fmt: skip


def _days(data: TimetableDocument) -> HeatMap:
    """Classes on each weekday of each term."""
    counts = [
        Counter(day for offering in term["offerings"] for day in {each["weekday"] for each in offering["sessions"]})
        for term in data["terms"]
    ]
    last = max([5, *(WEEKDAYS.index(day) + 1 for found in counts for day in found)])
    days, terms = WEEKDAYS[:last], [term["term"] for term in data["terms"]]
    names = [catalogue()[f"weekday.{day}"] for day in days]
    told = [
        say("colon", name=term, value=", ".join(f"{name} {found[day]}" for name, day in zip(names, days, strict=True)))
        for term, found in zip(terms, counts, strict=True)
    ]
    values = tuple(tuple(float(found[day]) if found[day] else None for day in days) for found in counts)
    return HeatMap(
        "days-chart", say("weeks.days_chart"), worded(parted(told)), say("column.term"), say("column.weekday"),
        tuple(terms), tuple(names), values,
    )  # fmt: skip


def _findings(data: TimetableDocument) -> Iterator[Block]:
    if not data["known"]:
        yield Bullets((say("weeks.none"),), warning="format.warning")
    elif words.is_clear(data):
        yield Paragraph(say("weeks.nothing"))
    units = words.titles(data)
    if grave := tuple(words.grave_rows(data, units)):
        yield Bullets(grave, warning="format.warning")
    if data["findings"]["clashes"]:
        yield Paragraph(say("weeks.pairs_text"))
        yield clashes(data)
        yield Bullets(tuple(words.clashing(data, units)))
    yield from (table for table in (rooms(data), teachers(data)) if table.rows)
    if data["findings"]["idle"]:
        yield Bullets(tuple(words.idle_rows(data)))
    if data["findings"]["travel_unused"]:
        yield Bullets(tuple(words.unused_rows(data)))
    if data["findings"]["travel_unknown"]:
        yield Paragraph(say("weeks.travel_unknown"))
        yield Bullets(tuple(words.unknown_rows(data)))


def _grids(data: TimetableDocument) -> Iterator[WeekGrid]:
    for term in data["terms"]:
        yield from week_grid(term["term"], term["title"], _sessions(term))


def _sessions(term: shape.Term) -> Iterator[Session]:
    for offering in term["offerings"]:
        yield from class_sessions(offering["sessions"], offering["name"], worded(offering["title"]), offering["site"])


def _cohort(cohort: shape.Cohort, units: Titles) -> Iterator[Block]:
    yield Paragraph(words.served_sentence(cohort))
    if causes := words.cause_rows(cohort, units):
        yield Bullets(tuple(causes))
    unserved, bad = cohort_tables(cohort)
    if not words.all_named(cohort):
        yield unserved
    if bad.rows:
        yield bad


def _offerings(data: TimetableDocument) -> Iterator[Table]:
    """A row for each class; those whose hours are not known stand apart."""
    for name, timed in (("timed", True), ("untimed", False)):
        rows = [_class(offering) for offering in data["offerings"] if bool(offering["sessions"]) == timed]
        if rows:
            # A column in which nothing is known says nothing.
            names = [key for key in rows[0] if any(row[key] not in ("", None) for row in rows)]
            titles = columns(*names, wide=("title", "sessions"), spare=("title", "confidence"))
            yield Table(name, say(f"weeks.{name}"), titles, tuple(tuple(row[key] for key in names) for row in rows))


def _class(offering: shape.Pattern) -> dict[str, Cell]:
    confidence = offering["confidence"]
    return {
        "section": offering["offering"],
        "title": worded(offering["title"]),
        "period": period_name(offering["period"]),
        "modality": say(f"modality.{offering['modality']}"),
        "sessions": words.offering_sessions(offering),
        "site": "" if offering["sessions"] else offering["site"],
        "teacher": words.teachers(offering),
        "seats": offering["seats"],
        "confidence": say(f"confidence.{confidence}") if confidence else "",
    }
