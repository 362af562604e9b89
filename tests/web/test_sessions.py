"""Sessions: nobody brings one along, none outlives its end, and tries are counted by account and by address."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from planner.web.configuration import ABSOLUTE, IDLE
from planner.web.people import sessions
from planner.web.people.models import Person, SignInLink

LOGIN, PASSWORD = "/account/login/", "a long enough password"
RIGHT = {"login": "someone", "password": PASSWORD}
WRONG = {"login": "someone", "password": "wrong"}


def stores() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def brought() -> tuple[Client, str]:
    """A browser into which somebody put a session that they know, and its key."""
    store = stores()()
    store["laid"] = "by a stranger"
    store.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
    return client, store.session_key


def ways(person: Person) -> Iterator[tuple[str, dict[str, str]]]:
    """How somebody signs in."""
    yield LOGIN, RIGHT
    yield f"/link/{SignInLink.give(person)}", {}


def test_nobody_brings_a_session_along(person: Callable[..., Person]) -> None:
    for address, form in ways(person()):
        client, key = brought()
        assert client.post(address, form).status_code == 302
        assert client.cookies[settings.SESSION_COOKIE_NAME].value != key
        assert client.get("/").status_code == 200
        assert not stores()().exists(key)
        stranger = Client()
        stranger.cookies[settings.SESSION_COOKIE_NAME] = key
        assert stranger.get("/").status_code == 302


def test_the_session_of_another_is_not_gone_on_with(person: Callable[..., Person]) -> None:
    person("adviser", "other")
    client = Client()
    client.post(LOGIN, {"login": "other", "password": PASSWORD})
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(f"/link/{SignInLink.give(person())}")
    assert client.get("/").wsgi_request.user.get_username() == "someone"
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = old
    assert stranger.get("/").status_code == 302


def test_a_session_is_over_at_the_desk_when_somebody_signs_out(person: Callable[..., Person]) -> None:
    person()
    client, again = Client(), Client()
    client.post(LOGIN, RIGHT)
    again.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/account/logout/").status_code == 200
    assert again.get("/").status_code == 200  # looking signs nobody out
    client.post("/account/logout/")
    assert again.get("/").status_code == 302


def test_a_new_password_ends_the_other_sessions(person: Callable[..., Person]) -> None:
    person()
    client, other = Client(), Client()
    for one in (client, other):
        one.post(LOGIN, RIGHT)
    new = "un long parcours 7"
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )
    assert answer.status_code == 200
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)


def test_a_session_ends_with_the_browser_and_at_the_desk(person: Callable[..., Person]) -> None:
    person()
    client = Client()
    client.post(LOGIN, RIGHT)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")
    assert stores()(cookie.value).get_expiry_age() <= IDLE <= 8 * 3600
    assert ABSOLUTE <= 7 * 24 * 3600


def test_a_session_that_is_over_writes_nothing(person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> None:
    person("administrator")
    client = Client()
    client.post(LOGIN, RIGHT)
    client.get("/")
    now = sessions.time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: now + IDLE + 60)
    client.post("/people/", {"name": "x", "username": "new", "role": "adviser"})
    assert not Person.objects.filter(username="new").exists()


def tries(count: int, **more: str) -> Iterator[Client]:
    """So many wrong tries, each from an address of its own."""
    for number in range(count):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        client.post(LOGIN, WRONG | more)
        yield client


@pytest.mark.parametrize("names", [("someone",), ("someone", "SomeOne", " SOMEONE ")], ids=["same", "written anew"])
def test_tries_are_counted_by_account_wherever_they_come_from(
    names: tuple[str, ...], person: Callable[..., Person]
) -> None:
    person("adviser", "other")
    person()
    for number, _ in enumerate(tries(6)):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(LOGIN, WRONG | {"login": names[number % len(names)]})
    fresh = Client(REMOTE_ADDR="203.0.113.1")
    assert fresh.post(LOGIN, RIGHT).status_code != 302
    assert fresh.post(LOGIN, {"login": "other", "password": PASSWORD}).status_code == 302


def test_another_name_of_the_desk_gives_no_more_tries(person: Callable[..., Person]) -> None:
    person()
    hosts = [f"{name}:{port}" for name in ("localhost", "127.0.0.1") for port in range(1, 5)]
    for number, host in enumerate(hosts):
        Client(REMOTE_ADDR=f"192.0.2.{number + 1}", headers={"host": host}).post(LOGIN, WRONG)
    assert Client(REMOTE_ADDR="203.0.113.1", headers={"host": "localhost:99"}).post(LOGIN, RIGHT).status_code != 302


def test_tries_are_counted_by_address_whoever_they_are_for(person: Callable[..., Person]) -> None:
    person()
    for number in range(11):
        Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"login": f"somebody{number}", "password": "wrong"})
    assert Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, RIGHT).status_code != 302
    assert Client(REMOTE_ADDR="192.0.2.2").post(LOGIN, RIGHT).status_code == 302


def test_an_address_that_somebody_writes_into_a_header_counts_for_nothing(person: Callable[..., Person]) -> None:
    person()
    for number in range(11):
        headers = {"x-forwarded-for": f"198.51.100.{number}", "x-real-ip": f"198.51.100.{number}"}
        Client(headers=headers).post(LOGIN, {"login": f"somebody{number}", "password": "wrong"})
    assert Client(headers={"x-forwarded-for": "203.0.113.9"}).post(LOGIN, RIGHT).status_code != 302


def test_who_sends_without_end_is_told_to_wait(db: None) -> None:
    answers = [Client().post(LOGIN, {"login": f"a{n}", "password": "wrong"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Attendez" in answers[-1].content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "http:///example.org"])
def test_no_page_sends_elsewhere(back: str, person: Callable[..., Person]) -> None:
    somebody = person()
    for address, form in (
        *ways(somebody),
        ("/account/logout/", {}),
        ("/account/reauthenticate/", {"password": PASSWORD}),
    ):
        client = Client()
        if address.startswith("/account/") and address != LOGIN:
            client.force_login(somebody)
        for where in (
            client.post(f"{address}?next={back}", form | {"next": back}),
            client.get(f"{address}?next={back}"),
        ):
            assert "example.org" not in where.get("Location", ""), address


def told(page: Any) -> list[str]:
    """What a page says is wrong."""
    words = unescape(page.content.decode()).replace("\u202f", " ").replace("\xa0", " ")
    return re.findall(r'role="alert">([^<]*)<', words)


@pytest.mark.parametrize("name", ["someone", "nobody-of-this-name"], ids=["known", "unknown"])
def test_who_tried_too_often_is_told_how_long_to_wait(
    name: str, person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    person()
    wrong = {"login": name, "password": "wrong"}
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number + 1}").post(LOGIN, wrong)
    client, now = Client(REMOTE_ADDR="203.0.113.1"), time.time()
    assert told(client.post(LOGIN, wrong)) == ["Trop d’essais : attendez 5 minutes, puis essayez encore."]
    monkeypatch.setattr(time, "time", lambda: now + 241)
    assert told(client.post(LOGIN, wrong)) == ["Trop d’essais : attendez 1 minute, puis essayez encore."]
    client.cookies["language"] = "en"
    assert told(client.post(LOGIN, wrong)) == ["Too many tries: wait 1 minute, then try again."]
    monkeypatch.setattr(time, "time", lambda: now + 302)
    assert told(client.post(LOGIN, wrong)) == ["Wrong sign-in name or password."]
    if name == "someone":
        assert client.post(LOGIN, RIGHT).status_code == 302, "whoever waited as long as they were told gets in"


def test_who_tried_many_names_from_one_address_waits_a_minute(person: Callable[..., Person]) -> None:
    person()
    for number in range(10):
        Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, {"login": f"somebody{number}", "password": "wrong"})
    assert told(Client(REMOTE_ADDR="192.0.2.1").post(LOGIN, RIGHT)) == [
        "Trop d’essais : attendez 1 minute, puis essayez encore."
    ]


def test_who_confirms_a_password_too_often_is_told_the_same(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    for _ in range(5):
        client.post("/account/reauthenticate/", {"password": "wrong"})
    page = client.post("/account/reauthenticate/", {"password": PASSWORD}).content.decode()
    assert "attendez 5 minutes" in page
