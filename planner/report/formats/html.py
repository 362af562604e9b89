"""A page as one HTML file that needs nothing else: no network and no script; style and pictures stand inside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.messages import say
from planner.report.formats.view import view
from planner.report.pages.blocks import Chart, Page

if TYPE_CHECKING:
    from jinja2 import Template

NAMESPACES = re.compile(r' xmlns(?::xlink)?="[^"]*"')
"""HTML knows SVG without them."""


def render(page: Page) -> str:
    """The page as a whole HTML document, ending with a line break; the same text for the same page."""
    return _template().render(page=view(page, _picture(page.lang)), say=_say(page.lang)) + "\n"


def _picture(lang: str):  # type: ignore[no-untyped-def]
    def draw(chart: Chart) -> str:
        from planner.report.formats.charts import svg

        return NAMESPACES.sub("", svg(chart, lang, outlines=False), count=2).replace("xlink:href", "href")

    return draw


def _say(lang: str):  # type: ignore[no-untyped-def]
    return lambda key, **values: say(lang, key, **values)


@cache
def _template() -> Template:
    """The template, read once; everything that is not marked safe is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("planner.report.formats", "templates")
    environment = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html")
