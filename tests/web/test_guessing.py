"""Who tries links, calendars, sign-in links or tokens is slowed down, and nobody else; the log has a line of all."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from benchmarks.desk import Caller
from planner.web import guessing
from planner.web.calendars.models import Subscription
from planner.web.guessing import TRIES
from planner.web.people.models import Entry, Person, SignInLink, Token
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, opened
from tests.web.served import serve, stop

Ask = Callable[[Client, str], Any]


def by_token(client: Client, secret: str, address: str = "/api/v1/programmes") -> Any:
    return client.get(address, headers={"authorization": f"Bearer {secret}"})


ASKED: dict[str, tuple[Ask, int]] = {
    "plans": (lambda client, secret: client.get(f"/plan/{secret}"), 404),
    "calendars": (lambda client, secret: client.get(f"/calendar/{secret}.ics"), 404),
    "links": (lambda client, secret: client.post(f"/link/{secret}"), 404),
    "tokens": (by_token, 401),
    "numbers": (lambda client, secret: by_token(client, secret, "/metrics"), 401),
}
SIGN = {"numbers": "tokens"}
"""What the log calls it, where that is another name."""


@pytest.fixture(autouse=True)
def _empty_tally(monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.DESK / guessing.TALLY).unlink(missing_ok=True)
    monkeypatch.setattr(guessing, "_looked", [float("-inf")])


@pytest.fixture
def right(person: Callable[..., Person]) -> dict[str, str]:
    """A secret of each kind that opens something."""
    somebody = person()
    dossier = opened(somebody, learner("casp-2019-2020"))
    return {
        "plans": PlanLink.give(dossier, somebody, 30),
        "calendars": Subscription.give(dossier, somebody, "fr"),
        "links": SignInLink.give(somebody),
        "tokens": Token.give("test"),
    }


@pytest.mark.parametrize("kind", ASKED)
def test_who_tries_is_slowed_down_and_nobody_else(
    kind: str, right: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    (ask, refused), guesser = ASKED[kind], Client(REMOTE_ADDR="203.0.113.7")
    before = Entry.objects.count()
    answers = [ask(guesser, f"wrong{number}") for number in range(TRIES + 200)]
    assert [answer.status_code for answer in answers] == [refused] * TRIES + [429] * 200
    assert int(answers[-1]["Retry-After"]) == guessing.WITHIN
    assert any(words in answers[-1].content.decode() for words in ("Attendez dix minutes", "attendez 10 minutes"))
    assert Entry.objects.count() == before
    told = [line.getMessage() for line in caplog.records if line.name == "planner.web" and line.levelno > logging.INFO]
    assert told == ["addresses or tokens are tried from 203.0.113.7: slowed down"]
    assert ask(Client(REMOTE_ADDR="203.0.113.8"), "wrong").status_code == refused
    assert ask(guesser, right[SIGN.get(kind, kind)]).status_code in (200, 302), (
        "a school is one address: what is right opens"
    )
    guessing.watch()
    guessing.watch()
    line = Entry.objects.get(act="tried")
    assert (line.subject, line.after) == (f"tries:{TRIES + 201}", {SIGN.get(kind, kind): TRIES + 201, "slowed": 1})


def test_a_household_is_one_address_and_a_proxy_is_none(db: None) -> None:
    found = [Client(REMOTE_ADDR=f"2001:db8:1:2::{n}").get("/plan/x").status_code for n in range(1, TRIES + 2)]
    assert found[-1] == 429
    for other in ("2001:db8:1:3::1", *(f"::ffff:203.0.113.{number}" for number in range(TRIES + 1))):
        assert Client(REMOTE_ADDR=other).get("/plan/x").status_code == 404


def test_behind_a_proxy_the_guesser_is_who_it_names(tmp_path: Path) -> None:
    """Its own address is everybody's; and what a guesser says of theirs is not believed, as the proxy adds to it."""
    process, desk = serve(tmp_path / "desk", "--processes", "1", "--address", "https://desk.example")
    connection = HTTPConnection(desk.address.removeprefix("http://"))

    def ask(said: str, number: int) -> int:
        headers = {"Host": "desk.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": said}
        connection.request("GET", f"/plan/{number}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    try:
        found = [ask(f"198.51.100.{number}, 203.0.113.7", number) for number in range(TRIES + 1)]
        assert found == [404] * TRIES + [429]
        assert ask("203.0.113.8", 1) == 404
    finally:
        connection.close()
        stop(process)


def test_what_is_remembered_of_addresses_has_an_end(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MOST", 50)
    monkeypatch.setattr(guessing, "LARGEST", 80)
    for number in range(100):
        Client(REMOTE_ADDR=f"203.0.113.{number}").get("/calendar/x.ics")
    assert len(guessing._TRIED) == 50
    assert (settings.DESK / guessing.TALLY).stat().st_size == 80


def test_after_a_while_all_is_forgotten(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses = [Client().get("/plan/x").status_code for _ in range(TRIES + 1)]
    assert statuses[-1] == 429
    monkeypatch.setattr(guessing, "WITHIN", 0)
    assert Client().get("/plan/x").status_code == 404


def test_a_few_wait_and_the_others_hear_at_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(guessing, "HOLD", 0.3)
    monkeypatch.setattr(guessing.time, "sleep", waited.append)
    for _ in range(TRIES):
        Client().get("/plan/x")
    waited.clear()
    for busy in (0, guessing.HELD):
        held = [guessing._WAITING.acquire() for _ in range(busy)]
        assert Client().get("/plan/x").status_code == 429
        for _ in held:
            guessing._WAITING.release()
    assert waited.count(0.3) == 1


def test_while_somebody_tries_links_a_page_comes_as_before(tmp_path: Path) -> None:
    """A served desk, with somebody who tries links by four connections at once."""
    process, desk = serve(tmp_path / "desk", "--processes", "1")
    port = int(desk.address.rpartition(":")[2])
    over, tried = threading.Event(), []

    def guess(number: int) -> None:
        with closing(Caller(port)) as caller:
            while not over.is_set():
                tried.append(caller.ask("GET", f"/plan/{number}-{len(tried)}")[0])

    def look(caller: Caller) -> float:
        found = []
        for _ in range(40):
            began = time.perf_counter()
            assert caller.ask("GET", "/account/login/")[0] == 200
            found.append(time.perf_counter() - began)
        return median(found)

    guessers = [threading.Thread(target=guess, args=(number,)) for number in range(4)]
    try:
        with closing(Caller(port)) as caller:
            alone = look(caller)
            for guesser in guessers:
                guesser.start()
            while len(tried) < TRIES + 30:
                time.sleep(0.02)
            beside = look(caller)
    finally:
        over.set()
        for guesser in guessers:
            guesser.join()
        stop(process)
    assert tried.count(404) == TRIES
    assert set(tried) == {404, 429}
    assert beside < max(10 * alone, 0.4)
