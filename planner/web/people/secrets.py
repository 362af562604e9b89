"""Secrets of links and tokens: 256 bits, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """A secret for an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
