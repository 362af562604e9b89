"""The log names dossiers and people as the desk knows them now, and says what was done in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from planner.web.dossiers.store import open_dossier
from planner.web.people.log import note
from planner.web.people.models import Person

LEARNER = {"programme": "casp-2010-reunion", "start": "2010-S1"}


@pytest.fixture
def client(signed_in: Callable[..., Client]) -> Client:
    """Somebody who reads the log of a desk on which two dossiers were opened, and a token was made."""
    found = signed_in("administrator", "boss", name="Ada Lovelace")
    boss = Person.objects.get()
    for name in ("Anne <b>", "Bob"):
        open_dossier(boss, name, LEARNER)
    note(boss, "token.given", "token:Export")
    note(boss, "person.link", "person:999")
    return found


def told(client: Client, **asked: str) -> str:
    answer = client.post("/log/", asked, follow=True) if asked else client.get("/log/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_lines_name_who_did_what_to_which_dossier(client: Client) -> None:
    page = told(client)
    assert "Anne &lt;b&gt;</a>" in page
    assert page.count("Dossier créé") >= 2
    assert "<td>Ada Lovelace</td>" in page
    assert "<td>Export</td>" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [({"subject": "anne"}, (True, False)), ({"who": "lovelace"}, (True, True)), ({"who": "nobody"}, (False,) * 2)],
)
def test_lines_are_found_by_names(asked: dict[str, str], shown: tuple[bool, bool], client: Client) -> None:
    page = told(client, **asked)
    assert ("Anne &lt;b&gt;</a>" in page, "Bob</a>" in page) == shown
