"""Plans as points of duration and cost; the front has its own form and is joined by a step line; labels stay apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.messages import money
from planner.report.formats import words
from planner.report.formats.charts.canvas import Canvas, fitted, line, width, wrapped
from planner.report.formats.charts.labels import Placed, Spot, place
from planner.report.formats.charts.palette import BLUE, INK, MUTED, ORANGE
from planner.report.pages.charts import Point, Scatter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 280.0, 66.0, 16.0, 14.0, 66.0
LEGEND, LINES, LINE = 8.5, 2, 12.0
"""Size of the legend; lines of it that have room, and what each further one adds to the height, in points."""
BOLD = 1.15
"""How much longer bold letters are."""
Area = tuple[float, float]
"""Width and height of what the axes hold, in points."""


def draw(canvas: Canvas, chart: Scatter) -> None:
    """Draw the points."""
    area = (canvas.width - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)
    begins = -0.01 * area[0] if area[0] > HEIGHT else 20 - LEFT  # under the axis of cost where there is little room
    legend = wrapped(line(chart.front_title), area[0] - begins - 25, LEGEND)
    more = LINE * max(0, len(legend) - LINES)
    axes = canvas.axes(HEIGHT + more, left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM + more)
    x_range, y_range = _range([p.x for p in chart.points]), _range([p.y for p in chart.points])
    axes.set_xlim(*x_range)
    axes.set_ylim(*y_range)
    _scales(axes, chart, area)
    _marks(axes, chart, "\n".join(legend), begins / area[0])
    for placed in _labels(chart, x_range, y_range, area):
        _label(axes, placed, area)


def _scales(axes: Axes, chart: Scatter, area: Area) -> None:
    """Ticks and titles of both axes."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(min(10, int(area[0] / 40)), integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.yaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: money(round(value), chart.currency)))
    axes.tick_params(labelsize=8)
    axes.grid(visible=True)
    x_title, y_title = line(chart.x_title), line(chart.y_title)
    axes.set_xlabel(x_title, fontsize=fitted(x_title, area[0]))
    axes.set_ylabel(y_title, fontsize=fitted(y_title, area[1]))


def _marks(axes: Axes, chart: Scatter, legend: str, begins: float) -> None:
    """Rings, and diamonds with their line and legend for the front, which begins at a part of the width."""
    front, others = [p for p in chart.points if p.front], [p for p in chart.points if not p.front]
    _step(axes, _best(front))
    axes.plot(
        [p.x for p in others], [p.y for p in others], "o", markersize=6.5, color="white", markeredgecolor=MUTED,
        markeredgewidth=1.4, zorder=3,
    )  # fmt: skip
    axes.plot(
        [p.x for p in front], [p.y for p in front], "D", markersize=8, color=ORANGE, markeredgecolor=INK,
        markeredgewidth=1.1, zorder=4, label=legend,
    )  # fmt: skip
    if front:
        axes.legend(
            loc="upper left", bbox_to_anchor=(begins, -0.19), frameon=False, fontsize=LEGEND, handletextpad=0.4,
            borderaxespad=0.2,
        )  # fmt: skip


def _range(values: list[float]) -> tuple[float, float]:
    """The values with room around them; money and months never go below 0."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or max(abs(high) * 0.1, 1.0)
    return max(low - room, min(low, 0.0) - room * 0.3), high + room


def _best(points: list[Point]) -> list[Point]:
    """The points of the front that no other one beats in both duration and cost, from the left."""
    best: list[Point] = []
    for point in sorted((p for p in points if p.front), key=lambda p: (p.x, p.y)):
        if not best or point.y < best[-1].y:
            best.append(point)
    return best


def _step(axes: Axes, best: list[Point]) -> None:
    """The line of what the least cost is at each duration."""
    if len(best) > 1:
        axes.step([p.x for p in best], [p.y for p in best], where="post", color=BLUE, linewidth=1.6, zorder=2)


def _labels(chart: Scatter, xs: tuple[float, float], ys: tuple[float, float], area: Area) -> list[Placed]:
    """Labels in points from the lower left corner of the axes; plans at one place share a label."""
    groups: dict[tuple[float, float], list[Point]] = {}
    for point in sorted(chart.points, key=lambda p: not p.front):
        groups.setdefault((point.x, point.y), []).append(point)

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - xs[0]) / (xs[1] - xs[0]) * area[0], (y - ys[0]) / (ys[1] - ys[0]) * area[1]

    spots = []
    for (x, y), points in groups.items():
        label = line(", ".join(point.label for point in points))
        strong = any(p.front for p in points)
        spots.append(Spot(label, *at(x, y), width(label, 8) * (BOLD if strong else 1.0), strong))
    lines = []
    best = _best(list(chart.points))
    for left, right in pairwise(best):
        (x, y), (end, low) = at(left.x, left.y), at(right.x, right.y)
        lines += [(x, y - 1, end, y + 1), (end - 1, low, end + 1, y)]
    return place(spots, area, lines)


def _label(axes: Axes, placed: Placed, area: Area) -> None:
    """A label; one that had to go far away keeps a thin line to its point."""
    spot = placed.spot
    leader = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 4} if placed.far else None
    axes.annotate(
        spot.text, (spot.x / area[0], spot.y / area[1]), (placed.left / area[0], placed.low / area[1]),
        xycoords="axes fraction", textcoords="axes fraction", va="bottom", ha="left", fontsize=8,
        weight="bold" if spot.strong else "normal", annotation_clip=False, arrowprops=leader, zorder=5,
        bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none", "alpha": 0.8},
    )  # fmt: skip
