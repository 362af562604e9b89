"""Copies of a desk, whole even while people write: its database and the files beside it, in one file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from planner.errors import BadInput
from planner.web.configuration import BACKUPS, COUNTS, LOCK, RESTORED, SENT
from planner.web.database import ADDRESS, FILE, address_of, settings_of, shown
from planner.web.disk import is_full

PG_DUMP = "pg_dump"
DUMP = "desk.dump"
"""A PostgreSQL database in a copy; one in a file has the name that it has in the folder."""
ENDING, PART = ".zip", ".part"
DESK, LAST = "desk", "last"
"""How copies are named that somebody asked for, and the file among the backups that tells when the last was made."""
OF_THIS_MACHINE = {BACKUPS, COUNTS, LOCK, ADDRESS, RESTORED}
"""What no copy holds. With the address, a desk that is opened elsewhere to look at it would write into the database of
this one.
"""


def backup(folder: Path, target: Path | None = None, *, named: str = DESK) -> Path:
    """A copy of the desk: at the `target`, else among its backups under a name that begins as `named`. A target whose
    name ends as that of a database gets the database alone. Of a PostgreSQL database it is made by `pg_dump`.

    Raises:
        BadInput: there is no desk in the folder, the target is among its own files, the database cannot be copied, or
            `pg_dump` is missing or fails.
        OSError: it cannot be written.
    """
    address = address_of(folder)
    if not (address or (folder / FILE).is_file()):
        raise BadInput("desk.none", where="data", value=str(folder))
    os.umask(0o077)
    target = target or folder / BACKUPS / f"{named}-{datetime.now():%Y%m%d-%H%M%S}{ENDING}"
    if target.resolve().parent == folder.resolve():  # what stands there is the desk itself
        raise BadInput("desk.over", where="out", value=str(target), folder=str(folder / BACKUPS))
    target.parent.mkdir(parents=True, exist_ok=True)
    name = DUMP if address else FILE
    alone, whole = (target.with_name(f"{target.name}{PART}{ending}") for ending in (Path(name).suffix, ""))
    try:
        if address:
            _dump(address, alone)
        else:
            _copy(folder / FILE, alone)
        if target.suffix == alone.suffix:
            alone.replace(target)
        else:
            _pack(folder, alone, name, whole)
            whole.replace(target)
        if named == DESK:
            (folder / BACKUPS).mkdir(exist_ok=True)
            (folder / BACKUPS / LAST).touch()
    finally:
        for path in (alone, whole):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return target


def _copy(database: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        if is_full(error):
            raise
        raise BadInput("desk.not_copied", file=str(database), why=str(error)) from None


def _pack(folder: Path, database: Path, name: str, target: Path) -> None:
    """The database first: what is written meanwhile is more than it knows of, never less."""
    with ZipFile(target, "w", compresslevel=1, strict_timestamps=False) as packed:
        packed.write(database, name, ZIP_STORED if name == DUMP else ZIP_DEFLATED)
        for path in _beside(folder):
            with suppress(FileNotFoundError):  # what a job made may have served its time
                packed.write(path, path.relative_to(folder), ZIP_DEFLATED)


def _beside(folder: Path) -> Iterator[Path]:
    """The files of a desk beside its database; whatever is put there later is among them."""
    for top in sorted(folder.iterdir()):
        if top.name not in OF_THIS_MACHINE and not top.name.startswith((".", SENT, FILE)):
            found = sorted(top.rglob("*")) if top.is_dir() else [top]
            yield from (path for path in found if path.is_file() and path.suffix != PART)


def _dump(address: str, target: Path) -> None:
    by_the_server([PG_DUMP, "-Fc", "-O", "-f", str(target), "-d", shown(address)], address)


def by_the_server(command: list[str], address: str) -> None:
    """Run a program of the server's; a password reaches it by its environment, where no list of processes shows it.

    Raises:
        BadInput: it is missing, or fails.
    """
    known = settings_of(Path(), address)
    password = known.get("PASSWORD") or known["OPTIONS"].get("password")
    given = {"PGPASSWORD": password} if password else {}
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | given)  # noqa: S603
    except FileNotFoundError:
        raise BadInput("desk.pg_missing", name=command[0], value=" ".join(command)) from None
    except subprocess.CalledProcessError as error:
        raise BadInput("desk.pg_failed", name=command[0], why=error.stderr.strip()) from None
