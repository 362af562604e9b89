"""The frame of a dossier."""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string
from django.test import Client

from planner.messages import speaking
from planner.web.dossiers import store
from planner.web.dossiers.frame import framed
from planner.web.people.models import Person


def test_a_frame_names_the_learner_and_the_programme(person: Callable[..., Person]) -> None:
    made = store.open_dossier(person(), "Ada <b>", {"programme": "casp-2019-2020", "start": "2019-S1"})
    with speaking("fr"):
        told = render_to_string("dossiers/dossier.html", framed(made, "learner"))
    assert "<h1>Ada &lt;b&gt;</h1>" in told
    assert "Chargé" in told


def test_a_programme_that_is_gone_is_named_by_its_id(person: Callable[..., Person]) -> None:
    made = store.open_dossier(person(), "Ada", {"programme": "gone", "start": "2019-S1"})
    with speaking("fr"):
        assert framed(made, "dossier")["programme_title"] == "gone"


def test_the_icon_is_there_where_browsers_ask_for_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/desk/icon.svg"
