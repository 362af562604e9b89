"""A proposal in any format but a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.report.closures import Document
from planner.report.pages.blocks import Page

Data = dict[str, Any]


def design_document(data: Data) -> Document:
    """The document of the data."""

    def text() -> str:
        from planner.report.design.text import design_text

        return design_text(data)

    def page(created: date) -> Page:
        from planner.report.design.page import design_page

        return design_page(data, created)

    return Document(data, text, page, lambda _: (), "UTC")
