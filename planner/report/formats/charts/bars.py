"""Stacked bars, lying so that any name fits: a layer a series, told by hatch and figure; `?` where one is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import money, say
from planner.report.formats import words
from planner.report.formats.charts.canvas import WIDTH, Canvas, fitted, line, width, wrapped
from planner.report.formats.charts.palette import HATCHES, INK, SERIES
from planner.report.pages.charts import Bars

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 170.0
"""The most that names of categories take, in points."""
LEGEND = 16.0
"""Height of a line of the legend, in points."""


def figure(chart: Bars, value: float | None) -> str:
    """A value as the chart writes it: money, or a number; the word for unknown."""
    if value is None:
        return say("unknown")
    return money(round(value), chart.currency) if chart.currency else words.number(value)


def draw(canvas: Canvas, chart: Bars) -> None:
    """Draw the bars from the top down."""
    small = len(chart.categories) > 20
    names = [wrapped(words.text(name), ROOM) for name in chart.categories]
    heights = [max(18.0 if small else 26.0, 11.5 * len(lines) + 4) for lines in names]
    left = 10 + max((width(part) for lines in names for part in lines), default=0.0)
    ends = [_end(chart, index) for index in range(len(names))]
    right = 10 + max((width(end, 8.5) for end in ends), default=0.0)
    legend = _legend(chart)
    bottom = 42 + LEGEND * len(legend)
    axes = canvas.axes(sum(heights) + 6 + bottom, left=left, right=right, top=6, bottom=bottom)
    axes.set_ylim(sum(heights) or 1, 0)
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    axes.set_yticks(middles, ["\n".join(lines) for lines in names])
    axes.tick_params(axis="y", length=0)
    _scale(axes, chart, WIDTH - left - right)
    _layers(axes, chart, middles, 12.0 if small else 17.0, WIDTH - left - right)
    for index, (middle, end) in enumerate(zip(middles, ends, strict=True)):
        axes.annotate(
            end, (_sum(chart, index), middle), (4, 0), textcoords="offset points", va="center", fontsize=8.5,
            annotation_clip=False, weight="bold" if "?" in end else "normal",
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
        )  # fmt: skip
    _limit(axes, chart)
    _legends(axes, legend)


def _scale(axes: Axes, chart: Bars, room: float) -> None:
    """The axis of values."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_xlim(0, _most(chart))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=chart.currency is None))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: figure(chart, value)))
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x")
    title = line(chart.y_title)
    axes.set_xlabel(title, fontsize=fitted(title, room))


def _sum(chart: Bars, index: int) -> float:
    return sum(series.values[index] or 0 for series in chart.series)


def _most(chart: Bars) -> float:
    """The end of the axis: the longest bar or the limit."""
    longest = max((_sum(chart, index) for index in range(len(chart.categories))), default=0.0)
    return max(longest, (chart.limit or 0) * 1.05) or 1.0


def _end(chart: Bars, index: int) -> str:
    """What stands behind a bar: its sum, or that a part of it is unknown."""
    if any(series.values[index] is None for series in chart.series):
        return say("format.unknown_value", unknown=None)
    return figure(chart, _sum(chart, index))


def _layers(axes: Axes, chart: Bars, middles: list[float], thick: float, room: float) -> None:
    """The stacked layers, with their figures where they fit and where they are not those of the whole bar."""
    begun, scale = [0.0] * len(middles), room / _most(chart)
    for number, series in enumerate(chart.series):
        values = [value or 0.0 for value in series.values]
        colour, hatch = SERIES[number % len(SERIES)], HATCHES[number % len(HATCHES)]
        axes.barh(middles, values, thick, left=begun, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.8, zorder=2)
        for index, value in enumerate(values):
            shown = figure(chart, value)
            if value and shown != _end(chart, index) and width(shown, 7.5) + 10 < value * scale:
                axes.text(
                    begun[index] + value / 2, middles[index], shown, ha="center", va="center", fontsize=7.5, zorder=4,
                    bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
                )  # fmt: skip
        begun = [start + value for start, value in zip(begun, values, strict=True)]


def _limit(axes: Axes, chart: Bars) -> None:
    if chart.limit is not None:
        axes.axvline(chart.limit, color=INK, linestyle=(0, (5, 2)), linewidth=1.6, zorder=3)


def _legend(chart: Bars) -> list[list[tuple[float, str, int | None]]]:
    """The lines of the legend: (from the left in points, title, number of the series or None for the limit)."""
    entries: list[tuple[str, int | None]] = []
    if len(chart.series) > 1:
        entries += [(line(series.title), number) for number, series in enumerate(chart.series)]
    if chart.limit is not None:
        entries.append((f"{line(chart.limit_title)} ({figure(chart, chart.limit)})".strip(), None))
    lines: list[list[tuple[float, str, int | None]]] = []
    at = WIDTH
    for title, number in entries:
        needed = width(title, 8.5) + 40
        if at + needed > WIDTH:
            lines.append([])
            at = 4.0
        lines[-1].append((at, title, number))
        at += needed
    return lines


def _legends(axes: Axes, lines: list[list[tuple[float, str, int | None]]]) -> None:
    """Swatches and titles under the axis."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    figure = axes.get_figure(root=True)
    assert figure is not None
    height = figure.get_figheight() * 72
    for row, entries in enumerate(reversed(lines)):
        low = (4 + row * LEGEND) / height
        for at, title, number in entries:
            if number is None:
                y = low + 4.5 / height
                mark = Line2D([at / WIDTH, (at + 22) / WIDTH], [y, y], color=INK, linestyle=(0, (5, 2)), linewidth=1.6)
                figure.add_artist(mark)
            else:
                colour, hatch = SERIES[number % len(SERIES)], HATCHES[number % len(HATCHES)]
                patch = Rectangle(
                    (at / WIDTH, low), 22 / WIDTH, 9 / height, facecolor=colour, hatch=hatch, edgecolor=INK,
                    linewidth=0.8, transform=figure.transFigure,
                )  # fmt: skip
                figure.add_artist(patch)
            figure.text((at + 26) / WIDTH, low, title, fontsize=fitted(title, WIDTH - at - 30, 8.5), va="bottom")
