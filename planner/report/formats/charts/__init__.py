"""Charts as SVG pictures: the same bytes for the same chart, with a name, and never told by colour alone."""

from __future__ import annotations

from typing import Any

from planner.report.pages.charts import Bars, Chart, Curves, HeatMap, Scatter, Tornado

__all__ = ["narrow", "svg"]


def narrow(chart: Scatter) -> str:
    """The chart as an `<svg>` element for a phone, its letters as text."""
    from planner.report.formats.charts import scatter
    from planner.report.formats.charts.canvas import NARROW, drawing

    with drawing(chart, outlines=False, width=NARROW) as canvas:
        scatter.draw(canvas, chart)
        return canvas.svg()


def svg(chart: Chart, *, outlines: bool) -> str:
    """The chart as an `<svg>` element named by its title and `alt`; ids begin with the chart's.

    With `outlines` letters are drawn as paths, for readers that have no fonts; else they stay text.
    """
    from planner.report.formats.charts import bars, curves, heat, scatter, tornado
    from planner.report.formats.charts.canvas import drawing

    drawn: dict[type[Chart], Any] = {
        Scatter: scatter, HeatMap: heat, Curves: curves, Tornado: tornado, Bars: bars,
    }  # fmt: skip
    with drawing(chart, outlines=outlines) as canvas:
        drawn[type(chart)].draw(canvas, chart)
        return canvas.svg()
