"""Bars to both sides of nothing, with a line for the interval; the side and the figure say what the colour says."""

from __future__ import annotations

from planner.report.formats import words
from planner.report.formats.charts.canvas import WIDTH, Canvas, fitted, line, width, wrapped
from planner.report.formats.charts.palette import INK, ORANGE, SKY
from planner.report.pages.charts import Range, Tornado

ROOM, RIGHT, TOP, BOTTOM = 190.0, 16.0, 6.0, 44.0


def draw(canvas: Canvas, chart: Tornado) -> None:
    """Draw the bars from the top down."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    names = [wrapped(words.text(each.label), ROOM, 8) for each in chart.ranges]
    heights = [max(20.0, 10.0 * len(lines) + 6) for lines in names]
    left = 10 + max((width(part, 8) for lines in names for part in lines), default=0.0)
    axes = canvas.axes(sum(heights) + TOP + BOTTOM, left=left, right=RIGHT, top=TOP, bottom=BOTTOM)
    axes.set_ylim(sum(heights) or 1, 0)
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    axes.set_yticks(middles, ["\n".join(lines) for lines in names], fontsize=8)
    axes.tick_params(axis="y", length=0)
    low, high = _ends(chart)
    axes.set_xlim(low, high)
    for middle, each in zip(middles, chart.ranges, strict=True):
        worse = each.value < 0
        axes.barh(
            middle, each.value, 11, color=ORANGE if worse else SKY, hatch="//" if worse else "", edgecolor=INK,
            linewidth=0.8, zorder=2,
        )  # fmt: skip
        if each.low is not None and each.high is not None and each.high > each.low:
            axes.plot([each.low, each.high], [middle, middle], color=INK, linewidth=1.4, marker="|", zorder=3)
        end = _outer(each)
        axes.annotate(
            words.number(round(each.value, 1)), (end, middle), (-5 if worse else 5, 0),
            textcoords="offset points", ha="right" if worse else "left", va="center", fontsize=8,
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.0, zorder=4)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x")
    title = line(chart.y_title)
    axes.set_xlabel(title, fontsize=fitted(title, WIDTH - left - RIGHT))


def _outer(each: Range) -> float:
    """The end of the bar or of its interval, whichever is farther out."""
    ends = [end for end in (each.low, each.high) if end is not None]
    return min([each.value, *ends]) if each.value < 0 else max([each.value, *ends])


def _ends(chart: Tornado) -> tuple[float, float]:
    """The ends of the axis, with room for the figures behind the bars."""
    values = [0.0, *(end for each in chart.ranges for end in (each.value, each.low, each.high) if end is not None)]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or 1.0
    return low - room if low < 0 else low - room * 0.1, high + room
