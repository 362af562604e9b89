"""The first person signs in by a link, once; what is behind it is closed to everybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from planner.web.people.models import Person, SignInLink
from tests.web.served import Desk


def test_a_stranger_signs_in_by_the_first_line(desk: Desk, page: Any) -> None:
    page.goto(desk.link)
    assert page.get_by_role("button").count() == 1
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(f"{desk.address}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dossiers")
    page.expected = ("404",)
    assert page.goto(desk.link).status == 404
    expect(page.get_by_role("main")).to_contain_text("Vous êtes déjà connecté·e")
    page.get_by_role("link", name="Revenir aux dossiers").click()
    expect(page).to_have_url(f"{desk.address}/")
    page.context.clear_cookies()
    assert page.goto(desk.link).status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien ne connecte pas, ou plus")
    expect(page.get_by_role("main")).to_contain_text("une seule fois, pendant 3 jours")
    expect(page.get_by_role("main")).to_contain_text("demandez un nouveau lien à l’administration du bureau")
    expect(page.get_by_role("link", name="English")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Se connecter").click()
    expect(page).to_have_url(f"{desk.address}/account/login/")


def test_a_link_that_opens_nothing_tells_nobody_whether_there_was_one(person: Callable[..., Person]) -> None:
    somebody, other, gone = person(), person(username="other"), person(username="gone", is_active=False)
    used, replaced, over, closed = (SignInLink.give(each) for each in (somebody, other, other, gone))
    Client().post(f"/link/{used}")
    SignInLink.objects.filter(person=other).update(expires=timezone.now())
    found = {
        (answer.status_code, re.sub(r"/link/[\w-]+|%2Flink%2F[\w-]+|\b\w{64}\b", "", answer.content.decode()))
        for secret in (used, replaced, over, closed, "never", "x" * 300)
        for answer in (Client().get(f"/link/{secret}"), Client().post(f"/link/{secret}"))
    }
    assert [status for status, _ in found] == [404]
    assert "pendant 3 jours" in found.pop()[1]


def test_looking_at_a_link_does_not_use_it(person: Callable[..., Person]) -> None:
    secret, client = SignInLink.give(person()), Client()
    assert client.get(f"/link/{secret}").status_code == 200
    assert client.get(f"/link/{secret}").status_code == 200
    assert client.post(f"/link/{secret}").status_code == 302
    assert client.get("/").status_code == 200
    assert Client().post(f"/link/{secret}").status_code == 404


@pytest.mark.django_db
def test_pages_are_closed_to_who_has_not_signed_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    assert Client().get("/healthz").json()["status"] == "ok"


def test_a_session_by_a_link_is_listed_and_can_be_ended(person: Callable[..., Person]) -> None:
    somebody = person()
    first, second = Client(), Client()
    for client in (first, second):
        client.post(f"/link/{SignInLink.give(somebody)}")
    page = second.get("/account/sessions/").content.decode()
    assert page.count("<tr><td>") == 2
    second.post("/account/sessions/")
    assert first.get("/").status_code == 302
    assert second.get("/").status_code == 200


def test_a_password_is_kept_by_argon2() -> None:
    somebody = Person(username="someone")
    somebody.set_password("a long enough password")
    assert somebody.password.startswith("argon2")
    assert somebody.check_password("a long enough password")
    assert not somebody.check_password("another long password")


def test_who_came_by_a_link_is_asked_for_a_password_and_told_how_to_come_back(person: Callable[..., Person]) -> None:
    somebody, client = person(), Client()
    somebody.set_unusable_password()
    somebody.save()
    client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "/account/password/set/" in client.get("/").content.decode()
    form = {"password1": "un long parcours 7", "password2": "un long parcours 7"}
    answer = client.post("/account/password/set/", form, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/sessions/"
    assert "Mot de passe enregistré" in answer.content.decode()
    assert "/account/password/set/" not in client.get("/").content.decode()
