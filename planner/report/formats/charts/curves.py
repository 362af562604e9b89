"""Shares over whole numbers as steps: each curve has its own dashes and marks beside its colour."""

from __future__ import annotations

from planner.report.formats import words
from planner.report.formats.charts.canvas import WIDTH, Canvas, fitted, line, width
from planner.report.formats.charts.palette import BLUE, GREEN, INK, ORANGE, PURPLE, RED
from planner.report.pages.charts import Curves

COLOURS = (BLUE, RED, GREEN, PURPLE, ORANGE, INK)
DASHES = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (8, 2, 2, 2)), (0, (4, 1, 1, 1, 1, 1)), (0, (1, 1)))
MARKS = ("o", "s", "^", "D", "v", "X")
HEIGHT, LEFT, RIGHT, TOP = 260.0, 52.0, 14.0, 8.0
LEGEND = 15.0
"""Height of a line of the legend, in points."""


def draw(canvas: Canvas, chart: Curves) -> None:
    """Draw the curves, with a line of the legend for each."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    bottom = 36 + LEGEND * len(chart.curves)
    axes = canvas.axes(HEIGHT + bottom, left=LEFT, right=RIGHT, top=TOP, bottom=bottom)
    last = max((x for curve in chart.curves for x, _ in curve.points), default=1.0) or 1.0
    for number, curve in enumerate(chart.curves):
        points = (*curve.points, (last, curve.points[-1][1])) if curve.points else ()
        axes.plot(
            [x for x, _ in points], [y for _, y in points], drawstyle="steps-post",
            color=COLOURS[number % len(COLOURS)],
            linestyle=DASHES[number % len(DASHES)], marker=MARKS[number % len(MARKS)], markersize=5, linewidth=1.8,
            clip_on=False, zorder=3, label=_fitting(line(curve.title)),
        )  # fmt: skip
    axes.set_xlim(-0.1, last + 0.1)
    axes.set_ylim(0, 101)
    axes.xaxis.set_major_locator(MaxNLocator(12, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.tick_params(labelsize=8)
    axes.grid(visible=True)
    x_title, y_title = line(chart.x_title), line(chart.y_title)
    axes.set_xlabel(x_title, fontsize=fitted(x_title, WIDTH - LEFT - RIGHT))
    axes.set_ylabel(y_title, fontsize=fitted(y_title, HEIGHT))
    if chart.curves:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 0), bbox_transform=canvas.figure.transFigure, frameon=False,
            fontsize=8, handlelength=4, labelspacing=0.35, borderaxespad=0.3,
        )  # fmt: skip


def _fitting(title: str) -> str:
    """A title that fits beside its mark."""
    while width(title, 8) > WIDTH - 80:
        title = title[:-2].rstrip() + "…"
    return title
