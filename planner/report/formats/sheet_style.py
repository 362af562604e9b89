"""How a workbook looks, and the names that its sheets may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planner.domain.text import UNSEEN
from planner.messages import bound

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
RESERVED = "history"
HEADING = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
GREY = {"bg_color": "#BFBFBF"}
MARKED = {"bold": True, "bg_color": "#E2EFDA"}


class Style:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}
        self.heading = book.add_format({**HEADING, "border": 1})
        self.title = book.add_format({"bold": True, "font_size": 14})

    def of(self, kind: str, marked: bool) -> Format:
        """The format of `text`, `number`, `date`, `unknown`, or of money in the currency that `kind` is."""
        if (kind, marked) not in self._made:
            look = self._look(kind) | ({key: MARKED[key] for key in MARKED if kind != "unknown"} if marked else {})
            self._made[kind, marked] = self._book.add_format({"valign": "top", **look})
        return self._made[kind, marked]

    def _look(self, kind: str) -> dict[str, Any]:
        if kind == "text":
            return {"text_wrap": True, "align": "left", "indent": 1}
        if kind in ("number", "unknown"):
            return GREY if kind == "unknown" else {}
        return {"num_format": "yyyy-mm-dd", "align": "center"} if kind == "date" else {"num_format": self._money(kind)}

    def _money(self, currency: str) -> str:
        if currency == "EUR":
            return bound().euro_format
        return rf"#,##0.00\ [${currency}]"


def cut(text: str, most: int) -> str:
    """The text without what a workbook may not hold, shortened to so many characters as a spreadsheet counts them
    (UTF-16 units).
    """
    text = UNSEEN.sub("", text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", errors="ignore") + "…"


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names that spreadsheets accept, all different: short, without marks, case aside."""
    found: list[str] = []
    for title in titles:
        name = cut(FORBIDDEN.sub(" ", title).strip(" '"), LONGEST_NAME).strip(" '") or "1"
        taken, number = {other.lower() for other in found} | {RESERVED}, 2
        unique = name
        while unique.lower() in taken:
            ending = f" {number}"
            unique, number = cut(name, LONGEST_NAME - len(ending)) + ending, number + 1
        found.append(unique)
    return found
