"""Who leaves: dossiers go to somebody, asked first with what goes; sessions are told in words and can be ended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from playwright.sync_api import expect

from planner.messages import speaking, worded
from planner.web.dossiers.store import open_dossier
from planner.web.people import staff
from planner.web.people.devices import named
from planner.web.people.models import Entry, Person, SignInLink
from tests import seen
from tests.web.served import Desk

LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1"}
PASSWORD = {"password": "a long enough password"}
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64"


@pytest.fixture
def leaving(person: Callable[..., Person]) -> Person:
    """An adviser with two dossiers, and another who could have them."""
    adviser = person("adviser", "old", name="Anne")
    person("adviser", "new", name="Bruno")
    person("auditor", "auditor")
    for name in ("Fictional one", "Fictional two"):
        open_dossier(adviser, name, LEARNER)
    return adviser


def test_what_would_go_is_shown_before_it_goes(leaving: Person, signed_in: Callable[..., Client]) -> None:
    client, new = signed_in("administrator", "chief"), Person.objects.get(username="new")
    asked = client.get(f"/people/{leaving.pk}/hand-over", {"to": new.pk})
    text = asked.content.decode()
    assert {name for name in ("Fictional one", "Fictional two", "Anne", "Bruno") if name in text} == {
        "Fictional one", "Fictional two", "Anne", "Bruno",
    }  # fmt: skip
    assert leaving.dossiers.count() == 2
    client.post(f"/people/{leaving.pk}/hand-over", {"to": new.pk})
    assert (leaving.dossiers.count(), new.dossiers.count()) == (0, 2)
    for nobody in (leaving, Person.objects.get(username="auditor")):
        assert client.get(f"/people/{leaving.pk}/hand-over", {"to": nobody.pk}).status_code == 404


def test_to_whom_is_chosen_among_all_where_what_would_go_is_shown(
    leaving: Person, signed_in: Callable[..., Client]
) -> None:
    client, new = signed_in("administrator", "chief"), Person.objects.get(username="new")
    address = f"/people/{leaving.pk}/hand-over"
    text = client.get(address).content.decode()
    assert f'action="{address}"' in text
    assert f'<option value="{new.pk}">Bruno' in text
    assert "Fictional two" in text
    assert "n’y aura plus accès" in text.replace("\xa0", " ")
    assert client.post(address, {"to": ""}).status_code == 404
    client.post(address, {"to": new.pk})
    lines = Entry.objects.filter(act="dossier.handed_over")
    assert {(line.subject, line.before, line.after) for line in lines} == {
        (one.subject, leaving.pk, new.pk) for one in new.dossiers.all()
    }
    assert new.dossiers.count() == 2


def test_many_people_stand_on_pages_and_are_searched_for(
    person: Callable[..., Person], signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff, "A_PAGE", 3)
    client = signed_in("administrator", "chief", name="Zoé")
    for number in range(7):
        person("adviser", f"adviser{number}", name=f"Élodie {number}")
    first, last = (client.get(f"/people/?page={page}").content.decode() for page in (1, 3))
    assert [name in first for name in ("Élodie 0", "Élodie 2", "Élodie 3", "Zoé<br>")] == [True, True, False, False]
    assert [name in last for name in ("Élodie 5", "Élodie 6", "Zoé<br>")] == [False, True, True]
    found = client.post("/people/", {"q": "elodie adviser4"})
    assert "elodie" not in found["Location"]
    text = client.get(found["Location"]).content.decode()
    assert [name in text for name in ("Élodie 4", "Élodie 3", "Zoé<br>")] == [True, False, False]
    client.post("/people/", {"q": "nobody"})
    assert "Personne ne correspond" in client.get("/people/?search=1").content.decode()


def test_one_dossier_is_asked_for_too(leaving: Person) -> None:
    client, new = Client(), Person.objects.get(username="new")
    client.force_login(leaving)
    dossier = leaving.dossiers.get(name="Fictional one")
    text = client.get(f"/dossiers/{dossier.key}/hand-over", {"to": new.pk}).content.decode()
    assert "Fictional one" in text
    assert "Fictional two" not in text
    assert leaving.dossiers.count() == 2


@pytest.mark.parametrize(
    "change", [{"role": "adviser"}, {"role": "auditor", "active": "yes"}], ids=["closed", "audits"]
)
def test_who_can_have_no_dossiers_any_more_hands_them_over_first(
    change: dict[str, str], leaving: Person, signed_in: Callable[..., Client]
) -> None:
    client, new = signed_in("administrator", "chief"), Person.objects.get(username="new")
    address, before = f"/people/{leaving.pk}/change", (leaving.role, leaving.is_active)
    for to in ({}, {"to": ""}, {"to": str(leaving.pk)}, {"to": "x"}):
        asked = client.post(address, {"name": "Anne-Lise", **change, **to})
        assert "Fictional two" in asked.content.decode()
        leaving.refresh_from_db()
        assert ((leaving.role, leaving.is_active), leaving.name, leaving.dossiers.count()) == (before, "Anne", 2)
    assert client.post(address, {"name": "Anne-Lise", **change, "to": new.pk}).status_code == 302
    leaving.refresh_from_db()
    assert (leaving.role, leaving.is_active) == (change["role"], "active" in change)
    assert (leaving.name, leaving.dossiers.count(), new.dossiers.count()) == ("Anne-Lise", 0, 2)
    assert Entry.objects.filter(act="dossier.handed_over").count() == 2


def test_a_change_that_takes_nothing_away_asks_nothing(leaving: Person, signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator", "chief")
    assert client.post(f"/people/{leaving.pk}/change", {"role": "coordinator", "active": "yes"}).status_code == 302
    assert leaving.dossiers.count() == 2


def test_who_comes_back_is_signed_in_nowhere_and_by_no_old_link(
    person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    somebody, theirs, chief = person("adviser", "somebody"), Client(), signed_in("administrator", "chief")
    theirs.post("/account/login/", {"login": "somebody", **PASSWORD})
    secret = SignInLink.give(somebody)
    for active in ({}, {"active": "yes"}):
        chief.post(f"/people/{somebody.pk}/change", {"role": "adviser", **active})
    assert theirs.get("/").status_code == 302
    assert Client().get(f"/link/{secret}").status_code == 404
    assert Client().post("/account/login/", {"login": "somebody", **PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (f"{WINDOWS}; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox sous Windows"),
        (f"{WINDOWS}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome sous Windows"),
        (f"{WINDOWS}) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sous Windows"),
        (f"{WINDOWS}) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 OPR/120", "Opera sous Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605", "Safari sous macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Mobile Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140 Mobile Safari/604.1", "Chrome sur iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36 EdgA/140", "Edge sous Android"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27 Chrome/125 Safari/537", "Samsung Internet sous Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140 Safari/537", "Chrome sous ChromeOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox sous Linux"),
        ("Python-urllib/3.11", "Navigateur inconnu"), ("", "Navigateur inconnu"), ("Windows", "Windows"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_words(agent: str, told: str) -> None:
    with speaking("fr"):
        assert worded(named(agent)) == told


def test_one_session_is_ended_of_ones_own_alone(person: Callable[..., Person]) -> None:
    person("adviser", "me")
    person("adviser", "other")
    clients = [Client(headers={"user-agent": f"{WINDOWS}) Firefox/140"}) for _ in range(3)]
    for client in clients:
        client.post("/account/login/", {"login": "me", **PASSWORD})
    stranger = Client()
    stranger.post("/account/login/", {"login": "other", **PASSWORD})
    mine = list(UserSession.objects.filter(user__username="me").order_by("pk"))
    page = clients[2].get("/account/sessions/").content.decode()
    assert (page.count("Firefox sous Windows</td>"), page.count("/end")) == (3, 2)
    assert stranger.post(f"/account/sessions/{mine[0].pk}/end").status_code == 404
    assert clients[2].get(f"/account/sessions/{mine[0].pk}/end").status_code == 405
    assert clients[0].get("/").status_code == 200
    clients[2].post(f"/account/sessions/{mine[0].pk}/end")
    assert [client.get("/").status_code for client in clients] == [302, 200, 200]
    clients[2].post(f"/account/sessions/{mine[2].pk}/end")
    assert clients[2].get("/").status_code == 200
    clients[2].post("/account/sessions/")
    assert [client.get("/").status_code for client in clients] == [302, 302, 200]
    assert stranger.get("/").status_code == 200


SOMEBODY = """
import sys
from pathlib import Path
from planner.web.configuration import configure
configure(Path(sys.argv[1]))
from planner.web.dossiers.store import open_dossier
from planner.web.people.models import Person
for name in ("Anne", "Bruno"):
    person = Person.objects.create_user(name.lower(), name=name, role="adviser")
    for number in range(3 if name == "Anne" else 0):
        open_dossier(person, f"Fictional {number}", {"programme": "casp-2019-2020", "start": "2019-S1"})
"""


def test_who_leaves_is_asked_about_on_pages_that_everybody_can_use(desk: Desk, page: Any) -> None:
    subprocess.run([sys.executable, "-c", SOMEBODY, str(desk.folder)], check=True)

    def looked_at() -> None:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert not seen.violations(page)
            assert not seen.too_wide(page)

    def of_anne() -> Any:
        page.goto(f"{desk.address}/people/")
        row = page.locator("tr", has=page.get_by_role("rowheader", name="Anne"))
        row.locator("summary").click()
        return row

    page.goto(desk.link)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    of_anne().get_by_role("button", name="Confier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Qui suit maintenant les dossiers d’Anne")
    looked_at()
    page.get_by_role("link", name="Ne rien changer").click()
    row = of_anne()
    row.get_by_label("Peut se connecter").uncheck()
    row.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anne")
    looked_at()
    page.get_by_label("Confier ces 3 dossiers à").select_option("Bruno")
    page.get_by_role("button", name="Confier et fermer l’accès").click()
    expect(page.get_by_role("status")).to_contain_text("Anne")
    expect(page.locator("tr", has_text="Bruno")).to_contain_text("3")
    page.goto(f"{desk.address}/account/sessions/")
    looked_at()
