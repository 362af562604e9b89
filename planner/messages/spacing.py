"""French puts a no-break space before high punctuation and inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

BEFORE = re.compile(r" (?=[:;?!»](?:\W|$))")
AFTER = re.compile(r"(?<=«) ")


def spaced(text: str) -> str:
    """The text with its no-break spaces, so that no line begins with a mark; other languages stay as they are."""
    return AFTER.sub("\u00a0", BEFORE.sub("\u00a0", text))


class Spaced(Mapping[str, str]):
    """Messages that get their no-break spaces as they are read: a command needs few of them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: str) -> str:
        return spaced(self._texts[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, key: object) -> bool:
        return key in self._texts
