"""The study desk under editors without pause: `planner serve` as a process, each editor with a session of their own.

An editor looks where a unit can go, moves it, and gets the board: one closed loop, as fast as the desk answers. The
same with `POST /api/v1/plan`, by learners who have a plan and by learners who have none. Then the editors go on beside
a batch: the desk's worker prints every plan.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.learners import learner
from benchmarks.measure import Row, quantile, row
from planner.storage.programmes import load

GROUP = "study desk"
EDITORS = 8
UNIT = re.compile(r'name="unit" value="([^"]+)"')
PLACE = re.compile(r'name="place" value="([^"|]+)">')
DOSSIER = re.compile(r'href="(/dossiers/[\w-]{10,})"')
REVISION = re.compile(r'name="revision" value="(\d+)"')
PART = {"HX-Request": "true"}
"""Asks for a part of a page."""
VINTAGES = ("casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REDIRECT = 302
BATCHES = 5
"""So many jobs that print every dossier of the first page: more than the editors see the end of."""
SLOWED = 2.0
"""An editor waits at most so many times as long while a batch runs."""
Times = dict[str, list[float]]


class Caller:
    """A connection that stays open, with the cookies that it was given."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None, **headers: str) -> None:
        self._headers, self.cookies = headers, dict(cookies or {})
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {**self._headers, **headers, "Cookie": cookies, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        self._connection.request(method, path, body, told)
        answer = self._connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read().decode()

    def post(self, path: str, **form: str) -> tuple[int, str]:
        """What a form gets."""
        return self.ask("POST", path, urlencode(form), **PART, **FORM)


@contextmanager
def served(folder: Path, *more: str) -> Iterator[tuple[int, str]]:
    """The port of a desk in the folder, and the link of its first line."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "planner", "serve", "--data", str(folder), "--port", str(port), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield port, process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)


def measure(folder: Path, seconds: float, seed: int) -> list[Row]:
    """Milliseconds of each step of an editor, and of each call of the API."""
    token = subprocess.run(
        [sys.executable, "-m", "planner", "token", "--data", str(folder), "--name", "benchmark"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    with served(folder, "--demo") as (port, link):
        first = Caller(port)
        path = link[link.index("/link/") :]
        first.ask("GET", path)
        first.post(path)
        boards = [board for each in zip(*(_boards(first, name) for name in VINTAGES), strict=False) for board in each][
            :EDITORS
        ]
        editors = [Caller(port, first.cookies) for _ in boards]
        edited = together(seconds, lambda number, times: edit(editors[number], boards[number], times))
        learners = [_learners(seed + number) for number in range(EDITORS)]
        clients = [Caller(port, {}, Authorization=f"Bearer {token}") for _ in learners]
        called = together(seconds, lambda number, times: _call(clients[number], learners[number], times))
        batch = [key.rpartition("/")[2] for key in DOSSIER.findall(first.ask("GET", "/")[1])]
        for _ in range(BATCHES):
            status, _ = first.ask("POST", "/selection/papers", urlencode({"key": batch}, doseq=True), **FORM)
            if status != REDIRECT:
                raise RuntimeError(f"no batch: {status}")
        beside = together(seconds, lambda number, times: edit(editors[number], boards[number], times))
    groups = (("editors", edited), ("clients of the API", called), ("editors, while a batch runs", beside))
    times = [
        row(f"{GROUP}, {EDITORS} {who}", name, "ms", values) for who, found in groups for name, values in found.items()
    ]
    for name, values in beside.items():
        grown = quantile(sorted(values), 0.95) / quantile(sorted(edited[name]), 0.95)
        times.append(row(GROUP, f"{name}: p95 with a batch by p95 without", "ratio", [grown], SLOWED))
    return times


def _boards(caller: Caller, programme: str) -> list[str]:
    """The boards of a vintage: of dossiers that have a plan."""
    shown = caller.ask("GET", f"/?{urlencode({'programme': programme})}")[1]
    return [board for board in dict.fromkeys(DOSSIER.findall(shown)) if UNIT.search(caller.ask("GET", board)[1])]


def edit(caller: Caller, board: str, times: Times) -> None:
    """Open a board, look where one of its units can go, and move it there."""
    shown = timed(times, "board opened", lambda: caller.ask("GET", board))
    units = UNIT.findall(shown)
    if not units:
        return
    unit = random.choice(units)
    query = urlencode({"unit": unit})
    places = timed(times, "places of a unit", lambda: caller.ask("GET", f"{board}/places?{query}", **PART))
    free = PLACE.findall(places)
    if free:
        form = {"unit": unit, "place": unescape(random.choice(free)), "revision": REVISION.findall(places)[0]}
        timed(times, "unit moved, board checked", lambda: caller.post(f"{board}/board/place", **form))


def _call(caller: Caller, learners: Iterator[dict[str, Any]], times: Times) -> None:
    """A plan of the next learner."""
    body = json.dumps({"learner": next(learners)})
    started = time.perf_counter()
    _, text = caller.ask("POST", "/api/v1/plan", body, **{"Content-Type": "application/json"})
    status = json.loads(text)["status"]
    times["impossible, with why" if status == "impossible" else "plan"].append(1000 * (time.perf_counter() - started))


def _learners(seed: int) -> Iterator[dict[str, Any]]:
    """Random learners of the vintages, for ever."""
    chance, programmes = random.Random(seed), [load(name) for name in VINTAGES]
    while True:
        yield learner(chance, chance.choice(programmes))


def together(seconds: float, step: Callable[[int, Times], None]) -> Times:
    """The times of steps that so many make at once, each again and again until the time is over.

    Raises:
        RuntimeError: one of them was not answered.
    """
    found: Times = defaultdict(list)
    end = time.monotonic() + seconds
    failed: list[Exception] = []

    def work(number: int) -> None:
        times: Times = defaultdict(list)
        try:
            while time.monotonic() < end and not failed:
                step(number, times)
        except Exception as error:
            failed.append(error)
        for name, values in times.items():
            found[name] += values

    threads = [threading.Thread(target=work, args=(number,)) for number in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return found


def timed(times: Times, name: str, ask: Callable[[], tuple[int, str]]) -> str:
    """The page that is asked for; how long it took is kept.

    Raises:
        RuntimeError: it was refused.
    """
    started = time.perf_counter()
    status, text = ask()
    times[name].append(1000 * (time.perf_counter() - started))
    if status >= REDIRECT:
        raise RuntimeError(f"{name}: {status}")
    return text
