"""Sign-in by the institution, as the file `openid.yaml` in the folder of the desk says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from planner.errors import BadInput
from planner.web.signin import file

FILE, PROVIDER = "openid.yaml", "school"
NEEDED, OTHERS = ("name", "issuer", "client_id", "client_secret"), {"claim": "preferred_username", "create": ""}
"""What the file says, and what it may leave out."""
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


def read(folder: Path) -> dict[str, str]:
    """What the file says; nothing where there is none.

    Raises:
        BadInput: something in it does not fit, or others than its owner may read the secret in it.
        OSError: it cannot be read.
    """
    path = folder / FILE
    said = file.read(path, NEEDED, OTHERS, "openid.missing")
    issuer = urlsplit(said.get("issuer", ""))
    safe = issuer.scheme == "https" or (issuer.scheme == "http" and issuer.hostname in OWN_MACHINE)
    if said and not safe:
        raise BadInput("openid.issuer", file=str(path), where="issuer", value=said["issuer"])
    return said


def values(folder: Path) -> dict[str, Any]:
    """Django's settings for it."""
    said = read(folder)
    school = {
        "provider_id": PROVIDER,
        "name": said.get("name"),
        "client_id": said.get("client_id"),
        "secret": said.get("client_secret"),
        "settings": {"server_url": said.get("issuer", "").rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {
        "OPENID": {key: said[key] for key in ("name", "issuer", "claim", "create")} if said else {},
        "SOCIALACCOUNT_ADAPTER": "planner.web.signin.openid.Adapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [school] if said else []}},
    }
