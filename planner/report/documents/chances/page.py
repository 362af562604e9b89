"""The page of chances from past results: all units together, then each of them."""

from __future__ import annotations

from datetime import date

from planner.messages import say
from planner.report.documents.chances.rates import past_sections, past_sheet
from planner.report.documents.chances.shape import ChancesDocument
from planner.report.pages.common import warning_sections
from planner.report.pages.page import Page


def page(data: ChancesDocument, created: date) -> Page:
    """The whole document."""
    return Page(
        title=say("past.title"),
        subtitle=data["programme"],
        sections=(*past_sections(data["past"]), *warning_sections(data["warnings"])),
        sheets=(past_sheet(data["past"]),),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )
