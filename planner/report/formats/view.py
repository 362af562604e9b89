"""A page as plain dictionaries of texts, the same for HTML and PDF, so that templates only place them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from planner.messages import say
from planner.report.formats import words
from planner.report.formats.figures import figures
from planner.report.formats.weeks import week
from planner.report.pages.blocks import (
    Bars,
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Cell,
    Chart,
    Column,
    Curves,
    Facts,
    HeatMap,
    Page,
    Paragraph,
    Table,
    Timeline,
    Tornado,
    WeekGrid,
)

TIGHT = 18
"""A word up to this length is not broken at its hyphens."""
View = dict[str, Any]
Draw = Callable[[Chart], str]


def view(page: Page, draw: Draw) -> View:
    """The page: `{title, subtitle, lang, footer, created, words, sections: [{id, title, level, new_page, blocks}]}`.

    `draw` turns a chart into SVG. Each block has a `type`; None, days, money and numbers are worded.
    A table is `headed` where the heading of its section names it already.
    """

    def text(value: str) -> str:
        return words.text(value, page.lang)

    sections = [
        {
            "id": part.id,
            "title": text(part.title),
            "level": part.level,
            "new_page": part.new_page,
            "blocks": [{**block_view(b, page.lang, draw), "headed": part.heads(b)} for b in part.blocks],
        }
        for part in page.sections
    ]
    return {
        "title": text(page.title), "subtitle": text(page.subtitle), "lang": page.lang, "footer": text(page.footer),
        "created": page.created.isoformat(), "sections": sections,
    }  # fmt: skip


def block_view(block: Block, lang: str, draw: Draw) -> View:
    """A block by its type; one without content has the type `nothing`."""
    match block:
        case Table():
            return table(block, lang)
        case Facts():
            items = [[words.text(name, lang), words.text(value, lang)] for name, value in block.items]
            return {"type": "facts" if items else "nothing", "items": items}
        case Paragraph():
            return {"type": "paragraph", "text": words.text(block.text, lang)}
        case Bullets():
            kind = "bullets" if block.items else "nothing"
            return {"type": kind, "items": _nested(block, lang), "warning": block.warning and say(lang, block.warning)}
        case Board():
            terms = [_term(term, lang) for term in block.terms]
            title = words.text(block.title, lang)
            return {"type": "board" if terms else "nothing", "id": block.id, "title": title, "terms": terms}
        case WeekGrid():
            return week(block, lang)
        case _:
            return _chart(block, lang, draw)


def _nested(block: Bullets, lang: str) -> list[View]:
    """`[{text, items}]`, each item with those that belong to it."""
    lists: list[list[View]] = [[]]
    for level, item in block.placed():
        entry: View = {"text": words.text(item, lang), "items": []}
        lists[level].append(entry)
        lists[level + 1 :] = [entry["items"]]
    return lists[0]


def table(block: Table, lang: str) -> View:
    """A table; a column is `numeric` when all that is known in it are numbers."""
    rows = [
        {"marked": index in block.marked, "cells": [words.cell(value, lang) for value in row]}
        for index, row in enumerate(block.rows)
    ]
    columns = []
    for index, column in enumerate(block.columns):
        known = [row[index] for row in block.rows if row[index] not in (None, "")]
        form = _form(column, known)
        columns.append({"title": words.text(column.title, lang), "numeric": form == "number", "form": form})
    legend = (words.text(block.legend, lang) or say(lang, "format.marked")) if block.marked else ""
    title = words.text(block.title, lang)
    return {
        "type": "table", "id": block.id, "title": title, "columns": columns, "rows": rows, "legend": legend,
        "headed": False,
    }  # fmt: skip


def _form(column: Column, known: list[Cell]) -> str:
    """`number`, `tight` where no cell should be broken, `wide`, or nothing."""
    if known and all(words.is_number(value) for value in known):
        return "number"
    if known and all(
        isinstance(value, date) or (len(str(value)) <= TIGHT and " " not in str(value)) for value in known
    ):
        return "tight"
    return "wide" if column.wide else ""


def _term(term: BoardTerm, lang: str) -> View:
    return {
        "name": words.text(term.name, lang), "title": words.text(term.title, lang),
        "dates": words.text(term.dates, lang),
        "facts": [words.text(fact, lang) for fact in term.facts], "cards": [_card(card, lang) for card in term.cards],
        "events": [
            {"kind": e.kind, "text": words.text(e.text, lang), "dates": words.text(e.dates, lang)} for e in term.events
        ],
        "nothing": words.text(term.nothing, lang),
    }  # fmt: skip


def _card(card: Card, lang: str) -> View:
    facts = [words.text(fact, lang) for fact in card.facts]
    title, label = words.text(card.title, lang), words.text(card.label, lang)
    return {"code": words.text(card.code, lang), "title": title, "kind": card.kind, "label": label, "facts": facts}


def _chart(chart: Chart, lang: str, draw: Draw) -> View:
    """The picture, and the same in words: a list of what stands in it, or for bars a table."""
    about = {"id": chart.id, "title": words.text(chart.title, lang), "alt": words.text(chart.alt or chart.title, lang)}
    if isinstance(chart, Bars):
        if not chart.categories:
            return {"type": "nothing", **about}
        return {
            "type": "chart",
            **about,
            "svg": draw(chart),
            "listed": False,
            "items": [],
            "table": _figures(chart, lang),
        }
    if isinstance(chart, (HeatMap, Curves, Tornado)):
        shown = {**table(figures(chart, lang), lang), "headed": False}
        return {
            "type": "chart" if shown["rows"] else "nothing",
            **about,
            "svg": draw(chart) if shown["rows"] else "",
            "listed": False,
            "items": [],
            "table": shown,
        }
    marks = chart.bars if isinstance(chart, Timeline) else chart.points
    items = [words.text(mark.text, lang) for mark in marks]
    listed = isinstance(chart, Timeline)
    return {
        "type": "chart" if items else "nothing",
        **about,
        "svg": draw(chart) if items else "",
        "listed": listed,
        "items": items,
    }


def _figures(chart: Bars, lang: str) -> View:
    from planner.report.formats.charts.bars import figure

    first = words.text(chart.x_title, lang) or say(lang, "format.category")
    titles = [first, *(words.text(series.title, lang) for series in chart.series)]
    columns = [
        {"title": title, "numeric": bool(index), "form": "number" if index else "tight"}
        for index, title in enumerate(titles)
    ]
    rows = [
        {"marked": False, "cells": [words.text(name, lang), *(figure(chart, s.values[i], lang) for s in chart.series)]}
        for i, name in enumerate(chart.categories)
    ]
    title = words.text(chart.title, lang)
    return {
        "type": "table",
        "id": f"{chart.id}-figures",
        "title": title,
        "columns": columns,
        "rows": rows,
        "legend": "",
        "headed": False,
    }
