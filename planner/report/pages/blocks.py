"""What a page is made of: sections of blocks whose texts are in the reader's language and whose cells keep their type.

Cells are `str`, `int`, `float`, `date`, `Cents` (money with its currency), `bool`, or None where the value is unknown.
An empty text is a value that does not apply. Formats never compute anything: all that is said stands in the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from planner.messages import bound, say

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


class Bar(NamedTuple):
    """Something that lasts from `starts` to `ends` (both included); one day is a milestone. `kind` is its colour.

    `label` names its line, and bars of one label share a line; `text` is the sentence of the list, with the dates.
    """

    label: str
    kind: str
    starts: date
    ends: date
    text: str


class Timeline(NamedTuple):
    """Bars over the days of a plan. `alt` says in words what is to be seen; `bars` are listed beside the picture."""

    id: str
    title: str
    alt: str
    bars: tuple[Bar, ...]


class Point(NamedTuple):
    """A plan in a chart of duration against cost: `x` in months, `y` in cents; `front` where nothing is better.

    `label` stands beside the point: a few letters, such as its row's number; `text` is the whole sentence of the list.
    """

    label: str
    x: float
    y: float
    front: bool
    text: str


class Scatter(NamedTuple):
    """Duration against cost; points of the front are marked by their form and joined, not told by colour alone."""

    id: str
    title: str
    alt: str
    x_title: str
    y_title: str
    front_title: str
    points: tuple[Point, ...]
    currency: str = "EUR"


class Series(NamedTuple):
    """One value for each category of a chart; None where unknown, which leaves a gap that the chart says."""

    title: str
    values: tuple[float | None, ...]


class Bars(NamedTuple):
    """Stacked bars: one for each category, a layer a series; `limit` is a line. Cents with `currency`, else numbers.

    `in_table`: a table of the page has the same figures, so that plain text can do without.
    """

    id: str
    title: str
    alt: str
    x_title: str
    y_title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    currency: str | None = None
    limit: float | None = None
    limit_title: str = ""
    in_table: bool = False


class HeatMap(NamedTuple):
    """A figure for each row and column, told by colour and number; None leaves a cell empty."""

    id: str
    title: str
    alt: str
    row_title: str
    column_title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


class Curve(NamedTuple):
    """A line of a chart: its points from the left."""

    title: str
    points: tuple[tuple[float, float], ...]


class Curves(NamedTuple):
    """Steps over whole numbers; `y` is a percentage."""

    id: str
    title: str
    alt: str
    x_title: str
    y_title: str
    curves: tuple[Curve, ...]


class Range(NamedTuple):
    """A figure with the ends of its interval, None where it has none."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


class Tornado(NamedTuple):
    """Bars to the left and to the right of nothing, with their intervals, in the order given."""

    id: str
    title: str
    alt: str
    x_title: str
    y_title: str
    ranges: tuple[Range, ...]


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


Chart = Timeline | Scatter | Bars | HeatMap | Curves | Tornado
Block = Table | Facts | Paragraph | Bullets | Board | WeekGrid | Answers | Steps | Signature | Chart


TEXT, MARKDOWN, DRAWN = "text", "markdown", "drawn"
"""Ways of showing a page: plain text, for work at a terminal; Markdown; HTML and paper, with pictures."""
PAGES = (MARKDOWN, DRAWN)
"""Those to read at ease."""


class Section(NamedTuple):
    """A part of a page; `level` is 2, or 3 under the section before it. `new_page` asks paper to begin a page.

    `ways` are those that show it; the others leave it out.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    new_page: bool = False
    ways: tuple[str, ...] = (TEXT, *PAGES)

    def heads(self, block: Block) -> bool:
        """Whether the heading names the section's only table, or a box, so that its title need not be read twice."""
        if isinstance(block, Bullets):
            return bool(block.warning) and say(block.warning) == self.title
        tables = [other for other in self.blocks if isinstance(other, Table)]
        return len(tables) == 1 and tables[0] is block and tables[0].title == self.title


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document. `sheets` are its tables for machines and spreadsheets, the main one first.

    `created` is the day that the document carries, the same for the same input. `mark` is a word that stands on every
    page and beside everything that is drawn, such as that a timetable is made up.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    sheets: tuple[Table, ...]
    footer: str
    created: date
    lang: str = field(default_factory=lambda: bound().code)
    mark: str = ""

    def filled(self) -> Page:
        """The page whose tables for people are without columns that say nothing; those for machines keep them."""
        sections = (
            part._replace(blocks=tuple(block.filled() if isinstance(block, Table) else block for block in part.blocks))
            for part in self.sections
        )
        return replace(self, sections=tuple(sections))

    def shown(self, way: str) -> list[Section]:
        """The sections that a way of showing pages has."""
        return [section for section in self.sections if way in section.ways]
