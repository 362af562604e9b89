"""Several plans at once: proposed or printed by a job that may be stopped, broken off and taken up again."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoCaptureOnCommitCallbacks

from planner.web.agreements import bulk
from planner.web.agreements.models import Standing, Step
from planner.web.dossiers.models import Dossier
from planner.web.jobs import files, queue, work
from planner.web.jobs.models import Job
from planner.web.people.models import Entry, Person
from planner.web.rights.erasing import erase
from tests.web.board.boards import learner, opened


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DESK = tmp_path
    (tmp_path / "jobs").mkdir()
    return tmp_path / "jobs"


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin")


@pytest.fixture
def dossiers(adviser: Client) -> list[Dossier]:
    """Two whose plans hold, and one whose plan does no longer."""
    anne, data = Person.objects.get(username="anne"), {**learner("casp-2019-2020"), "fictional": True}
    found = [opened(anne, data) for _ in range(3)]
    for number, each in enumerate(found):
        Dossier.objects.filter(pk=each.pk).update(name=f"Fictional {number}")
    Dossier.objects.filter(pk=found[2].pk).update(broken_by={"violations": []})
    return found


def asked(client: Client, act: str, dossiers: list[Dossier]) -> Job:
    answer = client.post(f"/selection/{act}", {"key": [each.key for each in dossiers]})
    return Job.objects.get(pk=int(answer["Location"].rsplit("/", 1)[1]))


def do(job: Job) -> None:
    found = queue.take(job.pk)
    assert found is not None
    work.do(found)


def test_a_selection_is_looked_at_before_anything_is_done(adviser: Client, dossiers: list[Dossier]) -> None:
    page = adviser.get("/selection/", {"key": [each.key for each in dossiers]}).content.decode()
    assert "3 dossiers choisis" in page
    assert "2 plans peuvent être proposés" in page
    assert not Step.objects.exists()
    assert adviser.get("/selection/")["Location"] == "/"


def test_plans_are_proposed_and_the_others_named(adviser: Client, dossiers: list[Dossier]) -> None:
    job = asked(adviser, "propose", dossiers)
    assert "hx-get" in adviser.get(f"/selection/{job.pk}").content.decode()
    do(job)
    page = adviser.get(f"/selection/{job.pk}").content.decode()
    assert "2 plans sont proposés" in page
    assert re.findall(r">(Fictional \d)</a>", page) == ["Fictional 2"]
    assert Standing.objects.filter(stage="proposed").count() == 2
    assert Entry.objects.filter(act="agreement.proposed", who="anne").count() == 2
    assert "Voir les propositions" in adviser.get("/jobs/").content.decode()


def test_a_job_that_was_broken_off_proposes_nothing_twice(
    adviser: Client, dossiers: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(adviser, "propose", dossiers)
    keep, kept = queue.keep, []

    def die(*given: Any) -> None:
        kept.append(given)
        if len(kept) == 2:
            raise KeyboardInterrupt
        keep(*given)

    monkeypatch.setattr(queue, "keep", die)
    with pytest.raises(KeyboardInterrupt):
        do(job)
    monkeypatch.setattr(queue, "keep", keep)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    do(job)
    job.refresh_from_db()
    assert {name: len(keys) for name, keys in job.result.items()} == {"made": 2, "left": 1}
    assert Step.objects.count() == 2


def test_plans_are_printed_into_an_archive_that_is_logged(
    adviser: Client, dossiers: list[Dossier], signed_in: Callable[..., Client], folder: Path
) -> None:
    job = asked(adviser, "papers", dossiers)
    do(job)
    assert "Télécharger" in adviser.get(f"/selection/{job.pk}").content.decode()
    answer = adviser.get(f"/selection/{job.pk}/file")
    assert "Fictional" not in answer["Content-Disposition"]
    packed = ZipFile(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    assert [name[4:] for name in packed.namelist()] == ["-fictional-0.pdf", "-fictional-1.pdf"]
    first = [PdfReader(io.BytesIO(packed.read(name))).pages[0].extract_text() for name in packed.namelist()]
    assert all("Ébauche du" in text for text in first)
    assert Entry.objects.get(act="taken.papers").after["dossiers"] == job_made(job)
    assert signed_in("adviser", "other").get(f"/selection/{job.pk}/file").status_code == 404
    assert [path.name for path in folder.iterdir()] == [f"{job.pk}.zip"]
    Dossier.objects.filter(pk=dossiers[0].pk).update(adviser=Person.objects.get(username="other"))
    assert adviser.get(f"/selection/{job.pk}/file").status_code == 404


def job_made(job: Job) -> list[str]:
    job.refresh_from_db()
    return list(job.result["made"])


def test_an_archive_is_taken_away_after_a_day(adviser: Client, dossiers: list[Dossier], folder: Path) -> None:
    job = asked(adviser, "papers", dossiers[:1])
    do(job)
    files.tidy()
    assert len(list(folder.iterdir())) == 1
    old = time.time() - files.KEPT - 60
    os.utime(folder / f"{job.pk}.zip", (old, old))
    files.tidy()
    assert list(folder.iterdir()) == []
    assert "effacée" in adviser.get(f"/selection/{job.pk}").content.decode()
    assert adviser.get(f"/selection/{job.pk}/file").status_code == 404


def test_what_a_copy_did_not_hold_is_printed_again(adviser: Client, dossiers: list[Dossier], folder: Path) -> None:
    job = asked(adviser, "papers", dossiers)
    do(job)
    for done, left in ((1, None), (len(dossiers), None), (1, ".zip")):  # in the middle, at the end, packed meanwhile
        files.take_away(files.place_of(job, ".zip"))
        if left:
            files.place_of(job, left).write_bytes(b"of later")
        Job.objects.filter(pk=job.pk).update(state="waiting", done=done, step={"made": ["x"], "left": []})
        do(job)
        with ZipFile(files.place_of(job, ".zip")) as packed:
            assert len(packed.namelist()) == 2
        assert len(job_made(job)) == 2


def test_who_stops_printing_leaves_no_file(
    adviser: Client, dossiers: list[Dossier], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(adviser, "papers", dossiers)
    real = bulk._print

    def stopped(*given: Any) -> bool:
        queue.cancel(job)
        return real(*given)

    monkeypatch.setattr(bulk, "_print", stopped)
    do(job)
    assert list(folder.iterdir()) == []
    assert "Arrêté" in adviser.get(f"/selection/{job.pk}").content.decode()


def test_nobody_does_anything_with_the_dossiers_of_others(
    dossiers: list[Dossier], signed_in: Callable[..., Client]
) -> None:
    other = signed_in("adviser", "other")
    assert other.post("/selection/propose", {"key": [each.key for each in dossiers]})["Location"] == "/"
    assert not Job.objects.exists()


def test_what_is_erased_is_in_no_archive(
    adviser: Client, dossiers: list[Dossier], folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    do(asked(adviser, "propose", dossiers))
    job = asked(adviser, "papers", dossiers)
    do(job)
    gone = Dossier.objects.get(pk=dossiers[0].pk)
    with django_capture_on_commit_callbacks(execute=True):
        erase(gone, Person.objects.get(username="anne"), gone.revision)
    assert list(folder.iterdir()) == []
    assert Step.objects.count() == Standing.objects.count() == 1
    assert "Télécharger" not in adviser.get(f"/selection/{job.pk}").content.decode()


def test_what_is_erased_while_it_is_printed_is_no_file(
    adviser: Client, dossiers: list[Dossier], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(adviser, "papers", dossiers[:1])
    write = Path.write_bytes

    def erased(path: Path, data: bytes) -> int:
        gone = Dossier.objects.get(pk=dossiers[0].pk)
        erase(gone, Person.objects.get(username="anne"), gone.revision)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", erased)
    do(job)
    assert not list(folder.rglob("*.pdf"))
    assert job_left(job) == [dossiers[0].key]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["write_bytes", "replace"])
@pytest.mark.parametrize("act", ["papers", "remind"])
def test_what_is_erased_while_others_are_printed_or_packed_is_left_out_alone(
    act: str, when: str, adviser: Client, dossiers: list[Dossier], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overdue = {"results": [["2019-S1", "2019-12-31"]]}
    Dossier.objects.update(dates=overdue, broken_by=None)
    job = asked(adviser, act, dossiers)
    calls: list[Path] = []
    name = "write_text" if (act, when) == ("remind", "write_bytes") else when
    once = getattr(Path, name)

    def erased(path: Path, *rest: Any, **more: Any) -> Any:
        calls.append(path)
        if len(calls) == (1 if when == "replace" else 2):
            gone = Dossier.objects.get(pk=dossiers[0].pk)
            erase(gone, Person.objects.get(username="anne"), gone.revision)
        return once(path, *rest, **more)

    monkeypatch.setattr(Path, name, erased)
    do(job)
    job.refresh_from_db()
    assert (job.state, job.problem, len(job.result["made"])) == ("done", None, 3)
    (whole,) = folder.iterdir()
    if act == "papers":
        assert [name[5:-4] for name in ZipFile(whole).namelist()] == ["fictional-1", "fictional-2"]
    else:
        assert re.findall(r"Fictional \d", whole.read_text()) == ["Fictional 1", "Fictional 2"]


def job_left(job: Job) -> list[str]:
    job.refresh_from_db()
    return list(job.result["left"])


def test_a_job_that_was_broken_off_while_it_tidied_up_keeps_what_it_packed(
    adviser: Client, dossiers: list[Dossier], folder: Path
) -> None:
    job = asked(adviser, "papers", dossiers)
    do(job)
    whole, left = folder / f"{job.pk}.zip", folder / str(job.pk)
    packed = whole.read_bytes()
    left.mkdir()
    (left / "0001-fictional-0.pdf").write_bytes(b"half of what there was")
    Job.objects.filter(pk=job.pk).update(state="waiting", done=len(dossiers))
    do(job)
    assert whole.read_bytes() == packed
    assert not left.exists()
