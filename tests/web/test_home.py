"""Home leads with the dossiers that need something, and says what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.messages import speaking, worded
from planner.web.dossiers import listed, needs, planning
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import open_dossier
from planner.web.people.models import Person

LEARNER = {"programme": "casp-2010-reunion", "start": "2010-S1"}


def dossier(person: Person, name: str = "Fictional", **keys: Any) -> Dossier:
    """A dossier with its best plan."""
    learner = {**LEARNER, **keys}
    return open_dossier(person, name, learner, **planning.planned(planning.Known(learner)).kept())


def told(found: Dossier, today: date) -> list[str]:
    with speaking("en"):
        return [worded(need) for need in needs.needs_of(found, today)]


def test_what_a_dossier_needs_depends_on_the_day(person: Callable[..., Person]) -> None:
    found = dossier(person())
    assert told(found, date(2010, 7, 1)) == []
    assert told(found, date(2010, 10, 29)) == ["Enrol by 29 October 2010."]
    assert told(found, date(2010, 10, 30)) == []
    assert told(found, date(2011, 3, 10))[0].startswith("Enter results")
    assert told(dossier(person("adviser", "other"), fictional=True), date(2011, 3, 10)) == []


def test_what_is_impossible_or_changed_is_said(person: Callable[..., Person]) -> None:
    found = dossier(person(), deadline="2010-S1")
    assert told(found, date(2010, 7, 1)) == ["No plan is possible with these details."]
    found.broken_by = {"violations": []}
    assert told(found, date(2010, 7, 1))[0].startswith("The programme or its timetable has changed")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ["Urgent", "Calm"]), ("q=calm", ["Calm"]), ("need=yes", ["Urgent"]),
        ("programme=casp-2020-2021", []), ("archived=yes", ["Old"]), ("page=99", ["Urgent", "Calm"]),
    ],
)  # fmt: skip
def test_the_list_is_searched_and_begins_with_what_is_pressing(
    asked: str, shown: list[str], signed_in: Callable[..., Client]
) -> None:
    client = signed_in("adviser", "me")
    me = Person.objects.get(username="me")
    dossier(me, "Urgent", fictional=True, deadline="2010-S1")
    dossier(me, "Calm", fictional=True)
    old = dossier(me, "Old", fictional=True)
    Dossier.objects.filter(pk=old.pk).update(archived=True)
    form = dict([asked.split("=")]) if asked.startswith("q=") else {}
    answer = client.post("/", form, follow=True) if form else client.get(f"/?{asked}")
    page = answer.content.decode()
    places = {name: page.find(f">{name}</a>") for name in ("Urgent", "Calm", "Old")}
    assert sorted((name for name, at in places.items() if at >= 0), key=places.__getitem__) == shown


def test_an_empty_desk_says_how_to_begin(signed_in: Callable[..., Client]) -> None:
    assert "/dossiers/new" in signed_in("adviser").get("/").content.decode()
    assert "/dossiers/new" not in signed_in("auditor", "auditor").get("/").content.decode()


def test_the_list_says_when_the_title_comes_while_the_plan_holds(person: Callable[..., Person]) -> None:
    somebody = person()
    found = dossier(somebody, fictional=True)
    with speaking("fr"):
        assert worded(needs.reached(found)) == "Titre en février 2013"
        assert worded(needs.reached(dossier(somebody, fictional=True, goal="CP29"))).startswith("Certificat en")
        assert needs.reached(dossier(somebody, fictional=True, deadline="2010-S1")) is None
        found.broken_by = {"violations": []}
        assert needs.reached(found) is None


def test_of_what_is_pressing_what_closes_soonest_comes_first(signed_in: Callable[..., Client]) -> None:
    client = signed_in("adviser", "me")
    me, today = Person.objects.get(username="me"), timezone.localdate()
    for name, days in (("Later", 20), ("Soon", 2), ("Impossible", None)):
        found = dossier(me, name, fictional=True)
        if days is None:
            found.broken_by = {"violations": []}
        else:
            found.dates["enrol"] = [["2010-S1", str(today + timedelta(days))]]
        listed.save(found, "broken_by", "dates")
    page = client.get("/").content.decode()
    assert "3 dossiers à traiter" in page
    assert sorted(("Later", "Soon", "Impossible"), key=lambda name: page.find(f">{name}</a>")) == [
        "Soon", "Later", "Impossible"
    ]  # fmt: skip


def test_no_address_holds_the_name_that_was_searched_for(signed_in: Callable[..., Client]) -> None:
    client = signed_in("adviser", "me")
    dossier(Person.objects.get(), "Ada", fictional=True)
    found = client.post("/", {"q": "Ada", "programme": LEARNER["programme"]})
    assert "Ada" not in found["Location"]
    assert f"programme={LEARNER['programme']}" in found["Location"]
    assert 'value="Ada"' in client.get(found["Location"]).content.decode()
    assert 'value="Ada"' not in client.get("/").content.decode()
