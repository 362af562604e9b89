"""Long words may be broken between syllables, with a hyphen, where a column is narrow: browsers lack the dictionaries.

A syllable begins with the last consonant before a vowel, or with two that are spoken together (`ch`, `gn`, `tr`).
"""

from __future__ import annotations

import re

SOFT = "\u00ad"
"""A hyphen that is seen only where a line ends there."""
LONG = re.compile(r"[^\W\d_]{9,}")
"""Shorter words stay whole; codes and numbers do too."""
VOWEL = "aeiouyàâäéèêëîïôöùûüÿœæ"
ONSET = f"(?:[bcdfgkptv][lr]|[cpst]h|gn|qu|[^\\W\\d_{VOWEL}])"
SYLLABLE = re.compile(f"(?<=[^\\W\\d_]{{2}})(?=[^\\W\\d_]{{4}})(?={ONSET}[{VOWEL}])", re.IGNORECASE)
"""Two letters at least stand before a break, and four after."""


def breakable(text: str) -> str:
    """The text with soft hyphens inside its long words."""
    return LONG.sub(lambda word: SYLLABLE.sub(_soft, word[0]), text)


def _soft(found: re.Match[str]) -> str:
    """A break, unless it parts two consonants that begin a syllable together."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.start() :]
    joined = re.match(ONSET, before + after, re.IGNORECASE)
    return "" if joined is not None and len(joined[0]) > 1 else SOFT
