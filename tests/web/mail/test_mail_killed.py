"""A desk that is killed while it sends: what may have arrived is not sent again, and what waits goes once."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

from benchmarks.desk import Caller
from tests.web.mail.letterbox import Letterbox, letterbox
from tests.web.served import Desk, serve, stop

STAGES = "SELECT stage FROM mail_letter ORDER BY id"


def stages(desk: Desk) -> list[str]:
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3")) as opened:
        return [stage for (stage,) in opened.execute(STAGES)]


def changed(desk: Desk, query: str) -> None:
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3", timeout=30)) as opened, opened:
        opened.execute(query)


def until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def signed_in(desk: Desk) -> Caller:
    caller, path = Caller(int(desk.address.rpartition(":")[2])), desk.link.removeprefix(desk.address)
    caller.ask("GET", path)
    caller.post(path)
    return caller


class Slow(Letterbox):
    """It takes a letter, and says so only once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may, self.has = Event(), Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        said = await super().handle_DATA(server, session, envelope)
        self.has.set()
        while not self.may.is_set():
            await server.loop.run_in_executor(None, self.may.wait, 0.1)
        return said


def test_nothing_is_sent_twice_after_a_kill(tmp_path: Path) -> None:
    folder, slow = tmp_path / "desk", Slow()
    folder.mkdir()
    with letterbox(slow) as box:
        (folder / "mail.yaml").write_text(f"host: 127.0.0.1\nport: {box.port}\ntls: none\nfrom: desk@example.org\n")
        process, desk = serve(folder, "--demo")
        with closing(signed_in(desk)) as caller:
            key = re.findall(r'/dossiers/([\w-]{12})[/"]', caller.ask("GET", "/")[1])[0]
            for who in ("first", "second"):
                form = {"address": f"{who}@example.org", "days": "90", "language": "fr"}
                caller.post(f"/dossiers/{key}/mail/link", **form)
        assert slow.has.wait(60)
        assert sorted(stages(desk)) == ["trying", "waiting"]
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for one in (process.pid, *map(int, workers)):  # as where the machine lost its power
            os.kill(one, signal.SIGKILL)
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()
        slow.may.set()
        changed(desk, "UPDATE jobs_job SET leased_until = '2000-01-01 00:00:00'")  # as if half a minute had gone by
        again, desk = serve(folder)
        until(lambda: "sent" in stages(desk))
        time.sleep(2)
        assert sorted(stages(desk)) == ["sent", "trying"]
        assert [mail["To"] for mail in box.taken] == ["first@example.org", "second@example.org"]
        changed(desk, "UPDATE mail_letter SET tried = '2026-01-01 00:00:00'")
        until(lambda: "unknown" in stages(desk))
        assert len(box.taken) == 2
        stop(again)
