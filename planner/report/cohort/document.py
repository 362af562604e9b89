"""A cohort in any format but a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.report.closures import Document
from planner.report.pages.blocks import Page

Data = dict[str, Any]


def cohort_document(data: Data) -> Document:
    """The document of the data."""

    def text() -> str:
        from planner.report.cohort.text import cohort_text

        return cohort_text(data)

    def page(created: date) -> Page:
        from planner.report.cohort.page import cohort_page

        return cohort_page(data, created)

    return Document(data, text, page, lambda _: (), "UTC")
