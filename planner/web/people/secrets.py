"""Secrets of links and tokens: 256 bits, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


def new_secret() -> str:
    """A secret for an address."""
    return secrets.token_urlsafe(32)


def secret_from(secret: str, what: str) -> str:
    """Another secret, the same for the same `what`; it tells nothing of the one that it was made from."""
    made = hmac.new(secret.encode(), what.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest(secret: str) -> str:
    """What is kept of a secret. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
