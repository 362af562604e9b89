"""A page as a tagged PDF (PDF/UA-1) on A4 with typst: fonts and pictures stand inside, none are the system's."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from planner.messages import say
from planner.report.formats.view import view
from planner.report.pages.charts import Chart
from planner.report.pages.page import Page

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATES = Path(__file__).with_name("templates")
_COMPILING = Lock()
"""The compiler takes one page at a time, and fails whoever comes meanwhile."""


def render(page: Page) -> bytes:
    """The page as PDF; the same bytes for the same page, whatever the machine, the day and its fonts."""
    shown = view(page, partial(_picture))
    # Typst fills in the page numbers and titles itself.
    shown["words"] = {
        "free": say("format.free"),
        "continued": say("format.continued", title="{title}"),
        "page": say("format.page", page="{page}", pages="{pages}"),
    }
    moment = datetime.combine(page.created, time(), UTC)
    with _COMPILING:
        document = _compiler().compile(
            format="pdf", sys_inputs={"page": json.dumps(shown)}, pdf_standards=["ua-1"], timestamp=moment
        )
    assert isinstance(document, bytes)  # one file, in memory
    return document


def _picture(chart: Chart) -> str:
    from planner.report.formats.charts import svg

    return svg(chart, outlines=True)


@cache
def _compiler() -> Compiler:
    """The compiler with the template and its fonts, made once: typst's own, and DejaVu Sans that matplotlib carries."""
    from typst import Compiler, Fonts

    fonts = Fonts(include_system_fonts=False, font_paths=[str(_dejavu())])
    return Compiler(TEMPLATES / "page.typ", root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def _dejavu() -> Path:
    """The folder of fonts inside matplotlib, which is found without loading it."""
    found = find_spec("matplotlib")
    assert found is not None and found.origin is not None  # a dependency of this package
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
