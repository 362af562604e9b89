"""The figures of a chart as a table: what stands beside the picture for those who do not see it."""

from __future__ import annotations

from planner.domain.text import Cents
from planner.messages import say
from planner.report.pages.blocks import Cell, Column, Table
from planner.report.pages.charts import Bars, Curves, HeatMap, Tornado


def figures(chart: Bars | HeatMap | Curves | Tornado) -> Table:
    """A row for each category, row, place on the axis, or bar."""
    if isinstance(chart, Bars):
        titles = (chart.x_title or say("format.category"), *(series.title for series in chart.series))
        layers = [tuple(bar_cell(chart, value) for value in series.values) for series in chart.series]
        rows: list[tuple[Cell, ...]] = list(zip(chart.categories, *layers, strict=True))
    elif isinstance(chart, HeatMap):
        titles = (chart.row_title, *chart.columns)
        rows = [
            (name, *("" if value is None else value for value in values))
            for name, values in zip(chart.rows, chart.values, strict=True)
        ]
    elif isinstance(chart, Curves):
        titles = (chart.x_title, *(curve.title for curve in chart.curves))
        places = sorted({x for curve in chart.curves for x, _ in curve.points})
        known = [dict(curve.points) for curve in chart.curves]
        rows = [(x, *(_last(points, x) for points in known)) for x in places]
    else:
        titles = (chart.x_title, chart.y_title, say("format.low"), say("format.high"))
        rows = [(each.label, each.value, _shown(each.low), _shown(each.high)) for each in chart.ranges]
    columns = tuple(Column(str(number), title) for number, title in enumerate(titles))
    return Table(f"{chart.id}-figures", chart.title, columns, tuple(rows))


def bar_cell(chart: Bars, value: float | None) -> Cell:
    """A value of bars: money in their currency, or a number; None where unknown."""
    return value if value is None or chart.currency is None else Cents(round(value), chart.currency)


def _last(points: dict[float, float], x: float) -> Cell:
    """A curve keeps its last value."""
    before = [place for place in points if place <= x]
    return points[max(before)] if before else ""


def _shown(value: float | None) -> Cell:
    return "" if value is None else value
