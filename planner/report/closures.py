"""Documents whose data has words already: they give way to `planner.report.documents`, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.domain.text import visible
from planner.messages import Language, bound, speaking
from planner.report import documents
from planner.report.formats import CALENDAR, JSON, TEXT, draw
from planner.report.json import dumps

if TYPE_CHECKING:
    from planner.report.agenda import Entry
    from planner.report.pages.blocks import Page


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


def rendered(document: Document | documents.Document, form: str, created: date) -> str | bytes:
    """The document in the format; texts as they are written into a file, with the line ends of the format.

    `created` is the day that the document carries: the same input and day give the same bytes.
    """
    if isinstance(document, documents.Document):
        return document.render(form, bound().code, created=created)
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
        return draw(page, form)
