"""A desk out of a copy, in a folder that has none."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, is_zipfile

from planner.errors import BadInput
from planner.web.configuration import RESTORED
from planner.web.copying import DUMP, by_the_server
from planner.web.database import FILE, remember, shown

PG_RESTORE = "pg_restore"
BEGINS = {b"SQLite format 3\0": FILE, b"PGDMP": DUMP}
"""How a copy begins that is a database alone."""


def restore(copy: Path, folder: Path, *, database: str = "") -> None:
    """Lay a copy out in a folder that is new or empty. A copy of a PostgreSQL database goes into an empty `database`,
    which the folder remembers. What cannot be finished leaves nothing behind. The desk that opens it sends no letter
    that waits in it (`mail.held`).

    Raises:
        BadInput: the file is no copy or is damaged, the folder holds something, a database should be named or should
            not, or `pg_restore` is missing or fails.
        OSError: something cannot be read or written.
    """
    os.umask(0o077)
    new = not folder.exists()
    if not new and any(folder.iterdir()):
        raise BadInput("desk.not_empty", where="data", value=str(folder))
    name, alone = _database_in(copy)
    if (name == DUMP) != bool(database):
        raise BadInput("desk.names_database" if name == DUMP else "desk.has_database", where="database")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, folder / name) if alone else _unpack(copy, folder)
        if name == DUMP:
            _into_the_server(folder / DUMP, database)
            remember(folder, database)
        else:
            _look_through(copy, folder / FILE)
        (folder / RESTORED).touch()
    except BaseException:
        for path in folder.iterdir() if folder.is_dir() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if new and folder.is_dir():
            folder.rmdir()
        raise


def _database_in(copy: Path) -> tuple[str, bool]:
    """The name of the database in a copy, and whether the copy is nothing else.

    Raises:
        BadInput: it is missing, or no copy of a desk.
    """
    if not copy.is_file():
        raise BadInput("file.missing", file=str(copy))
    with copy.open("rb") as file:
        begins = file.read(max(map(len, BEGINS)))
    for beginning, name in BEGINS.items():
        if begins.startswith(beginning):
            return name, True
    if is_zipfile(copy):
        with ZipFile(copy) as packed:
            names = [PurePosixPath(name) for name in packed.namelist()]
        inside = not any(name.is_absolute() or ".." in name.parts for name in names)
        for name in BEGINS.values():
            if inside and PurePosixPath(name) in names:
                return name, False
    raise BadInput("desk.no_copy", file=str(copy))


def _unpack(copy: Path, folder: Path) -> None:
    try:
        with ZipFile(copy) as packed:
            packed.extractall(folder)
    except (BadZipFile, zlib.error, EOFError):
        raise BadInput("desk.damaged", file=str(copy)) from None


def _look_through(copy: Path, database: Path) -> None:
    """Every page of the file.

    Raises:
        BadInput: it is damaged.
    """
    try:
        with closing(sqlite3.connect(database)) as opened:
            if opened.execute("PRAGMA integrity_check").fetchone() == ("ok",):
                return
    except sqlite3.DatabaseError:
        pass
    raise BadInput("desk.damaged", file=str(copy))


def _into_the_server(dump: Path, database: str) -> None:
    """All of it, or nothing where something stands there already."""
    command = [PG_RESTORE, "-e", "-1", "-O", "-d", shown(database), str(dump)]
    by_the_server(command, database)
    dump.unlink()
