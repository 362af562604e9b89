"""Sign-in by two steps: switched on, asked for, slowed down, required of roles, reset; and what the log tells of it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from benchmarks.desk import Caller
from planner.web.counts import Counts
from planner.web.people.models import Entry, Person, SignInLink
from planner.web.signin.adapter import Adapter
from planner.web.signin.models import Required
from tests import seen
from tests.web.served import Desk, serve, stop

PASSWORD = "a long enough password"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
FORM = {"login": "someone", "password": PASSWORD}


def code(secret: str = SECRET, later: int = 0) -> str:
    """What a telephone shows that knows the secret, now or so many steps later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def with_second(person: Person) -> Person:
    """The person, signing in by two steps."""
    TOTP.activate(person, SECRET)
    return person


def switched_on(client: Client, commits: Any) -> tuple[str, list[str]]:
    """The secret and the codes kept for need of who switches the second step on."""
    assert client.get("/account/second/on/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/?next=/account/second/on/", {"password": PASSWORD})
    page = client.get("/account/second/on/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'id="secret" readonly value="(\w+)"', page)[1]  # type: ignore[index]
    assert client.post("/account/second/on/", {"code": "000000"}).status_code == 200
    with commits(execute=True):
        answer = client.post("/account/second/on/", {"code": code(secret)})
    codes = re.findall(r"<code>(\d+)</code>", client.get(answer["Location"]).content.decode())
    assert len(set(codes)) == 10
    return secret, codes


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return django_capture_on_commit_callbacks


def test_it_is_switched_on_asked_for_and_switched_off(signed_in: Callable[..., Client], commits: Any) -> None:
    client = signed_in()
    secret, codes = switched_on(client, commits)
    assert codes[0] not in client.get("/account/second/codes/").content.decode()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    new = Client()
    assert new.post("/account/login/", FORM)["Location"] == "/account/login/code/"
    assert new.get("/").status_code == 302
    assert new.post("/account/login/code/", {"code": "123"}).status_code == 200
    later = code(secret, later=1)  # the one of now was used to switch it on
    assert new.post("/account/login/code/", {"code": later})["Location"] == "/"
    assert new.get("/").status_code == 200
    for right, leads in ((codes[0], 302), (codes[0], 200), (later, 200)):  # each once
        other = Client()
        other.post("/account/login/", FORM)
        assert other.post("/account/login/code/", {"code": right}).status_code == leads
    with commits(execute=True):
        client.post("/account/second/codes/new/")
    assert client.post("/account/second/off/")["Location"] == "/account/second/"
    assert not Authenticator.objects.exists()
    assert Client().post("/account/login/", FORM)["Location"] == "/"
    acts = list(Entry.objects.filter(act__startswith="two_steps.").order_by("id").values_list("act", flat=True))
    expected = "on failed code_used failed failed codes off"
    assert acts == [f"two_steps.{act}" for act in expected.split()]


def test_a_link_asks_for_the_code_too(person: Callable[..., Person]) -> None:
    somebody, client = with_second(person()), Client()
    assert client.post(f"/link/{SignInLink.give(somebody)}")["Location"] == "/account/login/code/"
    assert client.get("/").status_code == 302
    assert client.post("/account/login/code/", {"code": code()})["Location"] == "/"


def test_who_guesses_codes_is_slowed_down(person: Callable[..., Person]) -> None:
    with_second(person())
    client = Client()
    client.post("/account/login/", FORM)
    for guess in range(8):
        client.post("/account/login/code/", {"code": f"{guess:06}"})
    answer = client.post("/account/login/code/", {"code": code()})
    assert answer.status_code == 200
    assert "attendez 5 minutes, puis essayez encore" in answer.content.decode()
    assert Entry.objects.filter(act="two_steps.failed").count() == 5


def test_who_guesses_the_first_code_is_told_how_long_to_wait(signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    client.post("/account/reauthenticate/?next=/account/second/on/", {"password": PASSWORD})
    client.get("/account/second/on/")
    answers = [client.post("/account/second/on/", {"code": f"{guess:06}"}).content.decode() for guess in range(6)]
    assert ["attendez 5 minutes" in answer for answer in answers] == [False] * 5 + [True]


def test_a_code_opens_once_whoever_shows_it_at_that_moment(tmp_path: Path) -> None:
    """The library marks a code as used, and counts tries, by what is added to the cache."""
    counts, together = Counts(str(tmp_path / "counts"), {}), Barrier(8)

    def add(_: int) -> bool:
        together.wait(30)
        return counts.add("used", "y", 90)

    for _ in range(20):
        counts.clear()
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(add, range(8))) == 1


def test_a_session_of_before_the_code_is_not_the_one_after(person: Callable[..., Person]) -> None:
    with_second(person())
    client = Client()
    client.post("/account/login/", FORM)
    before = client.cookies["sessionid"].value
    assert client.post("/account/login/code/", {"code": code()})["Location"] == "/"
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/").status_code == 302


def test_a_code_without_the_password_is_asked_of_nobody(person: Callable[..., Person]) -> None:
    with_second(person())
    client = Client()
    for answer in (client.get("/account/login/code/"), client.post("/account/login/code/", {"code": code()})):
        assert (answer.status_code, answer["Location"]) == (302, "/account/login/")


def test_it_is_not_switched_off_without_the_password(person: Callable[..., Person]) -> None:
    client = Client()
    client.force_login(with_second(person()))
    answer = client.post("/account/second/off/")
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert Authenticator.objects.exists()


def test_a_role_that_must_is_led_there_first(signed_in: Callable[..., Client], commits: Any) -> None:
    boss, adviser = signed_in("administrator", "boss"), signed_in("adviser", "someone")
    with commits(execute=True):
        assert boss.post("/people/second/", {"role": ["adviser", "king"]}).status_code == 302
    assert list(Required.objects.values_list("role", flat=True)) == ["adviser"]
    assert boss.get("/").status_code == 200
    assert adviser.get("/")["Location"] == "/account/second/"
    assert adviser.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == "/account/second/"
    assert adviser.get("/account/sessions/").status_code == 200
    switched_on(adviser, commits)
    assert adviser.get("/").status_code == 200
    assert "/account/second/off/" not in adviser.get("/account/second/").content.decode()
    adviser.post("/account/second/off/")
    assert Authenticator.objects.filter(type="totp").exists()
    with commits(execute=True):
        boss.post("/people/second/", {})
    line = Entry.objects.filter(act="two_steps.required").first()
    assert line is not None
    assert (line.before, line.after) == (["adviser"], [])
    assert adviser.post("/account/second/off/").status_code == 302
    assert not Authenticator.objects.exists()


def test_who_has_no_password_chooses_one_first(person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    somebody.set_unusable_password()
    somebody.save()
    client.force_login(somebody)
    Required.objects.create(role="adviser")
    page = client.get("/", follow=True).content.decode()
    assert "/account/password/set/" in page
    assert "/account/second/on/" not in page


def test_an_administrator_resets_it_but_not_their_own(
    signed_in: Callable[..., Client], person: Callable[..., Person]
) -> None:
    boss = signed_in("administrator", "boss")
    chief, somebody = Person.objects.get(), with_second(person())
    theirs = Client()
    theirs.post("/account/login/", FORM)
    theirs.post("/account/login/code/", {"code": code()})
    assert theirs.get("/").status_code == 200
    with_second(chief)
    assert boss.post(f"/people/{chief.pk}/second/reset").status_code == 404
    boss.post(f"/people/{somebody.pk}/second/reset")
    assert list(Authenticator.objects.values_list("user_id", flat=True)) == [chief.pk]
    assert theirs.get("/").status_code == 302
    line = Entry.objects.get(act="two_steps.reset")
    assert (line.person, line.subject) == (chief, f"person:{somebody.pk}")


def test_no_code_fits_where_the_key_of_the_folder_is_another(person: Callable[..., Person], settings: Any) -> None:
    found = TOTP(Authenticator.objects.get(user=with_second(person())))
    settings.SECRET_KEY = "another" * 9
    assert not found.validate_code(code())
    assert len({Adapter().decrypt(found.instance.data["secret"]) for _ in range(2)}) == 2


def test_in_a_browser_by_the_keyboard(desk: Desk, page: Any) -> None:
    page.goto(desk.link)
    page.get_by_role("button", name="Se connecter").press("Enter")
    page.goto(f"{desk.address}/account/password/set/")
    for field in ("#id_password1", "#id_password2"):
        page.locator(field).fill("un long parcours 7")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Connexion en deux étapes").press("Enter")
    page.get_by_role("link", name="Activer").press("Enter")
    page.locator("#id_password").fill("un long parcours 7")
    page.keyboard.press("Enter")
    page.locator(".qr").wait_for()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    assert page.locator(".qr").evaluate("one => one.naturalWidth") > 0
    page.get_by_text("Vous ne pouvez pas la photographier ?").press("Enter")
    page.locator("#id_code").fill(code(page.locator("#secret").input_value()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Codes de secours").wait_for()
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    kept = page.locator(".codes code").first.inner_text()
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("button", name="Se déconnecter").press("Enter")
    page.locator("#id_login").fill("administrator")
    page.locator("#id_password").fill("un long parcours 7")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Votre code").wait_for()
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])
    page.locator("#id_code").fill(kept)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dossiers").wait_for()
    page.goto(f"{desk.address}/people/second/")
    assert (seen.violations(page), seen.too_wide(page)) == ({}, [])


def test_who_has_the_machine_lets_an_administrator_in_again(tmp_path: Path) -> None:
    process, desk = serve(tmp_path / "desk")
    command = [sys.executable, "-m", "planner", "link", "--data", str(desk.folder), "--address", desk.address]

    def link(*more: str) -> str:
        return subprocess.run([*command, *more], capture_output=True, text=True, check=True).stdout.strip()

    with closing(signed_in_by(desk.link, desk)) as first:
        new = {"password1": PASSWORD, "password2": PASSWORD}
        assert first.post("/account/password/set/", **new)[0] == 302
        first.ask("GET", "/account/second/on/")
        first.post("/account/reauthenticate/?next=/account/second/on/", password=PASSWORD)
        page = first.ask("GET", "/account/second/on/")[1]
        secret = re.search(r'id="secret" readonly value="(\w+)"', page)[1]  # type: ignore[index]
        assert first.post("/account/second/on/", code=code(secret))[0] == 302
    with closing(signed_in_by(link(), desk)) as asked:
        assert asked.ask("GET", "/")[0] == 302  # the code is asked for, and the telephone is lost
    again = link("--to", "ADMINISTRATOR", "--without-second-step")
    with closing(signed_in_by(again, desk)) as back:
        assert back.ask("GET", "/")[0] == 200
        assert "console" in (told := back.ask("GET", "/log/")[1])
        assert "Connexion en deux étapes réinitialisée" in told
    with closing(Caller(int(desk.address.rpartition(":")[2]), first.cookies)) as shut:
        assert shut.ask("GET", "/")[0] == 302  # signed in nowhere any more
    refused = subprocess.run([*command, "--to", "nobody"], capture_output=True, text=True)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nobody" in refused.stderr
    stop(process)


def signed_in_by(link: str, desk: Desk) -> Caller:
    caller = Caller(int(desk.address.rpartition(":")[2]))
    path = link.removeprefix(desk.address)
    caller.ask("GET", path)
    caller.post(path)
    return caller


def test_who_forgot_their_password_takes_another_by_a_link(person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    client.force_login(somebody)
    new = {"password1": "another long password", "password2": "another long password"}
    assert client.post("/account/password/set/", new)["Location"] == "/account/password/change/"
    client = Client()
    client.post(f"/link/{SignInLink.give(somebody)}")
    assert "/account/password/set/" in client.get("/account/sessions/").content.decode()
    assert client.post("/account/password/set/", new)["Location"] == "/account/sessions/"
    assert Client().post("/account/login/", FORM).status_code == 200
    assert Client().post("/account/login/", FORM | {"password": "another long password"})["Location"] == "/"
    assert client.post("/account/password/set/", new)["Location"] == "/account/password/change/"
