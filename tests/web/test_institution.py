"""Sign-in by the institution: whom it vouches for comes in where they are known, and nobody else does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from planner.errors import BadInput
from planner.web.people.models import Entry, Person
from planner.web.signin import provider
from planner.web.signin.models import Required
from tests import seen
from tests.web.institution import CLIENT, SECRET, Institution, institution
from tests.web.served import serve, stop


def written(folder: Path, issuer: str, more: str = "") -> Path:
    """The folder, with the file."""
    path = folder / provider.FILE
    path.write_text(f"name: Cnam\nissuer: {issuer}\nclient_id: {CLIENT}\nclient_secret: {SECRET}\n{more}")
    path.chmod(0o600)
    return folder


@pytest.fixture
def school(tmp_path: Path, settings: Any, db: None) -> Iterator[Institution]:
    with institution() as found:
        for name, value in provider.values(written(tmp_path, found.issuer)).items():
            setattr(settings, name, value)
        yield found


def gone(client: Client, form: dict[str, str] | None = None) -> dict[str, str]:
    """What the institution is asked when somebody goes there."""
    answer = client.post("/account/school/", form or {})
    assert answer.status_code == 200
    address = unescape(re.search(r'content="0;url=([^"]+)"', answer.content.decode())[1])  # type: ignore[index]
    return {name: found[0] for name, found in parse_qs(urlsplit(address).query).items()}


def come_back(client: Client, **more: str) -> Any:
    """The answer to who went there and comes back."""
    asked = gone(client)
    return client.get(asked["redirect_uri"], {"code": "1", "state": asked["state"]} | more)


def test_somebody_known_comes_in(school: Institution, person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    assert "Se connecter avec Cnam" in client.get("/account/login/?next=/programmes/").content.decode()
    asked = gone(client, {"next": "/programmes/"})
    assert asked["code_challenge_method"] == "S256"
    answer = client.get(asked["redirect_uri"], {"code": "1", "state": asked["state"]})
    assert answer["Location"] == "/programmes/"
    assert client.get("/").status_code == 200
    assert school.asked[0]["client_secret"] == [SECRET]
    assert school.asked[0]["code_verifier"]
    assert Entry.objects.get(act="school_vouched").person == somebody
    assert not SocialAccount.objects.exists()
    assert client.get(asked["redirect_uri"], {"code": "2", "state": "x"})["Location"] == "/"  # signs nobody out
    assert client.get("/").status_code == 200


def test_the_way_of_writing_a_name_does_not_matter(school: Institution, person: Callable[..., Person]) -> None:
    person()
    school.person["preferred_username"] = "SomeOne"
    assert come_back(Client())["Location"] == "/"


def test_nobody_is_made(school: Institution) -> None:
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 403
    assert "Cet accès n’existe pas" in unescape(answer.content.decode())
    assert client.get("/").status_code == 302
    assert not Person.objects.exists()
    assert come_back(client).status_code == 403
    assert Entry.objects.get(act="school_unknown").who == "someone"


def test_unless_the_file_says_as_what(school: Institution, settings: Any) -> None:
    settings.OPENID = settings.OPENID | {"create": "adviser"}
    client = Client()
    assert come_back(client)["Location"] == "/"
    made = Person.objects.get()
    assert (made.username, made.name, made.role, made.has_usable_password()) == (
        "someone",
        "Some One",
        "adviser",
        False,
    )
    assert come_back(Client())["Location"] == "/"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("token", "userinfo"),
    [
        ({"iss": "https://example.org"}, {}),
        ({"aud": "another"}, {}),
        ({"exp": 1}, {}),
        ({}, {"sub": "4712"}),
        ({"preferred_username": ""}, {"preferred_username": ""}),
    ],
)
def test_what_does_not_fit_lets_nobody_in(
    token: Any, userinfo: Any, school: Institution, person: Callable[..., Person]
) -> None:
    person()
    school.token, school.userinfo = token, userinfo
    client = Client()
    assert come_back(client).status_code == 403
    assert client.get("/").status_code == 302


def test_who_comes_without_having_gone_or_gives_up_is_not_let_in(
    school: Institution, person: Callable[..., Person]
) -> None:
    person()
    client = Client()
    for form in ({"code": "1"}, {"code": "1", "state": "made up"}, {"error": "access_denied"}):
        assert client.get("/account/school/back/", form).status_code == 403
    assert come_back(client, code="", error="access_denied").status_code == 403
    asked = gone(client)
    assert Client().get(asked["redirect_uri"], {"code": "1", "state": asked["state"]}).status_code == 403
    assert client.get("/").status_code == 302


def test_a_closed_access_stays_closed(school: Institution, person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    somebody.is_active = False
    somebody.save()
    assert come_back(client)["Location"] == "/account/inactive/"
    assert client.get("/").status_code == 302


def test_a_second_step_that_is_required_is_its_own_matter(school: Institution, person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    Required.keep({somebody.role})
    come_back(client)
    assert client.get("/").status_code == 200
    by_password = Client()
    by_password.force_login(somebody)
    assert by_password.get("/")["Location"] == "/account/second/"


def test_an_institution_that_does_not_answer_is_said(school: Institution, settings: Any, tmp_path: Path) -> None:
    for name, value in provider.values(written(tmp_path, "http://127.0.0.1:9")).items():
        setattr(settings, name, value)
    assert Client().post("/account/school/").status_code == 403


def test_nothing_of_it_is_there_without_the_file(db: None, tmp_path: Path) -> None:
    assert provider.values(tmp_path)["OPENID"] == {}
    assert "/account/school/" not in Client().get("/account/login/").content.decode()
    assert Client().post("/account/school/").status_code == 404
    assert Client().get("/account/school/back/?code=1").status_code == 404


@pytest.mark.parametrize(
    ("issuer", "more", "key", "where"),
    [
        ("http://example.org", "", "openid.issuer", "issuer"),
        ("https://example.org", "create: king", "openid.role", "create"),
        ("https://example.org", "colour: red", "openid.unknown", "colour"),
        ("", "", "openid.missing", "issuer"),
    ],
)
def test_what_does_not_fit_in_the_file_is_said(tmp_path: Path, issuer: str, more: str, key: str, where: str) -> None:
    with pytest.raises(BadInput) as error:
        provider.read(written(tmp_path, issuer or "''", more))
    assert (error.value.key, error.value.where) == (key, where)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (written(tmp_path, "https://example.org") / provider.FILE).chmod(0o640)
    with pytest.raises(BadInput) as error:
        provider.read(tmp_path)
    assert error.value.key == "openid.open"


def test_in_a_browser_there_and_back(tmp_path: Path, page: Any) -> None:
    with institution() as found:
        process, desk = serve(written(tmp_path, found.issuer, "create: adviser"), "--processes", "1")
        try:
            page.goto(f"{desk.address}/account/login/")
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
            page.get_by_role("button", name="Se connecter avec Cnam").press("Enter")
            page.get_by_role("heading", name="Dossiers").wait_for()
            page.context.clear_cookies()
            found.token["aud"] = "another"
            page.expected = ("403",)
            page.goto(f"{desk.address}/account/login/")
            page.get_by_role("button", name="Se connecter avec Cnam").press("Enter")
            page.get_by_role("heading", name="La connexion n’a pas abouti").wait_for()
            assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
            page.goto(f"{desk.address}/account/login/")
        finally:
            stop(process)
