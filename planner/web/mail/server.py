"""The server that takes letters, as the file `mail.yaml` in the folder of the desk says it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from planner.errors import BadInput
from planner.storage import files, yaml_reader
from planner.web.signin.provider import OWN_MACHINE

FILE = "mail.yaml"
NEEDED, OTHERS = ("host", "from"), ("port", "tls", "user", "password_file", "password_env")
"""What the file says, and what it may leave out."""
STARTTLS, TLS, NONE = "starttls", "tls", "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
"""Ways to protect what travels, each with its usual port; the first where nothing is said."""
PATIENCE = 8
"""Seconds for each answer of the server."""


def values(folder: Path) -> dict[str, Any]:
    """Django's settings for it; without the file nothing is sent.

    Raises:
        BadInput: something in it does not fit; all that does not.
    """
    path = folder / FILE
    if not path.exists():
        return {"MAIL": {}, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    said, problems = _read(path)
    if problems:
        raise BadInput.of(problems)
    way = said.get("tls", STARTTLS)
    shown = {"host": said["host"], "port": said.get("port", PORTS[way]), "tls": way, "from": said["from"]}
    return {
        "MAIL": shown | {"user": said.get("user", "")},
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": shown["host"],
        "EMAIL_PORT": shown["port"],
        "EMAIL_HOST_USER": said.get("user", ""),
        "EMAIL_HOST_PASSWORD": _password(folder, said) if "user" in said else "",
        "EMAIL_USE_TLS": way == STARTTLS,
        "EMAIL_USE_SSL": way == TLS,
        "EMAIL_TIMEOUT": PATIENCE,
        "DEFAULT_FROM_EMAIL": shown["from"],
    }


def _read(path: Path) -> tuple[dict[str, Any], list[BadInput]]:
    """What the file says, and all that is wrong with it, each at its line."""
    file, text = str(path), files.read_text(path)
    said = yaml_reader.parse(text, file)
    if not isinstance(said, dict):
        return {}, [BadInput("mail.form", file=file, known=", ".join((*NEEDED, *OTHERS)))]
    said = {key: value for key, value in said.items() if value not in (None, "")}
    lines = yaml_reader.Lines(text)
    found = [
        BadInput(f"mail.{key}", file=file, line=lines.at((where,)), where=where, **more)
        for key, where, more in _problems(path.parent, said)
    ]
    return said, found


def _problems(folder: Path, said: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The key of a message, the key of the file, and what the message needs."""
    for key in said:
        if key not in (*NEEDED, *OTHERS):
            yield "unknown", key, {"known": ", ".join((*NEEDED, *OTHERS))}
    for key in NEEDED:
        if key not in said:
            yield "missing", key, {}
    for key in ("host", "user", "from", "password_file", "password_env"):
        if not isinstance(said.get(key, ""), str):
            yield "text", key, {}
    way, port, sender = str(said.get("tls", STARTTLS)), said.get("port", 1), said.get("from", "a@example.org")
    if way not in PORTS:
        yield "tls", "tls", {"value": way, "known": ", ".join(PORTS)}
    if way == NONE and said.get("host") not in OWN_MACHINE:
        yield "bare", "tls", {"value": said.get("host", "")}
    if not (isinstance(port, int) and 0 < port < 2**16):
        yield "port", "port", {"value": port}
    if not _is_address(parseaddr(str(sender))[1]):
        yield "from", "from", {"value": sender}
    yield from _of_password(folder, said)


def _of_password(folder: Path, said: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    given = [key for key in ("password_file", "password_env") if key in said]
    if "user" in said and not given:
        yield "password", "user", {}
    if given and "user" not in said:
        yield "user", given[0], {}
    if len(given) > 1:
        yield "twice", given[1], {}
    if "password_env" in said and not os.environ.get(str(said["password_env"])):
        yield "unset", "password_env", {"value": said["password_env"]}
    if "password_file" not in said:
        return
    path = folder / str(said["password_file"])
    if not path.is_file():
        yield "no_file", "password_file", {"value": path}
    elif os.name == "posix" and path.stat().st_mode & 0o077:
        yield "open", "password_file", {"value": path}


def _password(folder: Path, said: dict[str, Any]) -> str:
    if "password_env" in said:
        return os.environ[said["password_env"]]
    return files.read_text(folder / said["password_file"]).strip()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
