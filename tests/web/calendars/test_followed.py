"""Calendars that programs follow, read by two parsers, over replans."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from planner.storage.registry import KNOWN
from planner.web.agreements.models import Act
from planner.web.agreements.steps import stage_of, take
from planner.web.calendars.models import Published, Subscription
from planner.web.dossiers import planning, store
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, audited, planned
from planner.web.logs import discreet
from planner.web.people.models import Entry, Person
from planner.web.people.roles import Role
from tests.report import ics_lines
from tests.web.board.boards import INSTANCES, learner, now, opened

PROGRAMME = "casp-2019-2020"
EXTENDED = 'format: planner/programme/1\nextends: casp-2019-2020\nid: ours\nvintage: "2019"\n'
QUESTIONS = 3
"""To the database, while nothing changed: the address, what was agreed on, and what it shows."""
START = datetime(2026, 12, 1, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    return signed_in()


@pytest.fixture
def dossier(client: Client) -> Dossier:
    return opened(Person.objects.get(), learner(PROGRAMME))


def given(client: Client, dossier: Dossier, language: str = "en") -> str:
    """The address of a new calendar, as its page shows it."""
    form = {"language": language, "once": f"{Subscription.objects.count()}"}
    page = client.post(f"/dossiers/{dossier.key}/calendar", form).content.decode()
    found = re.search(r'id="address" readonly value="http://testserver(/calendar/[\w-]{43}\.ics)"', page)
    assert found
    return found[1]


def read(address: str, day: int = 0, **headers: str) -> Any:
    """What a program gets, so many days later; it is strictly valid, for two readers."""
    with patch("django.utils.timezone.now", return_value=START + timedelta(days=day)):
        answer = Client().get(address, **headers)
    if answer.status_code == 200:
        ics_lines.check(ics_lines.parse(answer.content))
        uids = {str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}
        assert {event.uid for event in IcsCalendarStream.calendar_from_ics(answer.content.decode()).events} == uids
    return answer


def events(answer: Any) -> dict[str, Any]:
    """The events by their names."""
    return events_of(answer.content)


def events_of(content: bytes) -> dict[str, Any]:
    """The same of what was read."""
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def said(event: Any) -> bytes:
    """All of an event but its revision."""
    made = event.copy()
    for name in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"):
        made.pop(name)
    found: bytes = made.to_ical()
    return found + b"".join(part.to_ical() for part in event.subcomponents)


def revision(event: Any) -> tuple[int, datetime]:
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")
    return event["SEQUENCE"], event.decoded("LAST-MODIFIED")


def replanned(dossier: Dossier, **more: Any) -> Dossier:
    """The best plan once something else is known."""
    held = now(dossier)
    assert held.current is not None
    data = {**held.current.learner, **more}
    state = planned(Known(data)).kept()
    assert state["status"] == "optimal"
    return store.change(held, held.adviser, held.revision, "learner", learner=data, **state)


def gone_back(dossier: Dossier, number: int) -> None:
    held = now(dossier)
    store.go_to(held, held.adviser, held.revision, held.versions.get(number=number), "restored")


def broken(dossier: Dossier) -> None:
    """A unit is taken out by hand."""
    held = now(dossier)
    version = held.current
    assert version is not None
    assert version.plan is not None
    state = audited(Known(version.learner), {"units": version.plan["units"][1:]}).kept()
    assert state["status"] == "broken"
    store.change(held, held.adviser, held.revision, "learner", **state)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_follows_three_replans(language: str, client: Client, dossier: Dossier) -> None:
    address = given(client, dossier, language)
    shown = [events(read(address))]
    assert all(event["SEQUENCE"] == 0 and event["STATUS"] != "CANCELLED" for event in shown[0].values())
    first = now(dossier).current
    assert first is not None
    taken = [line["unit"] for line in first.plan["units"]]  # type: ignore[index]
    later = first.learner["start"][:4]
    steps: list[Callable[[], Any]] = [
        lambda: replanned(dossier, pause=[f"{later}-S2"]),
        lambda: gone_back(dossier, 1),
        lambda: replanned(dossier, acquired=taken[:2]),
    ]
    for day, step in enumerate(steps, 1):
        step()
        shown.append(events(read(address, day)))
        before, after = shown[-2:]
        assert before.keys() <= after.keys(), "what went stays, cancelled"
        for uid, event in after.items():
            if uid in before:
                other = said(event) != said(before[uid])
                number, at = revision(before[uid])
                moment = START + timedelta(days=day)
                assert revision(event) == ((number + 1, moment) if other else (number, at)), event["SUMMARY"]
            else:
                assert revision(event)[0] == 0
    states = [{uid: event["STATUS"] for uid, event in one.items()} for one in shown]
    went = {uid for uid in states[0] if states[1][uid] == "CANCELLED"}
    moved = {uid for uid in states[0] if shown[1][uid].get("DTSTART") != shown[0][uid].get("DTSTART")}
    assert went
    assert moved
    assert all(said(shown[2][uid]) == said(shown[0][uid]) for uid in shown[0]), "come back as it was"
    assert all(shown[2][uid]["SEQUENCE"] == 2 for uid in went)
    assert all(states[2][uid] == "CANCELLED" for uid in states[1].keys() - states[0].keys())
    assert any(states[3][uid] == "CANCELLED" for uid in states[0])


def test_the_dates_are_those_of_the_calendar_file(client: Client, dossier: Dossier) -> None:
    followed = events(read(given(client, dossier)))
    file = Calendar.from_ical(client.get(f"/dossiers/{dossier.key}/documents/plan/en/ics").content).walk("VEVENT")

    def days(found: Any) -> list[tuple[str, str, str]]:
        return sorted((str(one["SUMMARY"]), str(one.decoded("DTSTART")), str(one.decoded("DTEND"))) for one in found)

    assert days(followed.values()) == days(file)
    assert followed.keys().isdisjoint(str(one["UID"]) for one in file)


def test_files_of_dossiers_share_no_names_and_those_of_one_do(client: Client, dossier: Dossier) -> None:
    def file(one: Dossier) -> set[str]:
        return set(events(client.get(f"/dossiers/{one.key}/documents/plan/en/ics")))

    other = opened(Person.objects.get(), learner(PROGRAMME))
    before = file(dossier)
    assert before.isdisjoint(file(other)), "neither learner has a name"
    replanned(dossier, pause=[f"{now(dossier).current.learner['start'][:4]}-S2"])  # type: ignore[union-attr]
    assert len(before & file(dossier)) > len(before) / 2, "what is still planned keeps its name"


def test_dossiers_share_no_names_and_addresses_of_one_do(client: Client, dossier: Dossier) -> None:
    other = opened(Person.objects.get(), learner(PROGRAMME))
    one, same, apart = (events(read(given(client, *asked))) for asked in ((dossier, "fr"), (dossier, "en"), (other,)))
    assert one.keys() == same.keys()
    assert one.keys().isdisjoint(apart)


def test_what_a_program_is_told(client: Client, dossier: Dossier) -> None:
    address = given(client, dossier)
    answer = read(address, HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.has_header("Content-Encoding")
    assert "Set-Cookie" not in answer
    assert answer["Cache-Control"] == "private, no-cache"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"][:7]) == ("no-referrer", "noindex")
    for line in (b"REFRESH-INTERVAL;VALUE=DURATION:PT4H", b"X-PUBLISHED-TTL:PT4H", b"X-WR-TIMEZONE:Europe/Paris"):
        assert line in answer.content
    for text in ("METHOD", "Ada", dossier.key):
        assert text.encode() not in answer.content
    again = read(address, 5, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    with CaptureQueriesContext(connection) as queries:
        assert read(address, 5).content == answer.content
    assert len(queries) <= QUESTIONS, [one["sql"] for one in queries]
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405
    replanned(dossier, acquired=["AST004"])
    assert read(address, 6, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 200


def test_a_plan_that_breaks_rules_reaches_no_calendar(client: Client, dossier: Dossier) -> None:
    address = given(client, dossier)
    before = read(address).content
    broken(dossier)
    assert read(address, 1).content == before
    page = html.unescape(client.get(f"/dossiers/{dossier.key}/calendar").content.decode())
    assert "ne respecte pas toutes les règles" in page
    assert "version 1" in page
    assert events(read(given(client, dossier, "fr"), 1)).keys() == {
        str(event["UID"]) for event in Calendar.from_ical(before).walk("VEVENT")
    }, "a new address shows the last plan that held, too"


def step(dossier: Dossier, act: Act) -> None:
    """Somebody who may do all takes the next step."""
    held = now(dossier)
    head, _ = Person.objects.get_or_create(username="head", role=Role.ADMINISTRATOR)
    take(held, head, held.revision, act)


def test_what_was_agreed_on_stays_until_something_else_is(client: Client, dossier: Dossier) -> None:
    address, path = given(client, dossier, "fr"), f"/dossiers/{dossier.key}/calendar"
    first = read(address).content
    year = now(dossier).current.learner["start"][:4]  # type: ignore[union-attr]

    def page() -> str:
        return html.unescape(client.get(path).content.decode()).replace("\xa0", " ")

    assert "suit chacun de ses changements" in page()
    step(dossier, Act.PROPOSED)
    assert "le plan proposé le" in page()
    replanned(dossier, pause=[f"{year}-S2"])
    assert read(address, 1).content == first, "proposed to the learner, it stays"
    assert "version 2 : elle n’y sera qu’une fois proposée." in page()
    step(dossier, Act.PROPOSED)
    second = read(address, 2).content
    assert second != first
    step(dossier, Act.AGREED)
    step(dossier, Act.APPROVED)
    assert "le plan approuvé le" in page()
    replanned(dossier, pause=[])
    assert read(address, 3).content == second, "what the adviser tries moves nothing"
    assert "une fois proposée, puis acceptée" in page()
    step(dossier, Act.PROPOSED)
    assert read(address, 4).content == second, "nor does what is only proposed again"
    step(dossier, Act.WITHDRAWN)
    assert stage_of(now(dossier)) == "approved"
    assert read(address, 5).content == second
    step(dossier, Act.PROPOSED)
    step(dossier, Act.AGREED)
    third = events(read(address, 6))
    assert all(said(third[uid]) == said(event) for uid, event in events_of(first).items())
    step(dossier, Act.WITHDRAWN)
    step(dossier, Act.WITHDRAWN)
    back = events(read(address, 7))
    assert all(said(back[uid]) == said(event) for uid, event in events_of(second).items()), "back at what was agreed"


def test_a_plan_that_holds_no_longer_changes_nothing(
    client: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    path.write_text(EXTENDED)
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    mine = opened(Person.objects.get(), {"programme": "ours", "start": "2019-S1", "fictional": True})
    address = given(client, mine)
    before = read(address).content
    path.write_text(EXTENDED + "load: {max_units: 1}\n")
    assert read(address, 1).content == before
    path.unlink()
    assert read(address, 2).content == before


def test_a_class_that_another_timetable_moves_is_moved(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "programme.yaml").write_text(EXTENDED)
    timetable = (INSTANCES / PROGRAMME / "timetables" / "illustrative-evening.csv").read_text()
    (folder / "timetable.csv").write_text(timetable)
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    address = given(client, opened(Person.objects.get(), {"programme": "ours", "start": "2019-S1", "fictional": True}))
    before = events(read(address))
    weekly = {uid for uid, event in before.items() if "RRULE" in event}
    assert len(weekly) > 10
    (folder / "timetable.csv").write_text(timetable.replace(",18:00,21:30,", ",18:15,21:30,"))
    after = events(read(address, 1))
    assert before.keys() == after.keys()
    changed = {uid for uid, event in after.items() if event["SEQUENCE"]}
    assert changed
    assert changed <= weekly
    for uid in weekly:
        starts = after[uid].decoded("DTSTART")
        assert (uid in changed) == (starts != before[uid].decoded("DTSTART"))
        assert starts.tzinfo is not None


def test_a_calendar_without_a_plan_says_so(client: Client) -> None:
    data = learner(PROGRAMME)
    new = store.open_dossier(Person.objects.get(), "Ada", data)
    address = given(client, new)
    (note,) = events(read(address)).values()
    assert note["SUMMARY"] == "No study plan yet"
    assert read(address, 3).content == read(address).content
    store.change(new, new.adviser, 1, "learner", **planning.planned(Known(data)).kept())
    after = events(read(address, 4))
    assert after[str(note["UID"])]["STATUS"] == "CANCELLED"
    assert len(after) > 10


def test_wrong_and_revoked_addresses_are_the_same(
    client: Client, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    address = given(client, dossier)
    assert read(address).status_code == 200
    found = Subscription.objects.get()
    assert found.digest not in address
    secret = address.split("/")[2].removesuffix(".ics")
    assert client.post(f"/dossiers/{dossier.key}/calendar/{found.pk}/revoke").status_code == 302
    assert client.post(f"/dossiers/{dossier.key}/calendar/{found.pk}/revoke").status_code == 404
    assert not Published.objects.exists()
    with caplog.at_level(logging.DEBUG):
        revoked, wrong = read(address), read(f"/calendar/{'x' * 43}.ics")
    assert revoked.status_code == wrong.status_code == 404
    assert revoked.content.partition(b"<main")[2] == wrong.content.partition(b"<main")[2]
    assert all(secret not in discreet(line) for line in caplog.text.splitlines())
    acts = list(Entry.objects.filter(act__startswith="subscription").values_list("act", "subject").order_by("pk"))
    assert acts == [
        ("subscription.given", dossier.subject), ("subscription.revoked", dossier.subject),
        ("subscription.refused", dossier.subject),
    ]  # fmt: skip
    read(address)
    read(f"/calendar/{'y' * 43}.ics")
    assert Entry.objects.filter(act="subscription.refused").count() == 1, "a line a day, and none for each guess"
    assert secret not in str(list(Entry.objects.values()))
    assert secret not in client.get(f"/dossiers/{dossier.key}/calendar").content.decode()


def test_the_page_gives_an_address_once(client: Client, dossier: Dossier, signed_in: Callable[..., Client]) -> None:
    path = f"/dossiers/{dossier.key}/calendar"
    assert f'href="{path}"' in client.get(f"/dossiers/{dossier.key}/documents").content.decode()
    form = {"language": "fr", "once": "a"}
    page = html.unescape(client.post(path, form).content.decode())
    (secret,) = set(re.findall(r"/calendar/([\w-]{43})\.ics", page))
    assert f'href="webcal://testserver/calendar/{secret}.ics"' in page
    assert f"calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftestserver%2Fcalendar%2F{secret}.ics" in page
    assert "8 à 24 heures" in page
    assert client.post(path, form).status_code == 302
    assert Subscription.objects.count() == 1
    assert secret not in client.get(path).content.decode()
    auditor = signed_in("auditor", "auditor")
    assert auditor.get(path).status_code == 200
    assert '<form method="post" action="/dossiers' not in auditor.get(path).content.decode()
    assert auditor.post(path, form).status_code == 403
    assert signed_in("adviser", "other").post(path, form).status_code == 404


def test_nothing_stays_of_a_dossier_that_is_erased(client: Client, dossier: Dossier) -> None:
    address = given(client, dossier)
    read(address)
    Dossier.objects.filter(pk=dossier.pk).update(current=None)
    Version.objects.filter(dossier=dossier).update(parent=None)
    Dossier.objects.get(pk=dossier.pk).delete()
    assert not Subscription.objects.exists()
    assert not Published.objects.exists()
    assert read(address).status_code == 404
