"""A page as plain dictionaries of texts, the same for HTML and PDF, so that templates only place them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.messages import say
from planner.report.formats import words
from planner.report.formats.figures import figures
from planner.report.formats.weeks import week
from planner.report.pages.blocks import (
    Answers,
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Facts,
    Paragraph,
    Signature,
    Steps,
    Table,
    WeekGrid,
)
from planner.report.pages.charts import Chart, Scatter
from planner.report.pages.page import DRAWN, Page

View = dict[str, Any]
Draw = Callable[[Chart], str]


def view(page: Page, draw: Draw) -> View:
    """The page: `{title, subtitle, lang, footer, created, words, sections: [{id, title, level, new_page, blocks}]}`.

    `draw` turns a chart into SVG. Each block has a `type`; None, days, money and numbers are worded.
    A table or a box is `headed` where the heading of its section names it already.
    """
    sections = [
        {
            "id": part.id,
            "title": words.text(part.title),
            "level": part.level,
            "new_page": part.new_page,
            "blocks": [{**block_view(b, draw), "headed": part.heads(b)} for b in part.blocks],
        }
        for part in page.shown(DRAWN)
    ]
    return {
        "title": words.text(page.title), "subtitle": words.text(page.subtitle), "lang": page.lang,
        "footer": words.text(page.footer), "created": page.created.isoformat(), "mark": words.text(page.mark),
        "sections": sections,
    }  # fmt: skip


def block_view(block: Block, draw: Draw) -> View:
    """A block by its type; one without content has the type `nothing`."""
    match block:
        case Table():
            return table(block)
        case Facts():
            items = [[words.text(name), words.text(value)] for name, value in block.items]
            return {"type": "facts" if items else "nothing", "items": items}
        case Paragraph():
            return {"type": "paragraph", "text": words.text(block.text)}
        case Bullets():
            kind = "bullets" if block.items else "nothing"
            return {"type": kind, "items": _nested(block), "warning": block.warning and say(block.warning)}
        case Answers():
            items = [[words.text(text) for text in (a.question, a.answer, a.detail)] for a in block.items]
            return {"type": "answers" if items else "nothing", "items": items}
        case Steps() | Signature():
            kind = "steps" if isinstance(block, Steps) else "signature"
            return {"type": kind if block.items else "nothing", "items": [words.text(item) for item in block.items]}
        case Board():
            terms = [_term(term) for term in block.terms]
            title = words.text(block.title)
            kind = "board" if terms else "nothing"
            return {"type": kind, "id": block.id, "title": title, "terms": terms, "columns": block.columns}
        case WeekGrid():
            return week(block)
        case _:
            return _chart(block, draw)


def _nested(block: Bullets) -> list[View]:
    """`[{text, items}]`, each item with those that belong to it."""
    lists: list[list[View]] = [[]]
    for level, item in block.placed():
        entry: View = {"text": words.text(item), "items": []}
        lists[level].append(entry)
        lists[level + 1 :] = [entry["items"]]
    return lists[0]


def table(block: Table) -> View:
    """A table; a column is `numeric` when all that is known in it are numbers."""
    rows = [
        {"marked": index in block.marked, "cells": [words.cell(value) for value in row]}
        for index, row in enumerate(block.rows)
    ]
    columns = []
    for index, column in enumerate(block.columns):
        known = [row[index] for row in block.rows if row[index] not in (None, "")]
        form = words.form_of(column, known)
        classes = " ".join(part for part in (form, "naming" if column.naming else "") if part)
        columns.append({"title": words.text(column.title), "numeric": form == "number", "form": classes})
    legend = (words.text(block.legend) or say("format.marked")) if block.marked else ""
    title = words.text(block.title)
    return {
        "type": "table", "id": block.id, "title": title, "columns": columns, "rows": rows, "legend": legend,
        "headed": False,
    }  # fmt: skip


def _term(term: BoardTerm) -> View:
    return {
        "name": words.text(term.name), "title": words.text(term.title),
        "dates": words.text(term.dates),
        "facts": [words.text(fact) for fact in term.facts], "cards": [_card(card) for card in term.cards],
        "events": [
            {"kind": e.kind, "text": words.text(e.text), "dates": words.text(e.dates)} for e in term.events
        ],
        "nothing": words.text(term.nothing),
    }  # fmt: skip


def _card(card: Card) -> View:
    facts = [words.text(fact) for fact in card.facts]
    title, label = words.text(card.title), words.text(card.label)
    return {"code": words.text(card.code), "title": title, "kind": card.kind, "label": label, "facts": facts}


def _chart(chart: Chart, draw: Draw) -> View:
    """The picture, and the same in words: a list of what stands in it, or for bars a table."""
    about = {"id": chart.id, "title": words.text(chart.title), "alt": words.text(chart.alt or chart.title)}
    if isinstance(chart, Scatter):
        told: View = {"items": [words.text(point.text) for point in chart.points]}
    else:
        told = {"items": [], "table": table(figures(chart))}
    known = bool(told["items"] or told.get("table", {}).get("rows"))
    return {
        "type": "chart" if known else "nothing", **about, "svg": draw(chart) if known else "", **told,
    }  # fmt: skip
