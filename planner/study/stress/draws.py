"""Chance as a function: the same number for the same names, whatever was drawn before, by whom and in which order."""

from __future__ import annotations

from hashlib import blake2b


def draw(*names: object) -> float:
    """A number from 0 (included) to 1 (excluded) for these names; a chance `p` comes true where it is below `p`."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") / 2**64
