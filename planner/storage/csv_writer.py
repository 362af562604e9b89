"""The one place that writes CSV: what is a text stays one in a spreadsheet, and reading it back gives the same text.

A spreadsheet computes a text that begins with `=`, `+`, `-` or `@`, behind blanks and as a full-width letter too. Such
a text gets an apostrophe before it; one that has apostrophes there already gets one more, so that taking one away is
always right. The same holds behind each semicolon, tab and line end inside a text, where a spreadsheet that takes
semicolons for separators begins another cell. Numbers and days are not texts: -5 stays -5.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

BLANK = r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064\u3000\ufeff]*"
COMPUTED = r"[=+@\-\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]"
BEGINS = rf"(?:\A(?={{0}}{BLANK}(?:{COMPUTED}|[\t\r\n]))|(?<=[;\t\r\n])(?={{0}}{BLANK}{COMPUTED}))"
GUARD, GUARDED = re.compile(BEGINS.format("'*")), re.compile(BEGINS.format("'+") + "'")
"""Where an apostrophe is put, and the one that is taken away."""


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return GUARD.sub("'", text)


def unguard(cell: str) -> str:
    """The text of a cell that was guarded; any other cell as it is."""
    return GUARDED.sub("", cell) if "'" in cell else cell


class Figure(str):
    """A number of ours that is already written out; it is no text that anybody gave."""

    __slots__ = ()


def lines(rows: Iterable[Iterable[object]], end: str = "\r\n", separator: str = ",") -> str:
    """Rows as CSV (RFC 4180). Texts are guarded; None is an empty cell; all else stands as it writes itself."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end, delimiter=separator).writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: object) -> object:
    return guard(value) if isinstance(value, str) and not isinstance(value, Figure) else value
