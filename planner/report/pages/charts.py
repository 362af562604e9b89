"""Charts of a page: figures with the words beside them; formats draw them or list what they show."""

from __future__ import annotations

from typing import NamedTuple


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


Chart = Scatter | Bars | HeatMap | Curves | Tornado
