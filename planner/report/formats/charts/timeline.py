"""Bars over the days of a plan, a line for each label; one day is a diamond; months and years below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.messages import catalogue
from planner.report.formats import words
from planner.report.formats.charts.canvas import WIDTH, Canvas, width, wrapped
from planner.report.formats.charts.palette import INK, of_kind
from planner.report.pages.blocks import Bar, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 190.0
"""The most that labels take, in points."""
STEPS = (1, 2, 3, 6, 12, 24, 48)
MONTH = 34.0
"""Room for the name of a month, in points."""


def draw(canvas: Canvas, chart: Timeline) -> None:
    """Draw the timeline."""
    rows: dict[str, list[Bar]] = {}
    for bar in chart.bars:
        rows.setdefault(bar.label, []).append(bar)
    small = len(rows) > 30
    size = 7.5 if small else 9.0
    labels = [wrapped(words.text(label), ROOM, size) for label in rows]
    left = 8 + max((width(line, size) for lines in labels for line in lines), default=0.0)
    heights = [max(14.0 if small else 20.0, (size + 2.5) * len(lines) + 4) for lines in labels]
    axes = canvas.axes(sum(heights) + 40, left=left, right=14, top=4, bottom=36)
    axes.set_ylim(sum(heights) or 1, 0)
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    axes.set_yticks(middles, ["\n".join(lines) for lines in labels], fontsize=size)
    axes.tick_params(axis="y", length=0)
    first = min((bar.starts for bar in chart.bars), default=date(1970, 1, 1))
    last = max((bar.ends for bar in chart.bars), default=first)
    _months(axes, first, last, WIDTH - left - 14)
    for middle, bars in zip(middles, rows.values(), strict=True):
        for bar in bars:
            _bar(axes, bar, middle, 8.0 if small else 11.0)


def _bar(axes: Axes, bar: Bar, middle: float, thick: float) -> None:
    """A bar, or a diamond for one day."""
    starts, colour = bar.starts.toordinal(), of_kind(bar.kind)
    if bar.starts == bar.ends:
        axes.plot(
            [starts + 0.5], [middle], marker="D", markersize=thick * 0.75, color=colour,
            markeredgecolor=INK, linestyle="none", clip_on=False, zorder=3,
        )  # fmt: skip
        return
    days = bar.ends.toordinal() + 1 - starts
    axes.barh(middle, days, left=starts, height=thick, color=colour, edgecolor=INK, linewidth=0.7, zorder=2)


def _months(axes: Axes, first: date, last: date, room: float) -> None:
    """Whole months from the first to the last, as many named as there is room for; a year under its first name."""
    begin, count = first.year * 12 + first.month - 1, (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in STEPS if count / step * MONTH <= room), STEPS[-1])
    names = catalogue()["format.short_months"].split()
    shown = [month for month in range(begin, begin + count + 1) if (month % 12) % min(step, 12) == 0]
    if step > 12:
        shown = [month for month in shown if (month // 12) % (step // 12) == 0]
    shown = shown or [begin]
    years = {month // 12: month for month in reversed(shown)}
    labels = [f"{names[m % 12]}\n{m // 12}" if years[m // 12] == m else names[m % 12] for m in shown]
    if step >= 12:
        labels = [str(m // 12) for m in shown]
    axes.set_xlim(_ordinal(begin), _ordinal(begin + count))
    axes.set_xticks([_ordinal(month) for month in shown], labels, fontsize=8)
    axes.grid(axis="x")


def _ordinal(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()
