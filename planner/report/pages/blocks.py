"""What a page is made of: sections of blocks whose texts are in the reader's language and whose cells keep their type.

Cells are `str`, `int`, `float`, `date`, `Cents` (money with its currency), `bool`, or None where the value is unknown.
An empty text is a value that does not apply. Formats never compute anything: all that is said stands in the page.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planner.report.pages.charts import Chart

Cell = str | int | float | date | None
"""`Cents` is an `int` too, and is written as money."""


class Column(NamedTuple):
    """`key` is a stable English name for machines, `title` is for people, `wide` asks for room for sentences.

    `naming` columns tell, with the first one, what the row is about; `spare` ones may be left out for want of room.
    """

    key: str
    title: str
    wide: bool = False
    naming: bool = False
    spare: bool = False


class Table(NamedTuple):
    """Rows of cells under columns; the first column names the row. `marked` are indices of rows that stand out.

    `id` is unique in the page and safe in an address; `title` is the caption; `legend` says what the mark means.
    A `detail` says row by row what the page says in short: plain text can do without.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: tuple[int, ...] = ()
    legend: str = ""
    detail: bool = False

    def filled(self) -> Table:
        """The table without columns that are empty in every row."""
        kept = [place for place in range(len(self.columns)) if not self.rows or any(r[place] != "" for r in self.rows)]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return self._replace(columns=tuple(self.columns[place] for place in kept), rows=rows)


class Facts(NamedTuple):
    """Names with their values, in a list."""

    items: tuple[tuple[str, str], ...]


class Paragraph(NamedTuple):
    """A few sentences."""

    text: str


class Bullets(NamedTuple):
    """A list; with `warning`, a key of the catalogue, a box of that title for what nobody should miss.

    `levels` are the depths of the items, at most one deeper than the item before; without them all items are at 0.
    `short` are the items in fewer words, for formats with little room; `marks` are the signs before them where a format
    has no others.
    """

    items: tuple[str, ...]
    warning: str = ""
    levels: tuple[int, ...] = ()
    short: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def placed(self, *, short: bool = False) -> tuple[tuple[int, str], ...]:
        """Each item with its level, in fewer words where that is asked and there are any."""
        items = self.short if short and self.short else self.items
        return tuple(zip(self.levels or (0,) * len(items), items, strict=True))


class Item(NamedTuple):
    """One of a list, with the mark before it where a format has no others; deeper ones belong to the one before."""

    text: str
    mark: str = "- "
    level: int = 0


class Card(NamedTuple):
    """A unit in a term: `kind` is the modality of the contract, for its colour; `label` words it; `facts` are short.

    `goes_on` is whether it began in a term before.
    """

    code: str
    title: str
    kind: str
    label: str
    facts: tuple[str, ...] = ()
    goes_on: bool = False


class Event(NamedTuple):
    """A milestone: `kind` is the contract's word, `text` names it, `dates` says when, in words."""

    kind: str
    text: str
    dates: str


class BoardTerm(NamedTuple):
    """A term of a board: `name` as in the contract, `dates` in words, `facts` such as the evenings a week."""

    name: str
    title: str
    dates: str
    facts: tuple[str, ...]
    cards: tuple[Card, ...]
    events: tuple[Event, ...]
    nothing: str = ""


class Board(NamedTuple):
    """The terms of a plan side by side, on paper so many in a row; `brief` where a text lists several plans."""

    id: str
    title: str
    terms: tuple[BoardTerm, ...]
    columns: int = 2
    brief: bool = False


class Session(NamedTuple):
    """A weekly class: `day` is an index into the grid's days, times are minutes after midnight."""

    day: int
    starts: int
    ends: int
    code: str
    title: str
    place: str = ""


class WeekGrid(NamedTuple):
    """The classes of a usual week of a term, or of a part of it."""

    id: str
    title: str
    days: tuple[str, ...]
    sessions: tuple[Session, ...]


class Answer(NamedTuple):
    """What a reader asks first, the answer in a few words, and what is to be known of it."""

    question: str
    answer: str
    detail: str = ""


class Answers(NamedTuple):
    """The first things that a person looks for, in large letters, the most important one first."""

    items: tuple[Answer, ...]


class Steps(NamedTuple):
    """What to do, one thing after the other."""

    items: tuple[str, ...]


class Signature(NamedTuple):
    """Room to sign, for each of these people; only paper has it."""

    items: tuple[str, ...]


Block = Table | Facts | Paragraph | Bullets | Board | WeekGrid | Answers | Steps | Signature | Chart
