"""Home leads with the dossiers that need something, and says what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from planner.messages import speaking, worded
from planner.web.dossiers import home, planning
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
        return [worded(need) for need in home.needs_of(found, today)]


def test_what_a_dossier_needs_depends_on_the_day(person: Callable[..., Person]) -> None:
    found = dossier(person())
    assert told(found, date(2010, 7, 1)) == []
    assert told(found, date(2010, 10, 29)) == ["To be enrolled by 29 October 2010."]
    assert told(found, date(2010, 10, 30)) == []
    assert told(found, date(2011, 3, 10))[0].startswith("Results to be entered")
    assert told(dossier(person("adviser", "other"), fictional=True), date(2011, 3, 10)) == []


def test_what_is_impossible_or_changed_is_said(person: Callable[..., Person]) -> None:
    found = dossier(person(), deadline="2010-S1")
    assert told(found, date(2010, 7, 1)) == ["No plan is possible with what is known."]
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
    page = client.get(f"/?{asked}").content.decode()
    places = {name: page.find(f">{name}</a>") for name in ("Urgent", "Calm", "Old")}
    assert sorted((name for name, at in places.items() if at >= 0), key=places.__getitem__) == shown


def test_an_empty_desk_says_how_to_begin(signed_in: Callable[..., Client]) -> None:
    assert "/dossiers/new" in signed_in("adviser").get("/").content.decode()
    assert "/dossiers/new" not in signed_in("auditor", "auditor").get("/").content.decode()


def test_the_list_says_when_the_title_comes_while_the_plan_holds(person: Callable[..., Person]) -> None:
    somebody = person()
    found = dossier(somebody, fictional=True)
    with speaking("fr"):
        assert worded(home.reached(found)) == "Titre en février 2013"
        assert worded(home.reached(dossier(somebody, fictional=True, goal="CP29"))).startswith("Certificat en")
        assert home.reached(dossier(somebody, fictional=True, deadline="2010-S1")) is None
        found.broken_by = {"violations": []}
        assert home.reached(found) is None
