"""A desk that is killed while people write keeps everything that it said was kept, and opens again whole."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from http.client import HTTPException
from pathlib import Path

from benchmarks.desk import DOSSIER, PLACE, REVISION, UNIT, Caller
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


def test_what_was_kept_is_kept(tmp_path: Path) -> None:
    process, desk = serve(tmp_path / "desk", "--demo")
    first = signed_in(desk)
    boards = [found for found in DOSSIER.findall(first.ask("GET", "/")[1]) if UNIT.search(first.ask("GET", found)[1])]
    kept: dict[str, int] = {}
    port = int(desk.address.rpartition(":")[2])
    editors = [
        threading.Thread(target=edit, args=(Caller(port, first.cookies), board, kept)) for board in boards[:EDITORS]
    ]
    for editor in editors:
        editor.start()
    while len(kept) < EDITORS or min(kept.values()) < 4:
        time.sleep(0.1)
    process.kill()
    for editor in editors:
        editor.join()
    first.close()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for board, revision in kept.items():
            key = board.rpartition("/")[2]
            found = database.execute("SELECT revision FROM dossiers_dossier WHERE key = ?", [key]).fetchone()[0]
            assert found >= revision
    again, desk = serve(desk.folder)
    with closing(signed_in(desk)) as caller:
        assert caller.ask("GET", boards[0])[0] == 200
    stop(again)
