"""How much the desk does for a page, counted: questions to the database, plans that are judged, files that are read."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planner.storage.registry import KNOWN
from planner.web.dossiers import planning, readable
from planner.web.dossiers.board.sketch import Sketch
from planner.web.dossiers.board.verdicts import openings
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known
from planner.web.mail.models import Kind, Letter, Reminder, Stage
from planner.web.people.models import Person
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import HTMX, learner, now, opened

HEAVY, QUICK = 80_000, 0.3
"""Bytes of a page, and seconds of a processor for it, which no busy machine makes more."""
UNIT = "AST004"
EXTENDED = 'format: planner/programme/1\nextends: casp-2019-2020\nid: ours\nvintage: "2019"\n'


@pytest.fixture
def dossier(signed_in: Callable[..., Client]) -> tuple[Client, Dossier]:
    client = signed_in()
    return client, opened(Person.objects.get(), learner("casp-2019-2020"))


@pytest.fixture
def audits(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Plans that were judged, since the fixture was made; none is known from before."""
    found: list[Any] = []
    real = readable.audit
    planning._audit.cache_clear()
    monkeypatch.setattr(readable, "audit", lambda case, plan: found.append(plan) or real(case, plan))
    return found


def asked(client: Client, path: str, form: dict[str, Any] | None = None) -> int:
    """Questions to the database."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, **HTMX) if form is None else client.post(path, form, **HTMX)
    assert answer.status_code == 200
    return len([one for one in queries.captured_queries if one["sql"].startswith(("SELECT", "INSERT", "UPDATE"))])


def move(dossier: Dossier) -> dict[str, Any]:
    """The form of a move."""
    current = now(dossier)
    sketch = Sketch.of(current.current)  # type: ignore[arg-type]
    here = sketch.line(UNIT) or {}
    place = next(one for one in openings(sketch, UNIT) if one.term != here["term"])
    return {"unit": UNIT, "place": str(place), "revision": current.revision}


def test_questions_to_the_database(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    path = f"/dossiers/{made.key}"
    asked(client, path)
    assert asked(client, path) <= 4
    assert asked(client, f"{path}/places?unit={UNIT}") <= 3
    assert asked(client, f"{path}/board/place", move(made)) <= 9
    assert asked(client, path) <= 5


def test_questions_to_the_database_of_a_plan_by_link(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    path = f"/plan/{PlanLink.give(made, made.adviser, 30)}"
    asked(Client(), path)
    assert asked(Client(), path) <= 5
    assert asked(Client(), f"{path}/reply") <= 4
    client.post(f"/dossiers/{made.key}/agreement/propose", {"revision": made.revision})
    assert asked(Client(), path) <= 6


def test_the_pages_of_mail(dossier: tuple[Client, Dossier], signed_in: Callable[..., Client], settings: Any) -> None:
    """Few questions however much was sent, and light and quick pages: the lists end somewhere."""
    settings.MAIL = {"host": "mail.example.org", "port": 587, "tls": "starttls", "from": "a@example.org"}
    (_, made), chief = dossier, signed_in("administrator", "chief", email="chief@example.org")
    asked(chief, f"/dossiers/{made.key}/mail")
    asked(chief, "/mail/")
    few = asked(chief, f"/dossiers/{made.key}/mail"), asked(chief, "/mail/")
    for stage in Stage.values * 40:
        about = {"stage": stage, "why": "died" if stage in ("failed", "unknown") else "", "by": made.adviser}
        ended = {"ended": timezone.now(), "language": "fr"}
        Letter.objects.create(kind=Kind.LINK, dossier=made, **about, **ended)
        letter = Letter.objects.create(kind=Kind.REMINDER, dossier=made, **about, **ended)
        Reminder.objects.create(dossier=made, by=made.adviser, letter=letter, reasons=[["enrol", "2026-09-01"]])
        Letter.objects.create(kind=Kind.TRIAL, person=made.adviser, **about, **ended)
    many = asked(chief, f"/dossiers/{made.key}/mail"), asked(chief, "/mail/")
    assert many[0] <= few[0] + 1
    assert many[1] <= few[1] + 1
    assert max(many) <= 12
    for path in (f"/dossiers/{made.key}/mail", "/mail/"):
        begun = time.process_time()
        answer = chief.get(path)
        took = time.process_time() - begun
        assert len(answer.content) < HEAVY
        assert took < QUICK, (path, took)


def test_a_move_is_judged_once_and_not_again_where_its_place_was(
    dossier: tuple[Client, Dossier], audits: list[Any]
) -> None:
    client, made = dossier
    form = move(made)
    asked(client, f"/dossiers/{made.key}/board/place", form)
    assert len(audits) == 1
    asked(client, f"/dossiers/{made.key}/places?unit={UNIT}")
    told = len(audits)
    asked(client, f"/dossiers/{made.key}/board/place", move(made))
    assert len(audits) == told


@pytest.mark.django_db
def test_a_plan_is_judged_anew_once_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    path.write_text(EXTENDED)
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    data = {"programme": "ours", "start": "2019-S1", "fictional": True}
    plan = json.loads(json.dumps(planning.planned(Known(data)).plan))
    assert not Known(data).judged(plan).violations
    path.write_text(EXTENDED + "load: {max_units: 1}\n")
    assert {one.rule for one in Known(data).judged(plan).violations} == {"load_cap"}
    path.write_text(EXTENDED)
    assert not Known(data).judged(plan).violations
