"""A learner makes the address of a calendar by their link: shown once, few, stopped by them, and gone with the link."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from planner.web.calendars.by_link import MADE, OPEN
from planner.web.calendars.models import Subscription
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import PlanLink
from tests.report import ics_lines
from tests.web.board.boards import learner, now, opened

ADDRESS = re.compile(r'value="http://testserver(/calendar/[\w-]{43}\.ics)"')


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossier(client: Client) -> Dossier:
    return opened(Person.objects.get(), learner("casp-2019-2020"))


def link_to(dossier: Dossier) -> str:
    return f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def made(link: str, key: str = "") -> str:
    """The address that the form gives."""
    found = ADDRESS.search(text(Client().post(f"{link}/calendar", {"once": key} if key else {})))
    assert found
    return found[1]


def names(content: bytes) -> set[str]:
    return {str(event["UID"]) for event in Calendar.from_ical(content).walk("VEVENT")}


def test_an_address_is_made_shown_once_and_stopped(client: Client, dossier: Dossier) -> None:
    link, stranger = link_to(dossier), Client()
    assert f'href="{link}/calendar"' in text(stranger.get(link))
    assert "auquel Anne Martin travaille" in text(stranger.get(f"{link}/calendar"))
    page = stranger.post(f"{link}/calendar", {"once": "a"})
    told, found = text(page), ADDRESS.search(text(page))
    assert page.status_code == 200
    assert found
    for part in (
        "webcal://testserver/calendar/",
        "r?cid=webcal%3A%2F%2Ftestserver",
        "addfromweb?url=",
        "8 à 24 heures",
    ):
        assert part in told
    assert "<script" not in told
    assert not stranger.cookies
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "no-referrer"
    assert made(link, "a") == found[1], "the same form makes no second one"
    assert Subscription.objects.count() == 1
    assert found[1] not in text(stranger.get(f"{link}/calendar"))
    feed = stranger.get(found[1])
    ics_lines.check(ics_lines.parse(feed.content))
    assert "par la personne, avec son lien" in text(client.get(f"/dossiers/{dossier.key}/calendar"))
    number = Subscription.objects.get().pk
    assert "Créée le" in text(stranger.get(f"{link}/calendar"))
    stopped = stranger.post(f"{link}/calendar/{number}/stop", follow=True)
    assert "Adresse arrêtée" in text(stopped)
    assert "Créée le" not in text(stopped)
    assert stranger.get(found[1]).status_code == 404
    assert stranger.post(f"{link}/calendar", {"once": "a"}).status_code == 422
    lines = Entry.objects.filter(act__startswith="subscription").order_by("pk").values_list("act", "who", "subject")
    assert list(lines) == [
        ("subscription.given", "link", dossier.subject), ("subscription.revoked", "link", dossier.subject),
        ("subscription.refused", "calendar", dossier.subject),
    ]  # fmt: skip


def test_there_are_only_a_few(dossier: Dossier) -> None:
    link = link_to(dossier)
    assert len({made(link, f"{number}") for number in range(OPEN)}) == OPEN
    refused = Client().post(f"{link}/calendar")
    assert refused.status_code == 422
    assert f"déjà {OPEN} adresses" in text(refused)
    assert made(link_to(dossier)), "another link has its own"
    first = PlanLink.objects.earliest("pk")

    def stop_one() -> None:
        number = first.calendars.filter(revoked=None).latest("pk").pk
        assert Client().post(f"{link}/calendar/{number}/stop").status_code == 302

    for number in range(OPEN, MADE):
        stop_one()
        made(link, f"{number}")
    stop_one()
    assert "Demandez-en une à Anne Martin" in text(Client().post(f"{link}/calendar"))


def test_a_link_that_is_over_ends_nothing_and_one_that_is_taken_back_does(client: Client, dossier: Dossier) -> None:
    link = link_to(dossier)
    address, found = made(link), PlanLink.objects.get()
    PlanLink.objects.update(expires=timezone.now() - timedelta(days=1))
    assert Client().get(f"{link}/calendar").status_code == Client().post(f"{link}/calendar").status_code == 404
    assert Client().get(f"{link}/ics").status_code == 404
    assert Client().get(address).status_code == 200, "a plan lasts longer than a link"
    PlanLink.objects.update(expires=timezone.now() + timedelta(days=1))
    client.post(f"/dossiers/{dossier.key}/share/{found.pk}/revoke")
    assert Client().get(address).status_code == 404
    assert "Révoquée le" in text(client.get(f"/dossiers/{dossier.key}/calendar"))


def test_no_link_reaches_the_calendars_of_another(dossier: Dossier) -> None:
    mine, theirs = link_to(dossier), link_to(opened(dossier.adviser, learner("casp-2019-2020")))
    address = made(mine)
    number = Subscription.objects.get().pk
    assert Client().post(f"{theirs}/calendar/{number}/stop").status_code == 404
    assert Client().get(address).status_code == 200
    assert names(Client().get(address).content).isdisjoint(names(Client().get(made(theirs)).content))


def test_the_dates_are_taken_as_a_file(client: Client, dossier: Dossier) -> None:
    link = link_to(dossier)
    file = Client().get(f"{link}/ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'attachment; filename="votre-plan-detudes' in file["Content-Disposition"]
    ics_lines.check(ics_lines.parse(file.content))
    assert names(file.content) == names(client.get(f"/dossiers/{dossier.key}/documents/plan/fr/ics").content)
    assert names(file.content).isdisjoint(names(Client().get(made(link)).content))
    assert Client().get(f"{link}/ics").status_code == 200
    log = Entry.objects.filter(act="taken.document", who="link").values_list("after", flat=True)
    assert [after["form"] for after in log] == ["ics"], "once a day, however often"
    version = now(dossier).current
    assert version is not None
    version.document["plan"]["meta"]["sha256"]["programme"] = "another"  # type: ignore[index]
    version.save()
    answer = Client().get(f"{link}/ics", follow=True)
    assert answer.redirect_chain == [(f"{link}/calendar?no-file=1", 302)]
    assert "ne peut pas être fait" in text(answer)


def test_it_speaks_english(dossier: Dossier) -> None:
    link, stranger = link_to(dossier), Client()
    stranger.get("/language/en", {"next": link})
    page = stranger.post(f"{link}/calendar")
    assert "Your calendar address is ready" in text(page)
    assert Subscription.objects.get().language == "en"
