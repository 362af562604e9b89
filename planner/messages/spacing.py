"""French puts a no-break space before high punctuation and inside quotation marks."""

from __future__ import annotations

import re

BEFORE = re.compile(r" (?=[:;?!»](?:\W|$))")
AFTER = re.compile(r"(?<=«) ")


def spaced(text: str) -> str:
    """The text with its no-break spaces, so that no line begins with a mark; other languages stay as they are."""
    return AFTER.sub("\u00a0", BEFORE.sub("\u00a0", text))
