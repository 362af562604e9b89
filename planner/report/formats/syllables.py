"""Long words may be broken between syllables where a column is narrow: browsers lack the dictionaries."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.messages import bound

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT = "\u00ad"
"""A hyphen that is seen only where a line ends there."""
LONG = re.compile(r"[^\W\d_]{9,}")
"""Shorter words stay whole; codes and numbers do too."""
BEFORE, AFTER = 2, 4
"""Letters that stand at least before and after a break."""


def breakable(text: str) -> str:
    """The text with soft hyphens inside its long words, as the dictionary of the language has them."""
    return LONG.sub(lambda word: _dictionary(bound().code).inserted(word[0], SOFT), text)


@cache
def _dictionary(lang: str) -> Pyphen:
    from pyphen import Pyphen

    return Pyphen(lang=lang, left=BEFORE, right=AFTER)
