"""The page of a comparison: a table to choose from, duration against cost, cost by payer, and what each row means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.messages import say
from planner.report.documents.compare import charts, group
from planner.report.documents.compare.rows import (
    UNRANKED,
    about_rows,
    choice,
    front_legend,
    groups,
    is_unranked,
    key_name,
    ranking,
    reasons,
    told,
)
from planner.report.documents.compare.shape import CompareDocument, Row, has_plan
from planner.report.documents.compare.sheets import sheets
from planner.report.documents.plan.basis_shape import Assumption
from planner.report.documents.plan.milestones import reached
from planner.report.pages.blocks import Block, Bullets, Cell, Column, Paragraph, Table
from planner.report.pages.cells import columns, day, money
from planner.report.pages.common import assumption_sections, bullets, titled, titles_of_units, warning_sections
from planner.report.pages.page import DRAWN, Page, Section

FIGURES = {
    "award_date": "award", "own": "own", "cost": "cost", "duration": "duration", "months": "months",
    "peak_units": "units", "peak_evenings": "evenings",
}  # fmt: skip
"""Keys of the figures, what matters most first, with the message that titles each."""


def page(data: CompareDocument, created: date) -> Page:
    """Every combination, those that have no plan with the reason."""
    rows = data["rows"]
    sections = [Section("summary", say("page.rows"), tuple(_summary(data)))]
    drawn = tuple(charts.charts(data))
    if drawn:
        sections.append(Section("charts", say("page.charts"), (*drawn, *charts.not_drawn(data)), ways=(DRAWN,)))
    missing = bullets(reasons(rows))
    if missing.items:
        sections.append(Section("without-plan", say("compare.without_plan"), (missing,)))
    sections += warning_sections(told(data["warnings"], rows))
    sections += [group.section(data, places, number) for number, places in enumerate(groups(rows), 1)]
    sections += titles_of_units(row["plan"] for row in rows if has_plan(row))
    sections += assumption_sections(_assumptions(data), "compare.assumptions")
    names = [say("page.programme", **programme) for programme in data["programmes"]]
    return Page(
        title=titled("compare.title", data["learner"]),
        subtitle=" · ".join([*names, *([say("text.fictional")] if data["fictional"] else ())]),
        sections=tuple(sections),
        sheets=tuple(sheets(data)),
        footer=say("page.made", version=data["meta"]["planner"]),
        created=created,
    )


def _assumptions(data: CompareDocument) -> Iterator[Assumption]:
    """What the plans rest on, with the rows that it is about."""
    for entry in data["assumptions"]:
        text = about_rows(entry["text"], entry["rows"], data["rows"])
        yield {"id": entry["id"], "text": text, "reason": entry["reason"]}


def _summary(data: CompareDocument) -> Iterator[Block]:
    rows = data["rows"]
    yield Paragraph(say("compare.count", count=len(rows)))
    yield Bullets(tuple(told(data["notices"], rows)), warning="text.notices")
    asked = [column._replace(naming=True) for column in (*_asked(data), *columns("pathway", "funding"))]
    cells = tuple(
        (_number(place, row), *(choice(row, column.key) for column in asked), *_figures(row))
        for place, row in enumerate(rows)
    )
    front = tuple(place for place, row in enumerate(rows) if row["front"])
    figures = (Column(key, say(f"compare.column_{name}")) for key, name in FIGURES.items())
    names = (*columns("number"), *asked, *figures)
    yield Table("rows", say("page.rows"), names, cells, front, say(f"page.front_{data['ranked_by']}"))
    yield Paragraph(say("compare.legend_columns"))
    for text in (*ranking(rows, data["ranked_by"]), *front_legend(rows, data["ranked_by"])):
        yield Paragraph(text)


def _number(place: int, row: Row) -> Cell:
    """The number of a row, with the mark of one whose place is unknown; the table marks the best itself."""
    return f"{place + 1}\N{NO-BREAK SPACE}{UNRANKED}" if is_unranked(row) else place + 1


def _asked(data: CompareDocument) -> Iterator[Column]:
    """Columns of what the rows differ in, besides pathway and funding, which always have theirs."""
    for key in data["varied"]:
        if key in ("programme", "start"):
            yield from columns(key)
        elif key not in ("pathway", "funding"):
            yield Column(key, key_name(key))


def _figures(row: Row) -> tuple[Cell, ...]:
    """The figures of a row for people."""
    if not has_plan(row):
        return (say(f"compare.{row['status']}"), *("" for _ in range(len(FIGURES) - 1)))
    paid, peak = row["cost"], row["peak"]
    amounts = (money(amount, paid["currency"]) for amount in (paid["own"], paid["total"]))
    ends = day(reached(row["plan"])["date"])
    return (ends, *amounts, row["duration"], row["months"], peak["units"], peak["evenings"])
