"""Markdown's marks in data stand for themselves: escaped where they would mean something, and only there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from planner.domain.text import UNSEEN
from planner.messages import say
from planner.report.formats.words import is_number, shown
from planner.report.pages.blocks import Cell, Table

MARKS = re.compile(r"([\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
BEGINNINGS = re.compile(r"^(?:([#+\-=])(?=[#\-=\s]|$)|(\d{1,9})([.)])(?=\s|$))")
SPACES = re.compile(r"[ \t\r\n\f\v]+")


def inline(text: str) -> str:
    """Text inside a line: on one line, its marks escaped, without what would command a terminal."""
    return MARKS.sub(r"\\\1", UNSEEN.sub("", SPACES.sub(" ", text)).strip())


def line(text: str) -> str:
    """Text that begins a line, where more marks mean something."""
    return BEGINNINGS.sub(lambda found: "\\" + found[1] if found[1] else f"{found[2]}\\{found[3]}", inline(text))


def heading(level: int, text: str) -> list[str]:
    """A heading, six levels at most."""
    return ["", f"{'#' * min(level, 6)} {inline(text)}", ""]


def nested(items: Iterable[tuple[int, str]]) -> Iterator[str]:
    """A list of texts with their levels."""
    for level, text in items:
        yield f"{'  ' * level}- {line(text)}"


def table_lines(table: Table, headed: bool = False) -> Iterator[str]:
    """A table with its caption before it, unless a heading says it, and the meaning of its bold rows after it.

    Figures stand to the right.
    """
    yield from ("",) if headed else ("", f"**{inline(table.title)}**", "")
    if not table.columns:
        return
    columns = list(zip(*table.rows, strict=True)) if table.rows else [() for _ in table.columns]
    yield _row([inline(column.title) for column in table.columns])
    yield _row(["---:" if _counts(cells) else "---" for cells in columns])
    for number, row in enumerate(table.rows):
        texts = [inline(shown(cell)) for cell in row]
        yield _row([f"**{text}**" if number in table.marked and text else text for text in texts])
    if table.marked and table.legend:
        yield from ("", line(say("sheet.marked", legend=table.legend)))
    yield ""


def _counts(cells: Sequence[Cell]) -> bool:
    known = [cell for cell in cells if cell is not None and cell != ""]
    return bool(known) and all(is_number(cell) for cell in known)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"
