"""File formats of a page: each turns the same page into text or bytes, and adds nothing of its own.

A new format is a module with `render(page)` and a line in `FORMATS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planner.report.pages.page import Page

TEXT, JSON, CALENDAR = "text", "json", "ics"


class Format(NamedTuple):
    """What names of its files end in, without the dot, and the module that draws a page in it, if one does."""

    suffix: str
    module: str = ""


FORMATS = {
    TEXT: Format("txt", "text"),
    JSON: Format("json"),
    "html": Format("html", "html"),
    "pdf": Format("pdf", "pdf"),
    "xlsx": Format("xlsx", "xlsx"),
    "csv": Format("csv", "csv_table"),
    CALENDAR: Format("ics"),
    "md": Format("md", "markdown"),
}
PAGES = tuple(name for name in FORMATS if name != CALENDAR)
"""Formats of documents that are no days in a calendar."""
SUFFIXES = {name: form.suffix for name, form in FORMATS.items()}


def draw(page: Page, form: str) -> str | bytes:
    """A page in the format, in the language that is bound."""
    made: str | bytes = import_module(f"planner.report.formats.{FORMATS[form].module}").render(page)
    return made
