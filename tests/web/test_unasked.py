"""Who opens the address of a form, as after they had to sign in before it was taken, is told so by a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from playwright.sync_api import expect

from tests.web.conftest import Opened
from tests.web.served import Desk


def test_the_address_of_a_form_opens_with_what_to_do(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    for address in ("/dossiers/plans", "/account/sessions/1/end", "/jobs/1/cancel", "/selection/propose"):
        answer = client.get(address)
        assert (answer.status_code, answer["Allow"]) == (405, "POST"), address
        assert "<h1>Cette adresse ne s’ouvre pas</h1>" in answer.content.decode()
    part = client.get("/dossiers/plans", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_whoever_had_to_sign_in_first_is_not_left_before_nothing(desk: Desk, page: Any, opened: Opened) -> None:
    page.expected = ("405",)
    address = opened(page)
    page.goto(f"{address}/board/keep")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette adresse ne s’ouvre pas")
    page.get_by_role("link", name="Revenir aux dossiers").click()
    expect(page).to_have_url(f"{desk.address}/")
    page.goto(address)
    page.context.clear_cookies(name="sessionid")
    page.evaluate("document.querySelector('form[action*=\"/board/\"]').submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    assert "next=" in page.url


def test_a_problem_of_one_person_in_a_file_names_the_question(signed_in: Callable[..., Client]) -> None:
    text = "programme: casp-2019-2020\nstart: demain\npathway: nuit\n"
    page = signed_in().post("/dossiers/import", {"text": text}).content.decode()
    assert "<li>Début du parcours" in page
    assert "<li>Cours suivis" in page
