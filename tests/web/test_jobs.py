"""Jobs are done once, taken up again when their worker died, and end in a state that says how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from planner.storage.registry import KNOWN
from planner.web.dossiers import planning, recheck
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import change, open_dossier
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Entry, Person

pytestmark = pytest.mark.django_db
EXTENDED = """\
id: ours
extends: casp-2019-2020
"""


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme of the school: that of 2019 under a name of its own."""
    path = tmp_path / "ours" / "programme.yaml"
    path.parent.mkdir()
    path.write_text(EXTENDED)
    monkeypatch.setattr(KNOWN, "folders", (*KNOWN.folders, tmp_path))
    return path


def dossier_on(programme: str, person: Person) -> Dossier:
    """A dossier with the best plan."""
    learner = {"programme": programme, "start": "2019-S1", "fictional": True}
    return open_dossier(person, "Fictional", learner, **planning.planned(planning.Known(learner)).kept())


def do_all() -> int:
    """Do what waits; how many jobs that were."""
    done = 0
    while job := queue.take():
        work.do(job)
        done += 1
    return done


def test_nothing_is_asked_while_nothing_changed(ours: Path, person: Callable[..., Person]) -> None:
    dossier_on("ours", person())
    recheck.watch()
    assert not Job.objects.exists()


def test_a_plan_that_no_longer_holds_says_so(ours: Path, person: Callable[..., Person]) -> None:
    somebody = person()
    dossier, other = dossier_on("ours", somebody), dossier_on("casp-2020-2021", somebody)
    ours.write_text(EXTENDED + "load: {max_units: 1}\n")
    recheck.watch()
    recheck.watch()
    assert Job.objects.count() == 1
    assert do_all() == 1
    for each in (dossier, other):
        each.refresh_from_db()
    assert dossier.broken_by["violations"][0]["rule"] == "load_cap"
    assert other.broken_by is None
    assert Entry.objects.filter(act="dossier.broken").count() == 1
    recheck.watch()
    assert do_all() == 0
    ours.write_text(EXTENDED)
    recheck.watch()
    assert do_all() == 1
    dossier.refresh_from_db()
    assert dossier.broken_by is None


def test_a_programme_that_cannot_be_read_any_more_is_told(ours: Path, person: Callable[..., Person]) -> None:
    dossier = dossier_on("ours", person())
    ours.write_text(EXTENDED + "load: {max_units: many}\n")
    recheck.watch()
    do_all()
    dossier.refresh_from_db()
    assert "load.max_units" in dossier.broken_by["problems"][0]["where"]
    ours.unlink()
    recheck.watch()
    do_all()
    dossier.refresh_from_db()
    assert dossier.broken_by["problems"]


def test_a_new_version_is_its_own_check(ours: Path, person: Callable[..., Person]) -> None:
    somebody = person()
    dossier = dossier_on("ours", somebody)
    ours.write_text(EXTENDED + "load: {max_units: 1}\n")
    recheck.watch()
    learner = dossier.current.learner
    state = planning.planned(planning.Known(learner))
    dossier = change(dossier, somebody, dossier.revision, "planned", **state.kept())
    do_all()
    dossier.refresh_from_db()
    assert dossier.broken_by is None


def test_the_same_is_asked_once_and_cancelled_before_it_begins() -> None:
    first, again = queue.ask("recheck", programme="x", print="y"), queue.ask("recheck", programme="x", print="y")
    assert first == again
    queue.cancel(first)
    assert do_all() == 0
    first.refresh_from_db()
    assert first.state == State.CANCELLED


def test_what_two_people_ask_for_is_done_for_each(person: Callable[..., Person]) -> None:
    one, other = (person("coordinator", name) for name in ("one", "other"))
    asked = [queue.ask("plans", who, rows=[]) for who in (one, other, other)]
    assert [job.person for job in asked] == [one, other, other]
    assert asked[1] == asked[2]


def test_who_runs_ends_at_the_next_step_when_cancelled() -> None:
    queue.ask("recheck", programme="x", print="y")
    job = queue.take()
    assert job is not None
    assert queue.take() is None
    queue.cancel(job)
    with pytest.raises(queue.Cancelled):
        queue.keep(job, {"at": 1}, 1, 2)


def test_a_job_whose_worker_died_is_taken_up_three_times() -> None:
    queue.ask("recheck", programme="x", print="y")
    for attempt in range(1, queue.ATTEMPTS + 1):
        job = queue.take()
        assert job is not None
        assert job.attempts == attempt
        Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert queue.take() is None
    job = Job.objects.get()
    assert (job.state, job.problem) == (State.FAILED, {"key": "job.died"})


def test_a_defect_ends_a_job_with_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Job) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(recheck, "run", fail)
    queue.ask("recheck", programme="x", print="y")
    do_all()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert len(job.problem["number"]) == 8


def test_jobs_are_shown_and_stopped(signed_in: Callable[..., Client]) -> None:
    client, job = signed_in("coordinator"), queue.ask("recheck", programme="casp-2019-2020", print="x")
    assert "hx-get" in client.get("/jobs/").content.decode()
    assert client.post(f"/jobs/{job.pk}/cancel").status_code == 302
    assert client.post(f"/jobs/{job.pk}/cancel").status_code == 404
    page = client.get("/jobs/", headers={"HX-Request": "true"}).content.decode()
    assert "Arrêtée" in page
    assert "<html" not in page
    assert "hx-get" not in page
