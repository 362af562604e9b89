"""A desk answers from several processes: each is replaced where it dies, and all end with their keeper."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.desk import Caller
from tests.web.served import Desk, serve

Processes = Callable[[], set[int]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Desk]]:
    process, desk = serve(tmp_path / "desk", "--processes", "2")
    yield process.pid, desk
    process.kill()
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()


def children(pid: int) -> set[int]:
    """The processes that one keeps."""
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def answers(desk: Desk) -> bool:
    status: int = urlopen(f"{desk.address}/healthz", timeout=60).status
    return status == 200


def test_each_process_is_there_again_after_it_died(served: tuple[int, Desk]) -> None:
    parent, desk = served
    assert wait_until(lambda: len(children(parent)) == 3)
    for pid in children(parent):
        os.kill(pid, signal.SIGKILL)
        assert answers(desk)
        assert wait_until(lambda pid=pid: pid not in children(parent) and len(children(parent)) == 3)  # type: ignore[misc]
    assert answers(desk)


def test_who_asks_while_one_dies_sees_one_broken_answer_at_most(served: tuple[int, Desk]) -> None:
    parent, desk = served
    assert wait_until(lambda: len(children(parent)) == 3)
    callers = [Caller(int(desk.address.rpartition(":")[2])) for _ in range(6)]
    assert [caller.ask("GET", "/healthz")[0] for caller in callers] == [200] * 6
    for pid in children(parent):
        os.kill(pid, signal.SIGKILL)
    for caller in callers:
        try:
            caller.ask("GET", "/healthz")
        except (HTTPException, OSError):
            caller.close()  # what it had was to the process that died
            assert caller.ask("GET", "/healthz")[0] == 200
        caller.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_all_end_with_the_one_that_keeps_them(served: tuple[int, Desk], number: signal.Signals) -> None:
    parent, desk = served
    assert answers(desk)
    assert wait_until(lambda: len(children(parent)) == 3)
    found = children(parent)
    os.kill(parent, number)
    assert wait_until(lambda: not any(map(alive, found)), 30)
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_attempts_are_counted_in_all_processes_together(served: tuple[int, Desk]) -> None:
    """Whoever guesses passwords gains nothing by many connections."""
    port = int(served[1].address.rpartition(":")[2])
    told = []
    for _ in range(10):
        with closing(Caller(port)) as caller:
            caller.ask("GET", "/account/login/")
            told.append(caller.post("/account/login/", login="administrator", password="wrong")[1])
    assert sum("essais\u00a0: attendez" in text for text in told) == 5


def test_a_link_signs_in_once_whichever_process_is_asked(served: tuple[int, Desk]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    _, desk = served
    path, port = desk.link.removeprefix(desk.address), int(desk.address.rpartition(":")[2])

    def use(_: int) -> int:
        with closing(Caller(port)) as caller:
            caller.ask("GET", path)
            return caller.post(path)[0]

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(use, range(8)))
    assert sorted(told) == [302, *[404] * 7]
