"""A table for people: columns as wide as what they hold, the widest ones wrapped where a line would be too long."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence

WIDTH = 100
"""Of every line of plain text."""
GAP, NARROW = "  ", " "
LONGEST_WORD, LONGEST_CODE = 14, 30
"""Longer ones may be cut, in columns of sentences and in those whose cells are one word each."""
MOST_LINES = 2


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = (), fixed: Collection[int] = (),
    most: int | None = MOST_LINES,
) -> list[str]:  # fmt: skip
    """The lines of a table with a rule under its header; columns in `right` are aligned there, the cells of those in
    `fixed` never wrapped. Other cells under the header take `most` lines, what is left of them gives way to an
    ellipsis. Where words leave no other way to fit the page, columns stand nearer to each other.
    """
    widths = _widths(header, rows, fixed)
    gap = GAP if sum(widths) + len(GAP) * (len(widths) - 1) <= WIDTH else NARROW
    lines = _line(header, widths, right, None, gap)
    lines.append(gap.join("-" * width for width in widths))
    return lines + [line for row in rows for line in _line(row, widths, right, most, gap)]


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]], fixed: Collection[int]) -> list[int]:
    """Widths that fit the page where words allow it: only the longest words are cut."""
    columns = list(zip(header, *rows, strict=True))
    widths = [max(1, *map(len, column)) for column in columns]
    words = [[word for cell in column for word in cell.split()] for column in columns]
    codes = [not any(" " in cell.strip() for cell in cells) for _, *cells in columns]
    longest = [LONGEST_CODE if code else LONGEST_WORD for code in codes]
    least = [min(most, max(map(len, found), default=0)) for most, found in zip(longest, words, strict=True)]
    for place in fixed:
        least[place] = max([least[place], *(len(row[place]) for row in rows)])
    while sum(widths) + len(GAP) * (len(widths) - 1) > WIDTH:
        loose = [place for place, width in enumerate(widths) if width > least[place]]
        if not loose:
            break
        widest = max(loose, key=lambda place: widths[place])
        widths[widest] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Collection[int], most: int | None, gap: str) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, width, max_lines=most, placeholder="…") or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, wrapped))):
        texts = [parts[number] if number < len(parts) else "" for parts in wrapped]
        padded = [
            f"{text:>{width}}" if place in right else f"{text:<{width}}"
            for place, (text, width) in enumerate(zip(texts, widths, strict=True))
        ]
        lines.append(gap.join(padded).rstrip())
    return lines
