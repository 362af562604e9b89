"""Where a desk keeps its data: in a file of its folder (SQLite), or in a database of a PostgreSQL server."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from planner.errors import BadInput

FILE, ADDRESS = "desk.sqlite3", "database"
"""In the folder of a desk: its data, or the address of the database that has them."""
SCHEMES = ("postgresql", "postgres")
BEFORE_HOST, IN_OPTIONS = re.compile(r"//([^:@/]*):.*@"), re.compile(r"(?<=[?&])password=[^&]*&?")
"""Where an address tells a password."""
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",
    },
}
POSTGRES = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


def address_of(folder: Path) -> str:
    """The address of the database that a desk uses; empty where that is the file in its folder."""
    path = folder / ADDRESS
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def remember(folder: Path, address: str) -> None:
    """The desk uses the database from now on, also where nobody says so; for the owner's eyes, as it may hold a
    password.
    """
    part = folder / f"{ADDRESS}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{address}\n")
    part.replace(folder / ADDRESS)


def settings_of(folder: Path, address: str = "") -> dict[str, Any]:
    """What Django is told of the database.

    Raises:
        BadInput: the address is none of a PostgreSQL server, or what speaks to one is not installed.
    """
    if not address:
        return {**SQLITE, "NAME": folder / FILE}
    try:
        given = urlsplit(address)
        port = given.port
    except ValueError:
        raise BadInput("desk.database", where="database", value=shown(address)) from None
    if given.scheme not in SCHEMES or len(given.path) < 2:
        raise BadInput("desk.database", where="database", value=shown(address))
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise BadInput("desk.postgres") from None
    parts = {"HOST": given.hostname, "PORT": port, "USER": given.username, "PASSWORD": given.password}
    named = {name: unquote(str(value)) for name, value in parts.items() if value}
    return {**POSTGRES, "NAME": unquote(given.path[1:]), "OPTIONS": dict(parse_qsl(given.query)), **named}


def shown(address: str) -> str:
    """The address without its password."""
    return IN_OPTIONS.sub("", BEFORE_HOST.sub(r"//\1@", address))
