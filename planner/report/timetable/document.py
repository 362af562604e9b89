"""A timetable in any format but a calendar: whose days are whose is what a learner's plan says."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.report.closures import Document
from planner.report.pages.blocks import Page

Data = dict[str, Any]


def timetable_document(data: Data, timezone: str) -> Document:
    """The document of the data."""

    def text() -> str:
        from planner.report.timetable.text import timetable_text

        return timetable_text(data)

    def page(created: date) -> Page:
        from planner.report.timetable.page import timetable_page

        return timetable_page(data, created)

    return Document(data, text, page, lambda _: (), timezone)
