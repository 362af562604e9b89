"""A figure in points with matplotlib, and its SVG made reproducible, named and safe beside others in one page."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from planner.report.formats import words
from planner.report.formats.charts.palette import GRID, INK
from planner.report.pages.charts import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 520.0
"""Width of a chart, in points: the text width of a page of A4."""
NARROW = 230.0
"""That of one drawn for a phone, on which its letters stay large enough to read."""
SIZE = 9.0
"""Size of letters, in points."""
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
ID = re.compile(r' id="([^"]*)"')
REFERENCE = re.compile(r'(?:href="#|url\(#)([^")]+)')
BODY = re.compile(r"<svg\b[^>]*>", re.DOTALL)
HIDDEN = "\u200b"
BREAKS = re.compile(f"([ {HIDDEN}])")
FONT = "'DejaVu Sans', Verdana, Arial, sans-serif"


class Canvas:
    """A figure of one chart; lengths are points, from the top left corner."""

    def __init__(self, chart: Chart, figure: Figure, *, outlines: bool, width: float = WIDTH) -> None:
        self.chart, self.figure, self.outlines, self.width = chart, figure, outlines, width

    def axes(self, height: float, *, left: float, right: float, top: float, bottom: float) -> Axes:
        """Plain axes inside these margins, in a figure of this height."""
        self.figure.set_size_inches(self.width / 72, height / 72)
        share = (left / self.width, bottom / height, 1 - (left + right) / self.width, 1 - (top + bottom) / height)
        axes = self.figure.add_axes(share)
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        return axes

    def svg(self) -> str:
        """The picture as text."""
        buffer = io.StringIO()
        self.figure.savefig(buffer, format="svg", metadata=NO_METADATA)
        drawn = _own_ids(buffer.getvalue(), self.chart.id)
        start = BODY.search(drawn)
        assert start is not None  # matplotlib wrote it
        box = f"0 0 {self.width:g} {self.figure.get_figheight() * 72:g}"
        return _opening(self.chart, box, outlines=self.outlines) + drawn[start.end() :].strip() + "\n"


def _opening(chart: Chart, box: str, *, outlines: bool) -> str:
    names = f"{chart.id}-title {chart.id}-desc"
    space = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    size = f' width="{box.split()[2]}pt" height="{box.split()[3]}pt"' if outlines else ""
    return (
        f'<svg{space}{size} viewBox="{box}" role="img" aria-labelledby="{names}">\n'
        f'<title id="{chart.id}-title">{escape(words.text(chart.title))}</title>\n'
        f'<desc id="{chart.id}-desc">{escape(words.text(chart.alt or chart.title))}</desc>\n'
    )


def _own_ids(drawn: str, name: str) -> str:
    """Only ids that something refers to, each beginning with the chart's; fonts that more machines have."""
    used = set(REFERENCE.findall(drawn))
    drawn = ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", drawn)
    drawn = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", drawn)
    return drawn.replace("'DejaVu Sans'", FONT)


@contextmanager
def drawing(chart: Chart, *, outlines: bool, width: float = WIDTH) -> Iterator[Canvas]:
    """A canvas with our own settings, whatever the user's matplotlib says."""
    _library()
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    settings: Any = _settings(chart.id, outlines)
    with rc_context(settings), warnings.catch_warnings():
        # Letters that the font does not have are drawn as boxes; in HTML the reader's own fonts show them.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield Canvas(chart, Figure(dpi=72), outlines=outlines, width=width)


@cache
def _library() -> None:
    """Load matplotlib without its notes on caches: it takes a temporary one where its own cannot be written."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib

    matplotlib.rcdefaults()


def _settings(salt: str, outlines: bool) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {
        "svg": {"hashsalt": salt, "fonttype": "path" if outlines else "none"},
        "font": {"family": ["DejaVu Sans"], "size": SIZE},
        "text": {"color": INK, "parse_math": False},
        "axes": {"edgecolor": INK, "labelcolor": INK, "grid": False, "unicode_minus": True},
        "xtick": {"color": INK},
        "ytick": {"color": INK},
        "grid": {"color": GRID, "linewidth": 0.6},
        "hatch": {"color": INK, "linewidth": 0.7},
        "figure": {"facecolor": "white"},
    }
    return {f"{group}.{name}": value for group, names in groups.items() for name, value in names.items()}


@lru_cache(maxsize=10_000)
def width(text: str, size: float = SIZE) -> float:
    """How long a line of text is, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    font = FontProperties(family="DejaVu Sans", size=size)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def fitted(text: str, room: float, size: float = SIZE) -> float:
    """The size of type at which one line fits into `room` points, at most the one given."""
    return min(size, size * room / max(width(text, size), 1.0))


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """The text in lines of at most `room` points, broken at spaces and where `words.text` allows it in long words."""
    lines = [""]
    space = ""
    for part in BREAKS.split(text):
        if part in ("", " ", HIDDEN):
            space = part.strip(HIDDEN)
        elif lines[-1] and width(lines[-1] + space + part, size) > room:
            lines.append(part)
        else:
            lines[-1] += space + part if lines[-1] else part
    return lines


def line(text: str) -> str:
    """A text that stands on one line."""
    return words.text(text).replace(HIDDEN, "")
