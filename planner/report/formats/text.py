"""A page as text for a terminal: headings in capitals, tables lined up, everything wrapped to one width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from planner.domain.offering import MODALITIES
from planner.domain.text import visible
from planner.messages import say, spaced
from planner.report.formats import words
from planner.report.formats.figures import figures
from planner.report.pages.blocks import (
    Answers,
    Block,
    Board,
    BoardTerm,
    Bullets,
    Card,
    Facts,
    Paragraph,
    Steps,
    Table,
    WeekGrid,
)
from planner.report.pages.charts import Bars, Curves, HeatMap, Scatter, Tornado
from planner.report.pages.page import TEXT, Page, Section
from planner.report.table import WIDTH, table

MARK = "* "
"""Before rows that stand out, and what happens in a term."""
WHOLE = ("number", "tight")
"""Forms of columns whose cells are short."""
MOST_COLUMNS = 8
"""Of a chart; the figures of wider ones stand in sentences, a row each."""
JOINER = "\u2060"
"""It has no width, and tells a terminal nothing."""


def render(page: Page) -> str:
    """The sections of the page one after the other, ending with a line break; charts stand as what they say."""
    lines = [*_wrapped(page.title), *_wrapped(page.subtitle), *_wrapped(page.mark.upper())]
    sections = page.shown(TEXT)
    for section, after in zip_longest(sections, sections[1:]):
        lines += _section(section, leads=after is not None and after.level > section.level)
    return visible("\n".join(_without_gaps(lines)).strip("\n") + "\n")


def _section(section: Section, *, leads: bool = False) -> list[str]:
    """The heading and the blocks of a section, after an empty line; nothing where they say nothing, or only draw,
    unless it leads others.
    """
    body: list[str] = []
    for block in _said(section):
        # What a list is led by stands directly above it.
        body += [*([] if body and body[-1].endswith(":") else [""]), *_block(block, section)]
    if not any(body) and not leads:
        return []
    return ["", *_wrapped(section.title.upper()), *_without_gaps(body)]


def _said(section: Section) -> Iterator[Block]:
    """The blocks of a section that say something which others do not: where tables are, no charts of them."""
    tables = any(isinstance(block, Table) for block in section.blocks)
    for block in section.blocks:
        if not (tables and isinstance(block, (Bars, Curves, HeatMap, Tornado))):
            yield block


def _without_gaps(lines: list[str]) -> list[str]:
    """The lines without two empty ones in a row, and none at the beginning."""
    return [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]


def _wrapped(text: str, indent: int = 0) -> list[str]:
    blank = " " * indent
    return textwrap.wrap(spaced(text), WIDTH, initial_indent=blank, subsequent_indent=blank, break_on_hyphens=False)


def _bullet(text: str, mark: str = "- ", indent: int = 2) -> list[str]:
    return textwrap.wrap(
        spaced(text), WIDTH, initial_indent=" " * indent + mark, subsequent_indent=" " * (indent + len(mark)),
        break_on_hyphens=False,
    )  # fmt: skip


def _block(block: Block, section: Section) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _wrapped(block.text)
        case Facts():
            yield from _facts(block)
        case Answers():
            yield from _answers(block)
        case Steps():
            for number, item in enumerate(block.items, 1):
                yield from _bullet(item, f"{number}. ")
        case Bullets():
            titled = block.warning and block.items and not section.heads(block)
            yield from [say(block.warning).upper()] if titled else []
            usual = "! " if block.warning else "- "
            for place, (level, item) in enumerate(block.placed(short=True)):
                mark = block.marks[place] if block.marks else usual
                yield from _bullet(item, mark if level == 0 else "· ", 2 * level + 2)
        case Table():
            yield from _table(block, headed=section.heads(block))
        case Board(brief=True):
            for term in block.terms:
                yield from _brief_term(term)
        case Board():
            yield from _board(block)
        case WeekGrid():
            yield from _week(block)
        case Scatter():
            yield from _listed(block.title, [point.text for point in block.points], section)
        case Bars():
            yield from () if block.in_table else _table(figures(block), headed=False)
        case HeatMap() if len(block.columns) > MOST_COLUMNS:
            yield from _heat(block)
        case HeatMap() | Curves() | Tornado():
            yield from _table(figures(block), headed=False)


def _answers(answers: Answers) -> Iterator[str]:
    """The answers under each other, what is to be known of each behind it."""
    for each in answers.items:
        told = f"{each.answer} – {each.detail}" if each.detail else each.answer
        yield from _bullet(say("colon", name=each.question, value=told), "")


def _heat(chart: HeatMap) -> Iterator[str]:
    """The cells of each row that hold something."""
    yield from _wrapped(chart.title)
    for name, values in zip(chart.rows, chart.values, strict=True):
        known = zip(chart.columns, values, strict=True)
        told = [f"{column} {words.cell(value)}" for column, value in known if value is not None]
        yield from _bullet(say("colon", name=name, value=", ".join(told)))


def _facts(facts: Facts) -> Iterator[str]:
    """Names and values, the values under each other."""
    widest = max((len(name) for name, _ in facts.items), default=0) + 2
    for name, value in facts.items:
        label = spaced(say("colon", name=name, value="")).rstrip()
        yield from textwrap.wrap(
            spaced(value) or " ", WIDTH, initial_indent=f"  {label:<{widest + 1}} ",
            subsequent_indent=" " * (widest + 4), break_on_hyphens=False,
        )  # fmt: skip


def _table(block: Table, *, headed: bool) -> Iterator[str]:
    """The rows under their columns, whole: cells take the lines that they need, short ones never more than one."""
    if not block.rows or block.detail:
        return
    if block.title and not headed:
        yield from _wrapped(block.title)
    block = _fitted(block)
    cells = [[words.cell(cell).replace(JOINER, "") for cell in row] for row in block.rows]
    forms = [
        words.form_of(column, [row[place] for row in block.rows if row[place] not in (None, "")])
        for place, column in enumerate(block.columns)
    ]
    header = [column.title for column in block.columns]
    if block.marked:
        cells = [[MARK.strip() if place in block.marked else "", *row] for place, row in enumerate(cells)]
        header, forms = ["", *header], ["", *forms]
    right = {place for place, form in enumerate(forms) if form == "number"}
    whole = [place for place, form in enumerate(forms) if form in WHOLE]
    yield from table(header, cells, right=right, fixed=whole, most=None)
    if block.marked:
        yield from _wrapped(MARK + (block.legend or say("format.marked")))


def _fitted(block: Table) -> Table:
    """The table without spare columns, from the last on, that leave the others too little room."""
    columns = zip(*([words.cell(cell) for cell in row] for row in block.rows), strict=True)
    widest = [max(map(len, (head.title, *cells))) for head, cells in zip(block.columns, columns, strict=True)]
    kept = [*range(len(block.columns))]
    for place in reversed(kept.copy()):
        if block.columns[place].spare and sum(widest[each] + 2 for each in kept) > WIDTH:
            kept.remove(place)
    rows = tuple(tuple(row[place] for place in kept) for row in block.rows)
    return block._replace(columns=tuple(block.columns[place] for place in kept), rows=rows)


def _board(board: Board) -> Iterator[str]:
    """Terms of a calendar under each other; those of an offer, which have no days, side by side."""
    if any(term.dates for term in board.terms):
        for term in board.terms:
            yield from ["", *_term(term)]
        return
    columns = [[*(_card(card) for card in term.cards), "", *term.facts] for term in board.terms]
    deepest = max(len(term.cards) for term in board.terms)
    for term, column in zip(board.terms, columns, strict=True):
        column[len(term.cards) : len(term.cards)] = [""] * (deepest - len(term.cards))
    rows = [list(row) for row in zip_longest(*columns, fillvalue="")]
    yield from table([" ".join(filter(None, (term.name, term.title))) for term in board.terms], rows, most=None)


def _card(card: Card) -> str:
    """A unit by its code, with what is noted of it."""
    notes = ", ".join(filter(None, (card.label, *card.facts)))
    return f"{card.code} ({notes})" if notes else card.code


def _term(term: BoardTerm) -> Iterator[str]:
    """A term: its days, what is worth knowing of it, its units under each other, its events; how they
    are taught once, where that is the same of all.
    """
    named = f"{term.name} · {term.title}" if term.title and term.title != term.name else term.name
    yield from _wrapped(" · ".join(part for part in (named, term.dates) if part))
    taught = {card.label for card in term.cards if card.kind in MODALITIES}
    alike = taught if len(taught) == 1 else ()
    if term.facts:
        yield from _wrapped(" · ".join([*alike, *term.facts]), 2)
    widest = max((len(card.code) for card in term.cards), default=0)
    for card in term.cards:
        notes = ", ".join([*({card.label} - {*alike, ""}), *card.facts])
        yield from textwrap.wrap(
            spaced(f"{card.title} ({notes})" if notes else card.title), WIDTH,
            initial_indent=f"  {card.code:<{widest}}  ", subsequent_indent=" " * (widest + 4), break_on_hyphens=False,
        )  # fmt: skip
    if not term.cards:
        yield from _wrapped(term.nothing, 2)
    for event in term.events:
        yield from _bullet(say("colon", name=event.text, value=event.dates) if event.dates else event.text, MARK)


def _brief_term(term: BoardTerm) -> Iterator[str]:
    """A term in a line: its days, and the codes of its units, those that begin first; between terms, what happens."""
    cards = sorted(term.cards, key=lambda card: card.goes_on)
    codes = [say("alternatives.going_on", unit=card.code) if card.goes_on else card.code for card in cards]
    events = () if term.dates else [say("colon", name=event.text, value=event.dates) for event in term.events]
    name = " · ".join(part for part in (term.name, term.dates) if part)
    yield from _bullet(say("colon", name=name, value=", ".join([*codes, *events]) or term.nothing), "· ", 2)


def _week(grid: WeekGrid) -> Iterator[str]:
    """Hours first, then under each day the classes, one below the other."""
    if not grid.sessions:
        return
    cells: dict[tuple[int, int], dict[int, list[str]]] = {}
    for session in grid.sessions:
        about = ", ".join(part for part in (session.code, session.place) if part)
        cells.setdefault((session.starts, session.ends), {}).setdefault(session.day, []).append(about)
    rows = []
    for (starts, ends), by_day in sorted(cells.items()):
        for number in range(max(map(len, by_day.values()))):
            texts = (by_day.get(day, [])[number : number + 1] for day in range(len(grid.days)))
            times = "" if number else f"{words.clock(starts)}-{words.clock(ends)}"
            rows.append([times, *("".join(text) for text in texts)])
    yield from _wrapped(grid.title)
    yield from table(["", *grid.days], rows, fixed=(0,), most=None)


def _listed(title: str, texts: list[str], section: Section) -> Iterator[str]:
    if texts and title and title != section.title:
        yield from _wrapped(title)
    for text in texts:
        yield from _bullet(text)
