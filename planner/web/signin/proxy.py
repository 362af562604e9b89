"""A proxy that asks the institution who somebody is (by SAML, or what it speaks), as the file `proxy.yaml` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.web.signin import file, provider

FILE, SHORTEST = "proxy.yaml", 32
"""And the fewest signs of a secret in it."""
NEEDED, OTHERS = ("name", "secret"), {"create": ""}
PERSON, NAME, SECRET = "X-Desk-Person", "X-Desk-Name", "X-Desk-Secret"
"""Headers of the proxy: the sign-in name, the name if it is known, and what shows that it is the proxy."""


def values(folder: Path) -> dict[str, Any]:
    """Django's settings for it.

    Raises:
        BadInput: something in the file does not fit, others than its owner may read it, or the institution signs people
            in by OpenID Connect already.
        OSError: it cannot be read.
    """
    path = folder / FILE
    said = file.read(path, NEEDED, OTHERS, "proxy.missing")
    if said and len(said["secret"]) < SHORTEST:
        raise BadInput("proxy.short", file=str(path), where="secret", count=SHORTEST)
    if said and (folder / provider.FILE).exists():
        raise BadInput("proxy.both", file=str(path), other=provider.FILE)
    return {"PROXY": said}
