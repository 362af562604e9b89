"""A figure in each cell, the darker the larger: the number stands in it, so that nothing rests on colour."""

from __future__ import annotations

from planner.report.formats import words
from planner.report.formats.charts.canvas import WIDTH, Canvas, fitted, line, width, wrapped
from planner.report.formats.charts.palette import GRID
from planner.report.pages.charts import HeatMap

ROOM = 190.0
"""The most that names of rows take, in points."""
LIGHT, DARK = (0xFF, 0xFF, 0xFF), (0x00, 0x3F, 0x66)
"""White to a blue on which white letters are read."""


def draw(canvas: Canvas, chart: HeatMap) -> None:
    """Draw the cells, rows from the top down."""
    from matplotlib.patches import Rectangle

    names = [wrapped(words.text(name), ROOM, 8) for name in chart.rows]
    heads = [line(name) for name in chart.columns]
    heights = [max(16.0, 10.0 * len(lines) + 5) for lines in names]
    left = 10 + max((width(part, 8) for lines in names for part in lines), default=0.0)
    wide = (WIDTH - left - 6) / (len(heads) or 1)
    longest = max((width(head, 8) for head in heads), default=0.0)
    upright = longest > wide - 6
    top = 10 + longest if upright else 20.0
    axes = canvas.axes(sum(heights) + top + 6, left=left, right=6, top=top, bottom=6)
    axes.set_xlim(0, len(heads) or 1)
    axes.set_ylim(sum(heights) or 1, 0)
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    axes.set_yticks(middles, ["\n".join(lines) for lines in names], fontsize=8)
    axes.set_xticks([index + 0.5 for index in range(len(heads))], heads, fontsize=8, rotation=90 * upright)
    axes.tick_params(axis="both", length=0, labeltop=True, labelbottom=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    most = max((value or 0 for row in chart.values for value in row), default=0)
    for index, row in enumerate(chart.values):
        for place, value in enumerate(row):
            part = (value or 0) / most if most else 0.0
            colour = shade(part)
            corner = (place, middles[index] - heights[index] / 2)
            axes.add_patch(Rectangle(corner, 1, heights[index], facecolor=colour, edgecolor=GRID, linewidth=0.6))
            if value:
                text = words.number(round(value, 1))
                ink = "white" if is_dark(colour) else "black"
                size = fitted(text, wide - 3, 8)
                axes.text(place + 0.5, middles[index], text, ha="center", va="center", fontsize=size, color=ink)


def shade(part: float) -> tuple[float, float, float]:
    """The colour of a part of the largest figure."""
    red, green, blue = ((low + (high - low) * part) / 255 for low, high in zip(LIGHT, DARK, strict=True))
    return red, green, blue


def is_dark(colour: tuple[float, ...]) -> bool:
    """Whether white letters have more contrast than black ones, which is at least 4.5:1 either way."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] < 0.179
