"""One document in any of its formats: data, text, or a page that the formats draw, or a calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.text import visible
from planner.messages import Language, bound, speaking
from planner.report.json import dumps

if TYPE_CHECKING:
    from planner.report.agenda import Entry
    from planner.report.pages.blocks import Page

TEXT, JSON = "text", "json"
CALENDAR = "ics"
FORMATS = (TEXT, JSON, "html", "pdf", "xlsx", "csv", CALENDAR, "md")
SUFFIXES = {name: "txt" if name == TEXT else name for name in FORMATS}
"""What the names of files of each format end in, without the dot."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says; each form is made when it is asked for. `entries` are those of its calendar, whose days
    and hours are in the `timezone`.
    """

    data: dict[str, Any]
    text: Callable[[], str]
    page: Callable[[date], Page]
    entries: Callable[[date], tuple[Entry, ...]]
    timezone: str
    language: Language = field(default_factory=bound)


def rendered(document: Document, form: str, created: date) -> str | bytes:
    """The document in the format; texts as they are written into a file, with the line ends of the format.

    `created` is the day that the document carries: the same input and day give the same bytes.
    """
    with speaking(document.language):
        if form == TEXT:
            return visible(document.text())
        if form == JSON:
            return dumps(document.data)
        page = document.page(created)
        if form == CALENDAR:
            from planner.report.formats import ics

            entries = document.entries(created)
            return ics.render(entries, name=page.title, timezone=document.timezone, created=created)
        return drawn(page, form)


def drawn(page: Page, form: str) -> str | bytes:
    """A page in the format."""
    if form == "html":
        from planner.report.formats import html

        return html.render(page)
    if form == "pdf":
        from planner.report.formats import pdf

        return pdf.render(page)
    if form == "xlsx":
        from planner.report.formats import xlsx

        return xlsx.render(page)
    if form == "csv":
        from planner.report.formats import csv_table

        return csv_table.render(page)
    from planner.report.formats import markdown

    return markdown.render(page)
