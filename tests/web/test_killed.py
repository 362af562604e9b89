"""A desk that is killed while people write keeps everything that it said was kept, and opens again whole; one
of an older version too.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from pathlib import Path

from benchmarks.desk import DOSSIER, PLACE, REVISION, UNIT, Caller
from planner.web.restoring import restore
from tests.web.served import Desk, serve, stop

EDITORS = 3


def edit(caller: Caller, board: str, kept: dict[str, int]) -> None:
    """Move units from one place to another until the desk is gone; note the last revision that was answered."""
    from html import unescape
    from urllib.parse import quote

    try:
        while True:
            page = caller.ask("GET", board)[1]
            unit = UNIT.findall(page)[0]
            places = caller.ask("GET", f"{board}/places?unit={quote(unit)}")[1]
            form = {"unit": unit, "place": unescape(PLACE.findall(places)[0]), "revision": REVISION.findall(places)[0]}
            status, text = caller.post(f"{board}/board/place", **form)
            if status == 200:
                kept[board] = max(map(int, REVISION.findall(text)))
    except (OSError, HTTPException):
        caller.close()


def signed_in(desk: Desk) -> Caller:
    caller = Caller(int(desk.address.rpartition(":")[2]))
    path = desk.link.removeprefix(desk.address)
    caller.ask("GET", path)
    caller.post(path)
    return caller


@contextmanager
def editing(desk: Desk, editors: int = EDITORS) -> Iterator[dict[str, int]]:
    """People move units on some boards until the desk is gone; what was kept of each board, after a few moves."""
    first = signed_in(desk)
    boards = [found for found in DOSSIER.findall(first.ask("GET", "/")[1]) if UNIT.search(first.ask("GET", found)[1])]
    kept: dict[str, int] = {}
    port = int(desk.address.rpartition(":")[2])
    busy = [
        threading.Thread(target=edit, args=(Caller(port, first.cookies), board, kept)) for board in boards[:editors]
    ]
    for editor in busy:
        editor.start()
    while len(kept) < editors or min(kept.values()) < 4:
        time.sleep(0.1)
    yield kept
    for editor in busy:
        editor.join()
    first.close()


def holds(database: Path, kept: dict[str, int]) -> None:
    """The database is whole, and has of each board what was kept of it, or more."""
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for board, revision in kept.items():
            key = board.rpartition("/")[2]
            found = opened.execute("SELECT revision FROM dossiers_dossier WHERE key = ?", [key]).fetchone()[0]
            assert found >= revision


def test_what_was_kept_is_kept(tmp_path: Path) -> None:
    process, desk = serve(tmp_path / "desk", "--demo")
    with editing(desk) as kept:
        process.kill()
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()
    holds(desk.folder / "desk.sqlite3", kept)
    again, desk = serve(desk.folder)
    with closing(signed_in(desk)) as caller:
        assert all(caller.ask("GET", board)[0] == 200 for board in kept)
    stop(again)


FIRST_VERSION = """
import sys
from pathlib import Path
from planner.web.configuration import configure
configure(Path(sys.argv[1]))
from django.core.management import call_command
for app, number in (("sessions", None), ("usersessions", None), ("jobs", "0002"), ("dossiers", "0002")):
    call_command("migrate", app, *filter(None, [number]), verbosity=0)
from django.db import connection
from django.db.migrations.loader import MigrationLoader
then = MigrationLoader(connection).project_state([("dossiers", "0002_initial"), ("people", "0001_initial")]).apps
person = then.get_model("people", "Person").objects.create(username="old", role="administrator", password="!x")
dossier = then.get_model("dossiers", "Dossier").objects.create(key="kept", name="Fictional", adviser=person,
    programme="casp-2019-2020", revision=1)
learner = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
dossier.current = then.get_model("dossiers", "Version").objects.create(dossier=dossier, number=1, person=person,
    act="created", learner=learner)
dossier.save()
"""


def test_a_desk_of_the_first_version_is_copied_then_brought_to_this_one(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    subprocess.run([sys.executable, "-c", FIRST_VERSION, str(folder)], check=True)

    def tables(database: Path) -> set[str]:
        with closing(sqlite3.connect(database)) as opened:
            return {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    old = tables(folder / "desk.sqlite3")
    process, desk = serve(folder)
    with closing(signed_in(desk)) as caller:
        assert "Fictional" in caller.ask("GET", "/")[1]
        assert caller.ask("GET", "/dossiers/kept/learner")[0] == 200
    stop(process)
    (copy,) = (folder / "backups").glob("before-*.zip")
    restore(copy, tmp_path / "before")
    assert tables(tmp_path / "before" / "desk.sqlite3") == old
    assert tables(folder / "desk.sqlite3") > old
    holds(tmp_path / "before" / "desk.sqlite3", {"/dossiers/kept": 1})
    holds(folder / "desk.sqlite3", {"/dossiers/kept": 1})
    again, _ = serve(folder)
    stop(again)
    assert len(list((folder / "backups").iterdir())) == 1
