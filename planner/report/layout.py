"""What all texts for people look like: headings in capitals, and items wrapped to one width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.messages import spaced

WIDTH = 100


def heading(text: str) -> str:
    """A heading."""
    return text.upper()


def bullet(text: str, mark: str = "- ", indent: int = 2) -> list[str]:
    """An item, wrapped."""
    return textwrap.wrap(
        spaced(text), WIDTH, initial_indent=" " * indent + mark, subsequent_indent=" " * (indent + len(mark)),
        break_on_hyphens=False,
    )  # fmt: skip


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a full stop."""
    return text[:1].upper() + text[1:].removesuffix(".") + "."


class Item(NamedTuple):
    """A text of a list with the mark before it; deeper items have a larger indent."""

    text: str
    mark: str = "- "
    indent: int = 2


def bulleted(items: Iterable[Item]) -> Iterator[str]:
    """The lines of a list."""
    for item in items:
        yield from bullet(*item)
