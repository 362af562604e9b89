"""A page as one HTML file that needs nothing else: no network and no script; style and pictures stand inside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.messages import say
from planner.report.formats.view import View, view
from planner.report.pages.charts import Chart
from planner.report.pages.page import Page

if TYPE_CHECKING:
    from jinja2 import Template

NAMESPACES = re.compile(r' xmlns(?::xlink)?="[^"]*"')
"""HTML knows SVG without them."""
WHOLE = re.compile(
    r"((?<![\w-])(?:--[a-z]+(?:-[a-z]+)*|\[[a-z\d-]{1,30}\]"
    r"|\d{4}-\w{2,4}(?:-\d\d)?|[A-Z]+\d+-\w{1,4}(?:-\w{1,8})?|[A-Z]{2,6}-\d{2,4})(?!\w))"
)
"""An option of a command; an assumption, a term, a year, a day, a class or a unit by its code: copied as it is, not
broken at its hyphens.
"""
MANY = 7
"""A table with more columns is printed on a page on its side."""


def render(page: Page) -> str:
    """The page as a whole HTML document, ending with a line break; the same text for the same page."""
    shown = view(page, _picture)
    _turn(shown["sections"])
    return _template().render(page=shown, say=say) + "\n"


def _turn(sections: list[View]) -> None:
    """Print sections with a wide table on pages on their side, with headings that would else stay behind alone."""
    turned = False
    for section in reversed(sections):
        wide = any(block["type"] == "table" and len(block["columns"]) > MANY for block in section["blocks"])
        turned = wide if section["blocks"] else turned
        section["turned"] = turned
        section["form"] = " ".join(name for name in ("new-page", "turned") if section[name.replace("-", "_")])


def _picture(chart: Chart) -> str:
    from planner.report.formats.charts import svg

    return NAMESPACES.sub("", svg(chart, outlines=False), count=2).replace("xlink:href", "href")


@cache
def _template() -> Template:
    """The template, read once; everything that is not marked safe is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("planner.report.formats", "templates")
    environment = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["whole"] = WHOLE.split
    return environment.get_template("page.html")
