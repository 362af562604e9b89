"""A run over scenarios in any format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from planner.report.closures import Document
from planner.report.pages.blocks import Page

if TYPE_CHECKING:
    from planner.report.agenda import Entry


def stress_document(data: dict[str, Any]) -> Document:
    """The document; it has no calendar."""

    def text() -> str:
        from planner.report.stress.text import stress_text

        return stress_text(data)

    def page(created: date) -> Page:
        from planner.report.stress.page import stress_page

        return stress_page(data, created)

    def entries(created: date) -> tuple[Entry, ...]:
        return ()

    return Document(data, text, page, entries, "UTC")
