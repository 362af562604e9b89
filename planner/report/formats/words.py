"""Cells of a page as people read them in a language: money, days, numbers, yes and no, and the word for unknown."""

from __future__ import annotations

import re
from datetime import date

from planner.domain.text import UNSEEN, Cents
from planner.messages import bound, day, money, say, spaced, word
from planner.report.pages.blocks import Cell, Column

TIGHT, SENTENCE = 22, 40
"""A word up to the first length is not broken at its hyphens; a text above the second asks for room."""
LONG, PART = re.compile(r"\S{41,}"), re.compile(r"\S{20}(?=\S)")
"""Words that hardly fit a column, and where they may be broken."""


def text(value: str) -> str:
    """A text with the spaces that the typography of the language asks for, without what cannot be shown or fitted."""
    value = LONG.sub(lambda found: PART.sub("\\g<0>\u200b", found[0]), UNSEEN.sub("", value))
    return spaced(value)


def number(value: float) -> str:
    """A number with at most two decimals: `2,5` in French, `2.5` in English; whole numbers without any."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return shown.replace("-", "\u2212").replace(".", say("format.decimal"))


def shown(cell: Cell) -> str:
    """Words for a cell: days and money as people write them, yes or no, and the word for what is unknown."""
    if cell is None:
        return say("unknown")
    if isinstance(cell, bool):
        return say("sheet.yes" if cell else "sheet.no")
    if isinstance(cell, Cents):
        return money(cell, cell.currency)
    if isinstance(cell, float):
        return decimal(cell)
    return day(cell) if isinstance(cell, date) else str(cell)


def decimal(value: float) -> str:
    """A number with the language's decimal mark and without needless zeros."""
    return bound().number(value, 10)


def cell(value: Cell) -> str:
    """Any cell in words, with the spaces of typography."""
    if isinstance(value, bool):
        return say("format.yes" if value else "format.no")
    if isinstance(value, (int, float)) and not isinstance(value, Cents):
        return number(value)
    return text(word("", value))


def clock(minutes: int) -> str:
    """A time of day from minutes after midnight: `18 h 30`, `18:30`."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return say("format.hour", hours=hours)
    return say("format.time", hours=hours, minutes=f"{rest:02}")


def is_number(value: Cell) -> bool:
    """Whether a cell is lined up on the right; unknown and empty cells do not decide."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def form_of(column: Column, known: list[Cell]) -> str:
    """`number`, `tight` where no cell should be broken, `wide` for sentences and long titles, or nothing."""
    if known and all(is_number(value) for value in known):
        return "number"
    if known and all(
        isinstance(value, date) or (len(str(value)) <= TIGHT and " " not in str(value)) for value in known
    ):
        return "tight"
    return "wide" if column.wide or any(len(str(value)) > SENTENCE for value in known) else ""
