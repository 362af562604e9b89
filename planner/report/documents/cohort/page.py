"""The page of a cohort: a picture and what came of all, what keeps some from a plan, classes, terms, and learners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say
from planner.report.documents.cohort import cells, charts, words
from planner.report.documents.cohort.risk_page import risk_sections
from planner.report.documents.cohort.shape import CohortDocument
from planner.report.documents.cohort.sheets import sheets
from planner.report.pages.blocks import Block, Bullets, Paragraph, Table
from planner.report.pages.cells import columns
from planner.report.pages.common import mark
from planner.report.pages.page import Page, Section

LEARNERS = ("id", "outcome", "duration", "award_date", "cost", "peak_evenings")


def page(data: CohortDocument, created: date) -> Page:
    """The whole document."""
    return Page(
        title=say("cohort.title", name=data["cohort"]),
        subtitle=say("text.fictional") if data["fictional"] else "",
        sections=tuple(_sections(data)),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
        mark=mark(made_up=data.get("about", {}).get("made_up", False)),
    )


def _sections(data: CohortDocument) -> Iterator[Section]:
    yield Section("summary", say("page.summary"), tuple(_summary(data)))
    yield from _listed("without-plan", say("compare.without_plan"), words.reasons(data))
    yield from _listed("late", say("cohort.late_title"), words.reasons_late(data))
    yield from _listed("refused", say("cohort.rows_refused"), [*words.refused(data)])
    if data["demand"]:
        yield Section("demand", say("cohort.demand"), tuple(_demand(data)))
        yield Section("terms", say("cohort.terms"), (cells.terms(data),))
    yield from risk_sections(data)
    title = say("cohort.table")
    learners = cells.table("learner-table", title, LEARNERS, cells.LEARNER, data["learners"])
    yield Section("learners", title, (learners,))


def _listed(id: str, title: str, items: list[str]) -> Iterator[Section]:
    if items:
        yield Section(id, title, (Bullets(tuple(items)),))


def _summary(data: CohortDocument) -> Iterator[Block]:
    yield from charts.first(data)
    yield Paragraph(" ".join(words.lead(data)))
    yield Bullets(tuple(words.notices(data)), warning="text.notices")
    if "objectives" in data:
        rows = tuple((name, goal["value"], proof) for name, goal, proof in words.goals(data))
        yield Table("goals", say("cohort.goals"), columns("objective", "value", "proof"), rows)


def _demand(data: CohortDocument) -> Iterator[Block]:
    shown = words.wanted(data)
    marked = tuple(place for place, row in enumerate(shown) if row["over"])
    yield cells.table(
        "demand-table", say("cohort.demand"),
        (*words.several_programmes(data), "offering", "title", "term", "alone", "shared", "seats"),
        {**cells.demand(data), "term": words.term}, shown, marked=marked, legend=say("cohort.over") if marked else "",
    )  # fmt: skip
    others = words.others(data)
    if others:
        yield Paragraph(others)
