"""What somebody types who means harm is text wherever it is read: on pages, in files, in calendars, in names of files;
and what was written to one is read by nobody else.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest
from django.test import Client

from planner.web.agreements.models import Act
from planner.web.agreements.steps import take
from planner.web.calendars.models import Subscription
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, planned
from planner.web.dossiers.store import open_dossier
from planner.web.jobs import queue
from planner.web.people.models import Person
from planner.web.sharing.models import Message, PlanLink
from tests.web.routes import routes

MARK = "alert(7)"
HOSTILE = (
    '=HYPERLINK("http://evil.example")\'"></title></textarea>'
    f"<script>{MARK}</script><img src=x onerror={MARK}>\r\nX-Evil: 1"
)
LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}
WORDS = ("value", "aria-label", "title", "alt", "data-name", "content")
"""Attributes that say something."""
SLOW = ("/alternatives", "/compare", "/frontier", "/risk")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which spreadsheets take a cell for a formula."""


class Elements(HTMLParser):
    """Elements and attributes of a page that our templates never make."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if name.startswith("on") or (MARK in (value or "") and name not in WORDS):
                self.found.append(f"{tag} {name}")

    def handle_data(self, data: str) -> None:
        if self._inside == "script" and MARK in data:
            self.found.append(self._inside)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


@pytest.fixture
def hostile(person: Callable[..., Person]) -> tuple[Client, Dossier, str]:
    """The client of an adviser, a dossier with names and messages that mean harm, and the secret of its link."""
    adviser, client, state = person("coordinator", name=HOSTILE[:120]), Client(), planned(Known(LEARNER)).kept()
    client.force_login(adviser)
    dossier = open_dossier(adviser, HOSTILE[:120], {**LEARNER, "id": HOSTILE}, **state)
    secret = PlanLink.give(dossier, adviser, 30)
    for form in ({"kind": "question"}, {"kind": "wish", "evenings": ["mon", "tue", "wed", "thu"]}):
        assert Client().post(f"/plan/{secret}/reply", {**form, "text": HOSTILE}).status_code == 302
    take(dossier, adviser, dossier.revision, Act.PROPOSED, HOSTILE)
    message = Message.objects.filter(dossier=dossier).first()
    assert message is not None
    assert client.post(f"/dossiers/{dossier.key}/share/{message.pk}/answer", {"text": HOSTILE}).status_code == 302
    return client, dossier, secret


def body(answer: Any) -> bytes:
    return answer.getvalue() if answer.streaming else answer.content  # type: ignore[no-any-return]


def test_it_is_text_on_every_page(hostile: tuple[Client, Dossier, str]) -> None:
    client, dossier, secret = hostile
    pages = [route.address.replace("/x", f"/{dossier.key}", 1) for route in routes() if "<str:key>" in route.pattern
             and not route.pattern.endswith(SLOW)]  # fmt: skip
    seen = 0
    for who, address in (
        *((client, address) for address in ("/", "/jobs/", f"/selection/?key={dossier.key}", *pages)),
        *((Client(), f"/plan/{secret}{rest}") for rest in ("", "/reply")),
    ):
        answer = who.get(address, follow=True)
        assert answer.status_code < 500, address
        assert not any("\n" in value or "Evil" in name for name, value in answer.items()), address
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            text = body(answer).decode()
            assert Elements(text).found == [], address
            seen += MARK in text
    assert seen > 15


def test_it_is_text_in_every_file(hostile: tuple[Client, Dossier, str]) -> None:
    client, dossier, _ = hostile
    for form in ("html", "md", "csv", "xlsx", "ics"):
        answer = client.get(f"/dossiers/{dossier.key}/documents/plan/fr/{form}")
        assert (answer.status_code, "vil" in answer["Content-Disposition"]) == (200, False)
        _harmless(form, body(answer))
    for form in ("csv", "xlsx"):
        made = body(client.get(f"/dossiers/cohort.{form}?key={dossier.key}"))
        assert MARK.encode() in made or form == "xlsx"
        _harmless(form, made)
    feed = Client().get(f"/calendar/{Subscription.give(dossier, dossier.adviser, 'fr')}.ics")
    _harmless("ics", body(feed))


def _harmless(form: str, made: bytes) -> None:
    text = made.decode("utf-8-sig", "replace")
    if form == "html":
        assert Elements(text).found == []
    elif form == "md":
        assert "<script" not in text.replace("\\<script", "")
    elif form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not cell[1:2].isdigit()] == []
    elif form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
        assert sheets
        assert not any(b"<f>" in sheet or (b"<hyperlink" in sheet and b"evil" in sheet) for sheet in sheets)
    else:
        names = {line.partition(":")[0].partition(";")[0] for line in text.splitlines() if not line.startswith(" ")}
        assert "X-Evil" not in names
        assert icalendar.Calendar.from_ical(made).events


def test_a_link_reads_and_writes_one_dossier_alone(
    hostile: tuple[Client, Dossier, str], person: Callable[..., Person]
) -> None:
    client, dossier, secret = hostile
    other = open_dossier(person("adviser", "other"), "Fictional", LEARNER, **planned(Known(LEARNER)).kept())
    theirs = Message.objects.create(dossier=other, kind="question", text="what is theirs alone")
    link = PlanLink.objects.get(pk=PlanLink.objects.create(
        dossier=other, person=other.adviser, digest="x", expires="2099-01-01T00:00Z").pk)  # fmt: skip
    assert "theirs alone" not in Client().get(f"/plan/{secret}/reply").content.decode()
    for address in (f"share/{theirs.pk}/answer", f"share/{link.pk}/revoke"):
        assert client.post(f"/dossiers/{dossier.key}/{address}", {"text": "x"}).status_code == 404
    before = Message.objects.filter(dossier=other).count()
    Client().post(f"/plan/{secret}/reply", {"kind": "question", "text": "?", "dossier": other.key})
    assert Message.objects.filter(dossier=other).count() == before


ELSEWHERE = (
    "https://evil.example/", "//evil.example", "/\\evil.example", "\thttps://evil.example", "https:evil.example",
    "http:///evil.example", "https://testserver@evil.example", "javascript:alert(7)",
)  # fmt: skip


@pytest.mark.parametrize("place", ["/account/login/", "/account/reauthenticate/", "/account/logout/", "/language/en"])
def test_nobody_is_led_elsewhere(place: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    for back in ELSEWHERE:
        form = {"login": "someone", "password": "a long enough password", "next": back}
        for who in (client, Client()):
            for answer in (
                who.post(place, form),
                who.get(place, {"next": back}),
                who.post(f"{place}?next={back}", form),
            ):
                leads = answer.get("Location", "/")
                assert leads.startswith("/"), (back, leads)
                assert not leads.startswith(("//", "/\\")), (back, leads)


@pytest.mark.parametrize("back", [*ELSEWHERE, "home", '{"a":1}', "jobs:none", ""])
def test_who_stops_a_job_comes_back_to_a_page(back: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in("coordinator")
    for leads, told in (("/jobs/", back), ("/dossiers/import", "/dossiers/import")):
        job = queue.ask("recheck", programme="x", print=told)
        assert client.post(f"/jobs/{job.pk}/cancel", {"back": told})["Location"] == leads
