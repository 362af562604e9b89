"""Whole numbers that a form or an address carries."""

from __future__ import annotations

DIGITS = 9
"""More is no number of ours, and may be made to cost time."""


def whole(text: str | None, otherwise: int = -1) -> int:
    """The number of a text; `otherwise` where it is none."""
    fits = text and text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if text and fits else otherwise
