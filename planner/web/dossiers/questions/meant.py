"""Documents as pages for people tell them: units by their titles, terms by their months, in all that they say."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planner.domain.case import Case
from planner.report.documents import Document
from planner.report.formats.charts import narrow, svg
from planner.report.pages.charts import Scatter
from planner.web.meanings import Meanings

WHOLE = frozenset({"set", "about", "plan", "meta", "schema", "learner", "programme", "start", "given"})
"""Keys whose values programs read: they stay as they are."""


def meant(case: Case, data: Any) -> Any:
    """The data of a document so."""
    names = Meanings(case)

    def within(node: Any) -> Any:
        if isinstance(node, Mapping):
            return {key: value if key in WHOLE else within(value) for key, value in node.items()}
        return [within(each) for each in node] if isinstance(node, list) else names.within(node)

    return within(data)


class Picture(NamedTuple):
    """A chart: its title, what it shows in words, and the picture as an address that holds it, also for a phone."""

    title: str
    alt: str
    source: str
    narrow: str


def pictures(document: Document) -> Iterator[Picture]:
    """The charts of a document's page that show each plan as a point."""
    for section in document.page(document.created).sections:
        for block in section.blocks:
            if isinstance(block, Scatter):
                yield picture(block)


def picture(chart: Scatter) -> Picture:
    """A chart, drawn."""
    drawn = (b64encode(one.encode()).decode() for one in (svg(chart, outlines=False), narrow(chart)))
    return Picture(str(chart.title), str(chart.alt), *(f"data:image/svg+xml;base64,{one}" for one in drawn))
