"""A comparison in any format."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.messages import bound, say, speaking
from planner.report.closures import Document
from planner.report.compare import compare_data
from planner.report.documents.plan.shape import Asked
from planner.report.pages.blocks import Page
from planner.study.compare import Comparison

if TYPE_CHECKING:
    from planner.report.agenda import Entry


def compare_document(found: Comparison, meta: Asked, today: date | None = None) -> Document:
    """The document; its calendar holds the plans of all rows, each entry with the number of its row."""
    cases = [row.case for row in found.rows if row.case is not None]
    with speaking(bound().about_cases(cases)) as language:
        data = compare_data(found, meta, today)

    def text() -> str:
        from planner.report.compare_text import compare_text

        return compare_text(data)

    def page(created: date) -> Page:
        from planner.report.pages.compare import compare_page

        return compare_page(data, created)

    def entries(created: date) -> tuple[Entry, ...]:
        from planner.report.agenda import entries

        made: list[Entry] = []
        for number, row in enumerate(found.rows, 1):
            if row.case is not None and row.result is not None and row.result.plan is not None:
                label = say("compare.rows.one", numbers=number)
                made += entries(row.case, row.result.plan, label=label, created=created)
        return tuple(made)

    timezone = cases[0].programme.timezone if cases else "UTC"
    return Document(data, text, page, entries, timezone, language)
