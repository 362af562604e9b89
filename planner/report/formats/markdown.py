"""A page as Markdown (CommonMark and tables): boards as lists, charts as their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from planner.domain.offering import clock
from planner.domain.text import Cents
from planner.messages import say
from planner.report.formats.figures import bar_cell, figures
from planner.report.formats.markdown_text import heading, inline, line, nested, table_lines
from planner.report.formats.words import shown
from planner.report.pages.blocks import (
    Answers,
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Column,
    Facts,
    Paragraph,
    Signature,
    Steps,
    Table,
    WeekGrid,
)
from planner.report.pages.charts import Bars, Curves, HeatMap, Scatter, Tornado
from planner.report.pages.page import MARKDOWN, Page, Section


def render(page: Page) -> str:
    """The whole page, a final newline at its end."""
    lines = [*heading(1, page.title), line(page.subtitle), *(["", f"**{inline(page.mark)}**"] if page.mark else [])]
    for section in page.shown(MARKDOWN):
        lines += heading(section.level, section.title)
        for block in section.blocks:
            lines += ["", *_block(block, section)]
    lines += ["", "---", "", line(page.footer)] if page.footer else []
    kept = [text for number, text in enumerate(lines) if text or (number and lines[number - 1])]
    return "\n".join(kept).strip("\n") + "\n"


def _block(block: Block, section: Section) -> Iterator[str]:
    writers: dict[type, Callable[[Any, Section], Iterator[str]]] = {
        Table: lambda table, section: table_lines(table, headed=section.heads(table)),
        Facts: _facts,
        Paragraph: lambda paragraph, _section: iter([line(paragraph.text)]),
        Bullets: _bullets,
        Answers: _answers,
        Steps: lambda steps, _section: iter([f"{n}. {inline(item)}" for n, item in enumerate(steps.items, 1)]),
        Signature: lambda _signature, _section: iter(()),
        Board: _board,
        WeekGrid: _week,
        Scatter: _scatter,
        Bars: _bars,
        HeatMap: _figures,
        Curves: _figures,
        Tornado: _figures,
    }
    return writers[type(block)](block, section)


def _bullets(items: Bullets, section: Section) -> Iterator[str]:
    """A list; a box begins with its title."""
    if items.warning and items.items and not section.heads(items):
        yield from (f"**{inline(say(items.warning))}**", "")
    yield from nested(items.placed())


def _answers(answers: Answers, section: Section) -> Iterator[str]:
    for each in answers.items:
        told = say("colon", name=inline(each.question), value=f"**{inline(each.answer)}**")
        yield "- " + (f"{told} – {inline(each.detail)}" if each.detail else told)


def _facts(facts: Facts, section: Section) -> Iterator[str]:
    for name, value in facts.items:
        yield "- " + say("colon", name=f"**{inline(name)}**", value=inline(value))


def _board(board: Board, section: Section) -> Iterator[str]:
    yield from heading(section.level + 1, board.title)
    for term in board.terms:
        yield from heading(section.level + 2, " · ".join(filter(None, [term.name, term.title])))
        yield from _term(term)


def _term(term: BoardTerm) -> Iterator[str]:
    about = " · ".join(filter(None, [term.dates, *term.facts]))
    if about:
        yield line(about)
        yield ""
    if not term.cards and term.nothing:
        yield line(term.nothing)
        yield ""
    for card in term.cards:
        yield _card(card)
    for event in term.events:
        yield "- " + say("colon", name=f"*{inline(event.text)}*", value=inline(event.dates))


def _card(card: Card) -> str:
    notes = ", ".join(filter(None, [card.label, *card.facts]))
    return f"- {_unit(card.code, card.title, notes)}"


def _unit(code: str, title: str, notes: str) -> str:
    """A unit's code in bold, with its title and notes where they are known."""
    return " ".join(filter(None, [f"**{inline(code)}**", inline(title), f"({inline(notes)})" if notes else ""]))


def _week(grid: WeekGrid, section: Section) -> Iterator[str]:
    yield from heading(section.level + 1, grid.title)
    for session in sorted(grid.sessions, key=lambda session: (session.day, session.starts, session.ends)):
        times = {"starts": clock(session.starts), "ends": clock(session.ends)}
        when = say("sheet.slot", day=grid.days[session.day], **times)
        what = _unit(session.code, session.title, session.place)
        yield "- " + say("colon", name=inline(when), value=what)


def _scatter(chart: Scatter, section: Section) -> Iterator[str]:
    columns = tuple(Column(title, title) for title in ("", chart.x_title, chart.y_title))
    rows = tuple((point.label, point.x, Cents(round(point.y), chart.currency)) for point in chart.points)
    front = tuple(number for number, point in enumerate(chart.points) if point.front)
    yield from _chart(chart, section, Table(chart.id, chart.title, columns, rows, front, chart.front_title))


def _bars(chart: Bars, section: Section) -> Iterator[str]:
    if chart.in_table:
        return
    yield from _chart(chart, section, figures(chart))
    if chart.limit is not None and chart.limit_title:
        yield line(say("colon", name=chart.limit_title, value=shown(bar_cell(chart, chart.limit))))


def _figures(chart: HeatMap | Curves | Tornado, section: Section) -> Iterator[str]:
    yield from heading(section.level + 1, chart.title)
    yield from table_lines(figures(chart), headed=True)


def _chart(chart: Scatter | Bars, section: Section, table: Table) -> Iterator[str]:
    """The figures of a chart; its words where a table of its section holds them."""
    yield from heading(section.level + 1, chart.title)
    if any(isinstance(block, Table) for block in section.blocks):
        yield line(chart.alt)
    else:
        yield from table_lines(table, headed=True)
