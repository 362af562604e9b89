"""A slow question is a job: the page says so at once, shows how far it is, and the answer is kept for that learner."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.solve.progress import Progress, Stage
from planner.web import engine
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.questions import working
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Entry, Person
from planner.web.people.roles import Role
from tests.web.board.boards import HTMX, learner, now, opened

PAGES = ("why", "alternatives", "frontier", "compare")


@pytest.fixture
def dossier(signed_in: Callable[..., Client]) -> tuple[Client, Dossier]:
    client = signed_in()
    return client, opened(Person.objects.get(), learner("casp-2019-2020"))


@pytest.fixture
def _nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions wait for whoever does the jobs; pages do not wait for them."""
    monkeypatch.setattr(work, "at_once", lambda job: None)
    monkeypatch.setattr(working, "SHORT", 0.0)


def get(client: Client, dossier: Dossier, page: str, **how: Any) -> str:
    answer = client.get(f"/dossiers/{dossier.key}/{page}", **how)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def finish() -> None:
    while job := queue.take():
        work.do(job)


@pytest.mark.usefixtures("_nobody_works")
@pytest.mark.parametrize("page", PAGES)
def test_the_page_comes_at_once_and_the_answer_when_it_is_there(page: str, dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    first = get(client, made, page)
    assert f'hx-get="/dossiers/{made.key}/{page}" hx-trigger="load"' in first
    assert f'<a class="button" href="/dossiers/{made.key}/{page}">Actualiser</a>' in first
    part = get(client, made, page, **HTMX)
    assert "<html" not in part
    assert "hx-get" in part
    assert "Arrêter" in part
    assert Job.objects.count() == 1
    finish()
    for told in (get(client, made, page), get(client, made, page, **HTMX)):
        assert "hx-trigger" not in told
        assert 'name="offer"' in told
    assert Job.objects.count() == 1


@pytest.mark.usefixtures("_nobody_works")
def test_how_far_it_is(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    get(client, made, "compare")
    job = queue.take()
    assert job is not None
    queue.keep(job, {"stage": "combinations"}, 3, 12)
    told = get(client, made, "compare", **HTMX)
    assert 'max="12" value="3"' in told
    assert "3 sur 12" in told
    assert "Comparer" in client.get("/jobs/").content.decode()


@pytest.mark.usefixtures("_nobody_works")
def test_it_is_stopped_and_asked_anew(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    get(client, made, "why")
    job, here = Job.objects.get(), f"/dossiers/{made.key}/why"
    assert client.post(f"/jobs/{job.pk}/cancel", {"back": here})["Location"] == here
    told = get(client, made, "why")
    assert "Arrêté avant" in told
    assert "hx-trigger" not in told
    assert f'href="{here}?anew=1"' in told
    assert Job.objects.count() == 1
    again = get(client, made, "why?anew=1")
    assert f'hx-get="{here}"' in again
    assert Job.objects.count() == 2
    get(client, made, "why?anew=1")
    assert Job.objects.count() == 2
    finish()
    assert 'name="offer"' in get(client, made, "why")


def test_an_answer_is_of_one_version_and_comes_back_with_it(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    before = get(client, made, "compare")
    data = {**learner("casp-2019-2020"), "max_units_per_term": 1}
    first = now(made).current
    assert first is not None
    store.change(made, Person.objects.get(), 1, "learner", learner=data)
    after = get(client, made, "compare")
    dates = [told.partition("<tbody>")[2].partition("</tbody>")[0] for told in (before, after)]
    assert dates[0] != dates[1]
    assert Job.objects.count() == 2
    store.go_to(now(made), Person.objects.get(), 2, first, "undo")
    again = get(client, made, "compare").partition("<tbody>")[2].partition("</tbody>")[0]
    assert again.count("<tr") == dates[0].count("<tr")
    assert Job.objects.count() == 2


def test_one_that_was_stopped_while_it_runs_ends_its_process(
    dossier: tuple[Client, Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, made = dossier

    def slow(task: Any, *given: Any, heard: Any) -> Any:
        heard(Progress(Stage.COMBINATIONS, 1, 4))
        Job.objects.update(cancel=True)
        heard(None)
        raise AssertionError

    monkeypatch.setattr(engine, "explaining", slow)
    assert "Arrêté avant" in get(client, made, "compare")
    assert Job.objects.get().state == State.CANCELLED


def test_a_defect_or_a_busy_engine_is_told(dossier: tuple[Client, Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    client, made = dossier

    def fails(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    def busy(*_: Any, **__: Any) -> Any:
        raise engine.Busy

    monkeypatch.setattr(engine, "explaining", fails)
    assert Job.objects.count() == 0
    told = get(client, made, "why")
    assert Job.objects.get().problem["number"] in told
    monkeypatch.setattr(engine, "explaining", busy)
    assert "hx-trigger" in get(client, made, "frontier")
    assert Job.objects.first().state == State.WAITING  # type: ignore[union-attr]
    finish()
    assert "Le solveur" in get(client, made, "frontier")


@pytest.mark.usefixtures("_nobody_works")
def test_a_document_is_waited_for_and_opened(dossier: tuple[Client, Dossier]) -> None:
    client, made = dossier
    page = "documents/comparison/fr/csv"
    assert "hx-trigger" in get(client, made, page)
    assert not Entry.objects.filter(act="taken.document").exists()
    finish()
    assert f'href="/dossiers/{made.key}/{page}"' in get(client, made, page, **HTMX)
    answer = client.get(f"/dossiers/{made.key}/{page}")
    assert answer["Content-Type"].startswith("text/csv")
    assert Entry.objects.filter(act="taken.document").count() == 1


@pytest.mark.usefixtures("_nobody_works")
def test_whoever_reads_alone_asks_too_and_stops_nothing(
    signed_in: Callable[..., Client], person: Callable[..., Person]
) -> None:
    client = signed_in(Role.AUDITOR)
    made = opened(person(Role.ADVISER, "anne"), learner("casp-2019-2020"))
    assert "Arrêter" not in get(client, made, "why")
    Job.objects.update(created=timezone.now() - timedelta(minutes=1))
    finish()
    assert "hx-trigger" not in get(client, made, "why")
