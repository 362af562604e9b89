"""The fingerprint of what was read, which travels with every result."""

from __future__ import annotations


def sha256(text: str) -> str:
    """SHA-256 of a text in hexadecimal; imported late, since only results need it."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()
