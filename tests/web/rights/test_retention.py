"""Dossiers go by rule: seen before, not at once, and not those that somebody still needs; and the two open pages."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.web.calendars.models import Subscription
from planner.web.dossiers.models import Dossier, Version
from planner.web.jobs import files, queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Entry, Person
from planner.web.rights import retention
from planner.web.rights.models import GRACE, Rule
from planner.web.sharing.models import Message, PlanLink
from tests.web.board.boards import learner, opened


@pytest.fixture
def kept(signed_in: Callable[..., Client]) -> tuple[Client, Dossier, Dossier, Dossier]:
    """Who administers, and dossiers: long unchanged; unchanged, but of a title to come; and changed today."""
    client = signed_in("administrator", "chief")
    old, running, fresh = (opened(Person.objects.get(), learner("casp-2019-2020")) for _ in range(3))
    for dossier in (old, running):
        Version.objects.filter(dossier=dossier).update(at=timezone.now() - timedelta(days=1000))
    Dossier.objects.filter(pk=old.pk).update(ends=timezone.localdate() - timedelta(days=999))
    Dossier.objects.filter(pk=running.pk).update(ends=timezone.localdate())
    return client, old, running, fresh


def test_what_would_go_is_seen_before(kept: tuple[Client, Dossier, Dossier, Dossier]) -> None:
    client, old, running, _ = kept
    page = client.get("/retention/?months=24").content.decode()
    assert f"/dossiers/{old.key}" in page
    assert f"/dossiers/{running.key}" not in page
    assert Rule.current().months is None
    assert "Aucun dossier" in client.get("/retention/?months=120").content.decode()
    for wrong in ("2", "999", "x"):
        assert client.get("/retention/", {"months": wrong}).status_code == 422
        assert client.post("/retention/", {"months": wrong}).status_code == 422


def test_a_rule_begins_later_and_erases_by_a_job(kept: tuple[Client, Dossier, Dossier, Dossier]) -> None:
    client, old, running, fresh = kept
    assert client.post("/retention/", {"months": "24"}).status_code == 302
    retention.watch()
    assert not Job.objects.exists()
    Rule.objects.update(since=timezone.now() - GRACE)
    retention.watch()
    retention.watch()
    assert list(Job.objects.values_list("kind", flat=True)) == [work.RETENTION]
    job = queue.take()
    assert job is not None
    work.do(job)
    job.refresh_from_db()
    assert job.result == {"erased": 1, "parts": 0}
    assert set(Dossier.objects.values_list("key", flat=True)) == {running.key, fresh.key}
    line = Entry.objects.get(act="dossier.erased")
    assert (line.who, line.subject) == ("desk", old.subject)
    assert Entry.objects.get(act="retention.changed").after == {"months": 24, "parts": None}
    assert "1 dossier effacé" in client.get("/jobs/").content.decode()


def test_a_rule_that_was_taken_back_erases_nothing(kept: tuple[Client, Dossier, Dossier, Dossier]) -> None:
    client = kept[0]
    client.post("/retention/", {"months": "24"})
    Rule.objects.update(since=timezone.now() - GRACE)
    retention.watch()
    client.post("/retention/", {"stop": "yes"})
    job = queue.take()
    assert job is not None
    assert retention.run(job) == {"erased": 0, "parts": 0}
    assert Dossier.objects.count() == 3


def test_the_job_stops_between_two_dossiers(
    kept: tuple[Client, Dossier, Dossier, Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, *dossiers = kept
    Version.objects.update(at=timezone.now() - timedelta(days=4000))
    client.post("/retention/", {"months": "6"})
    Rule.objects.update(since=timezone.now() - GRACE)
    retention.watch()
    real, job = retention.erase, queue.take()
    assert job is not None

    def stopped(dossier: Dossier, *given: Any, **more: Any) -> None:
        real(dossier, *given, **more)
        client.post(f"/jobs/{job.pk}/cancel")

    monkeypatch.setattr(retention, "erase", stopped)
    work.do(job)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert Dossier.objects.count() == len(dossiers) - 1
    retention.watch()  # the rule stands: what is due goes by the next job
    again = queue.take()
    while again is not None and again.kind != work.RETENTION:
        again = queue.take()
    assert again is not None


def test_what_is_over_goes_from_dossiers_that_stay(kept: tuple[Client, Dossier, Dossier, Dossier]) -> None:
    client, _, running, _ = kept
    long_ago = timezone.now() - timedelta(days=100)
    for person in Person.objects.all():
        for days in (30, 1):
            PlanLink.give(running, person, days)
            Subscription.give(running, person, "fr")
    PlanLink.objects.filter(pk=PlanLink.objects.earliest("pk").pk).update(expires=long_ago)
    Subscription.objects.filter(pk=Subscription.objects.earliest("pk").pk).update(revoked=long_ago)
    for answered in (long_ago, None):
        Message.objects.create(dossier=running, kind="question", text="x", answered=answered)
    assert client.get("/retention/", {"parts": "0"}).status_code == 422
    page = client.get("/retention/", {"parts": "3"}).content.decode()
    assert all(one in page for one in ("1 lien donné", "1 message envoyé", "1 adresse d’agenda"))
    assert "Rien." in client.get("/retention/", {"parts": "4"}).content.decode()
    client.post("/retention/", {"parts": "3"})
    Rule.objects.update(since=timezone.now() - GRACE)
    retention.watch()
    job = queue.take()
    assert job is not None
    work.do(job)
    job.refresh_from_db()
    assert job.result == {"erased": 0, "parts": 3}
    assert [table.objects.count() for table in (PlanLink, Subscription, Message)] == [1, 1, 1]
    assert Dossier.objects.count() == 3
    line = Entry.objects.get(act="retention.parts")
    assert line.before == {"sharing.planlink": 1, "sharing.message": 1, "calendars.subscription": 1}
    assert "3 liens, calendriers ou messages effacés" in client.get("/jobs/").content.decode()
    assert "3 mois" in Client().get("/personal-data").content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_reads_what_is_kept(language: str, db: None) -> None:
    client = Client()
    client.get(f"/language/{language}")
    assert 'href="/personal-data"' in client.get("/account/login/").content.decode()
    before = client.get("/personal-data").content.decode()
    Rule.objects.create(pk=1, months=36)
    after = client.get("/personal-data").content.decode()
    assert "36" in after
    assert before != after
    assert "axe-core" in client.get("/accessibility").content.decode()


def test_traces_that_could_not_be_wiped_are_wiped_later(db: None) -> None:
    job = Job.objects.create(kind=work.SWEEP, state=State.FAILED)
    retention.watch()
    assert Job.objects.get(state=State.WAITING).kind == work.SWEEP
    Job.objects.exclude(pk=job.pk).update(state=State.DONE)
    retention.watch()
    assert not Job.objects.filter(state=State.WAITING).exists()


def test_files_that_were_left_go_and_copies_of_the_school_stay(settings: Any, tmp_path: Path) -> None:
    settings.DESK = tmp_path
    names = ["sent-x/sent.csv", "backups/desk-1.zip.part", "backups/before-1.zip", "backups/desk-1.zip", "secret"]
    for days in (91, 0):
        for name in names:
            path = tmp_path / name.replace("1", str(days)).replace("-x", f"-{days}")
            path.parent.mkdir(exist_ok=True)
            path.write_text("x")
            for each in (path, path.parent):
                os.utime(each, (time() - days * 86400,) * 2)
    (tmp_path / "jobs").mkdir()
    files.tidy()
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {
        "sent-0/sent.csv", "backups/desk-0.zip.part", "backups/before-0.zip", "backups/desk-0.zip",
        "backups/desk-91.zip", "secret",
    }  # fmt: skip
