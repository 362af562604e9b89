"""Sign-in by a proxy that asked the institution: a name in a header is believed from it alone, at one address."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from planner.errors import BadInput
from planner.web.people.models import Entry, Person
from planner.web.signin import proxy
from planner.web.signin.models import Required
from planner.web.signin.provider import FILE as OPENID
from tests.web.served import serve, stop

SECRET = "0123456789abcdef0123456789abcdef"
ARRIVE = "/account/school/proxy/"
BESIDE = {"HTTP_X_DESK_SECRET": SECRET}


def written(folder: Path, more: str = "", secret: str = SECRET) -> Path:
    """The folder, with the file."""
    path = folder / proxy.FILE
    path.write_text(f"name: Cnam\nsecret: {secret}\n{more}")
    path.chmod(0o600)
    return folder


@pytest.fixture
def believed(tmp_path: Path, settings: Any, db: None) -> None:
    settings.PROXY = proxy.values(written(tmp_path))["PROXY"]


def come(client: Client, name: str = "someone", path: str = ARRIVE, **more: str) -> Any:
    return client.get(path, HTTP_X_DESK_PERSON=name, **(BESIDE | more))


def test_somebody_known_goes_there_and_comes_in(believed: None, person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    assert "Se connecter avec Cnam" in client.get("/account/login/").content.decode()
    leaving = client.post("/account/school/", {"next": "/programmes/"}).content.decode()
    address = unescape(re.search(r'content="0;url=([^"]+)"', leaving)[1])  # type: ignore[index]
    assert address.startswith(ARRIVE)
    assert come(client, "SomeOne", address)["Location"] == "/programmes/"
    assert client.get("/").status_code == 200
    assert Entry.objects.get(act="school_vouched").person == somebody
    assert come(client, "another")["Location"] == "/", "who has signed in stays who they are"
    assert client.get("/account/school/proxy/?next=https://example.org/", **BESIDE)["Location"] == "/"  # type: ignore[arg-type]
    client.post("/account/logout/")
    assert client.get("/").status_code == 302


def test_it_leads_to_this_desk_alone(believed: None, person: Callable[..., Person]) -> None:
    person()
    assert come(Client(), path=f"{ARRIVE}?next=https://example.org/")["Location"] == "/"
    assert come(Client(), path=f"{ARRIVE}?next=//example.org/")["Location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [{}, {"HTTP_X_DESK_SECRET": ""}, {"HTTP_X_DESK_SECRET": SECRET[:-1]}, {"HTTP_X_DESK_SECRET": SECRET.upper()}],
)
def test_a_name_without_the_secret_lets_nobody_in(
    headers: dict[str, str], believed: None, person: Callable[..., Person]
) -> None:
    person()
    client = Client()
    for _ in range(2):
        assert client.get(ARRIVE, HTTP_X_DESK_PERSON="someone", **headers).status_code == 403  # type: ignore[arg-type]
    assert client.get("/", HTTP_X_DESK_PERSON="someone", **headers).status_code == 302  # type: ignore[arg-type]
    assert Entry.objects.filter(act="school_unproven").count() == 1
    assert not Entry.objects.filter(act="school_vouched").exists()


def test_headers_are_believed_at_no_other_address(believed: None, person: Callable[..., Person]) -> None:
    person("administrator")
    for path in ("/", "/people/", "/account/login/", "/api/plan", "/account/school/back/", "/metrics"):
        client = Client()
        come(client, path=path)
        assert "sessionid" not in client.cookies, path
        assert client.get("/").status_code == 302, path


@pytest.mark.parametrize("name", ["", "  ", "x" * 200])
def test_no_name_is_nobody(name: str, believed: None, person: Callable[..., Person]) -> None:
    person()
    assert come(Client(), name).status_code == 403


def test_who_is_unknown_is_refused_and_told(believed: None) -> None:
    answer = come(Client(), "stranger")
    assert answer.status_code == 403
    assert "Cet accès n’existe pas" in unescape(answer.content.decode())
    assert not Person.objects.exists()
    assert Entry.objects.get(act="school_unknown").who == "stranger"


def test_unless_the_file_says_as_what(believed: None, settings: Any) -> None:
    settings.PROXY = settings.PROXY | {"create": "adviser"}
    name = "Éloïse Fictive"
    assert come(Client(), "eloise", HTTP_X_DESK_NAME=name.encode().decode("latin-1"))["Location"] == "/"
    made = Person.objects.get()
    assert (made.username, made.name, made.role, made.has_usable_password()) == ("eloise", name, "adviser", False)


def test_a_closed_access_stays_closed(believed: None, person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    somebody.is_active = False
    somebody.save()
    assert come(client)["Location"] == "/account/inactive/"
    assert client.get("/").status_code == 302


def test_second_steps_are_as_with_any_institution(believed: None, person: Callable[..., Person]) -> None:
    """One that a role requires is its own matter; one that somebody has switched on is asked for."""
    somebody, client = person(), Client()
    Required.keep({somebody.role})
    come(client)
    assert client.get("/").status_code == 200
    TOTP.activate(somebody, "GEZDGNBVGY3TQOJQ")
    again = Client()
    assert come(again)["Location"].startswith("/account/login/code/")
    assert again.get("/").status_code == 302


def test_nothing_of_it_is_there_without_the_file(db: None, tmp_path: Path, person: Callable[..., Person]) -> None:
    person()
    assert proxy.values(tmp_path) == {"PROXY": {}}
    assert come(Client(), HTTP_X_DESK_SECRET="").status_code == 404
    assert Client().post("/account/school/").status_code == 404


def test_what_does_not_fit_in_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        proxy.values(written(tmp_path, "create: king\ncolour: red\n", "''"))
    assert [(one.key, one.where) for one in error.value.problems] == [
        ("openid.unknown", "colour"), ("proxy.missing", "secret"), ("openid.role", "create")
    ]  # fmt: skip
    for secret in ("short", SECRET[:-1]):
        with pytest.raises(BadInput) as error:
            proxy.values(written(tmp_path, secret=secret))
        assert error.value.key == "proxy.short"
    (written(tmp_path) / OPENID).write_text("name: Cnam\n")
    with pytest.raises(BadInput) as error:
        proxy.values(tmp_path)
    assert error.value.key == "proxy.both"
    (tmp_path / OPENID).unlink()
    (tmp_path / proxy.FILE).chmod(0o640)
    with pytest.raises(BadInput) as error:
        proxy.values(tmp_path)
    assert error.value.key == "openid.open"


def test_a_header_that_is_written_otherwise_counts_for_nothing(tmp_path: Path) -> None:
    """Servers make `_` of `-`: a proxy that takes away the one may let the other pass."""
    process, desk = serve(written(tmp_path, "create: administrator\n"), "--processes", "1")
    try:
        for name, status in (("X_Desk_Person", 403), ("X-Desk-Person", 302)):
            connection = HTTPConnection(desk.address.removeprefix("http://"), timeout=60)
            connection.request("GET", ARRIVE, headers={name: "mallory", "X-Desk-Secret": SECRET})
            assert connection.getresponse().status == status
            connection.close()
    finally:
        stop(process)
