"""Pages on paper: what they say, and nothing that one could only press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from planner.web.people.models import Person
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, opened
from tests.web.served import Desk

TO_PRESS = "nav, button, .button, input[type=submit], .skip, .bar, .foot, .brief.go"


@pytest.mark.parametrize("address", ["", "/versions", "/documents", "/share", "/agreement", "/learner"])
def test_a_page_of_a_dossier_is_printed_without_its_buttons(
    address: str, signed_in: Callable[..., Client], desk: Desk, page: Any
) -> None:
    client = signed_in()
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    printed(page, desk, client.get(f"/dossiers/{dossier.key}{address}"))
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_text("Voir comme").first.is_hidden()


def test_the_plan_of_a_link_is_printed_without_its_buttons(
    signed_in: Callable[..., Client], desk: Desk, page: Any
) -> None:
    signed_in()
    me = Person.objects.get()
    dossier = opened(me, learner("casp-2019-2020"))
    printed(page, desk, Client().get(f"/plan/{PlanLink.give(dossier, me, 30)}"))
    assert page.get_by_text("31 janvier 2022").first.is_visible()


def printed(page: Any, desk: Desk, answer: Any) -> None:
    page.route("**/made", lambda route: route.fulfill(body=answer.content, content_type="text/html; charset=utf-8"))
    page.goto(f"{desk.address}/made")
    page.emulate_media(media="print")
    shown = page.locator(TO_PRESS).filter(visible=True)
    assert [each.evaluate("part => part.outerHTML.slice(0, 120)") for each in shown.all()] == []
