"""Learners are reminded, several at once, by texts to hand on or by mail: each once, and told on their dossier."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planner.web.agreements.models import Standing
from planner.web.dossiers.models import Dossier
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job
from planner.web.mail.models import Address, Letter, Reminder
from planner.web.people.models import Entry, Person
from planner.web.rights.erasing import erase
from planner.web.sharing.models import Message, PlanLink
from tests.web.board.boards import learner, opened
from tests.web.mail.letterbox import Letterbox, work_on


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
    """One whose results are due, one whose enrolment closes soon, and one that needs nothing."""
    anne, today = Person.objects.get(username="anne"), timezone.localdate()
    found = [opened(anne, {**learner("casp-2019-2020"), "fictional": True}) for _ in range(3)]
    days = ({"results": -3}, {"enrol": 9}, {})
    for number, (each, due) in enumerate(zip(found, days, strict=True)):
        each.name = f"Fictional {number}"
        each.dates = {name: [["2019-S1", str(today + timedelta(day))]] for name, day in due.items()}
        each.save()
    return found


def asked(client: Client, dossiers: list[Dossier], **more: str) -> Job:
    answer = client.post("/selection/remind", {"key": [each.key for each in dossiers], **more})
    return Job.objects.get(pk=int(answer["Location"].rsplit("/", 1)[1]))


def do(job: Job) -> None:
    found = queue.take(job.pk)
    assert found is not None
    work.do(found)
    job.refresh_from_db()


def text(answer: Any) -> str:
    return unescape(answer.content.decode()).replace("\xa0", " ").replace("\u202f", " ")


def file(client: Client, job: Job) -> str:
    answer = client.get(f"/selection/{job.pk}/file")
    assert answer["Content-Type"].startswith("text/plain")
    return b"".join(answer).decode()  # type: ignore[arg-type]


def test_texts_are_made_for_those_who_have_something_to_do(adviser: Client, dossiers: list[Dossier]) -> None:
    keys = {"key": [each.key for each in dossiers]}
    assert "2 personnes ont quelque chose à faire" in text(adviser.get("/selection/", keys))
    job = asked(adviser, dossiers)
    do(job)
    page = text(adviser.get(f"/selection/{job.pk}"))
    assert "2 rappels sont faits" in page
    assert re.findall(r">(Fictional \d)</a>", page) == ["Fictional 2"]
    told = file(adviser, job)
    assert "Fictional 0" in told
    assert "Fictional 2" not in told
    assert "Des résultats étaient attendus" in told
    assert "Les inscriptions se terminent" in told
    assert "/plan/" not in told
    assert Entry.objects.filter(act="reminder.made").count() == 2
    assert Entry.objects.filter(act="taken.remind").count() == 1
    assert "Texte préparé" in text(adviser.get(f"/dossiers/{dossiers[0].key}/mail"))
    again = asked(adviser, dossiers)
    do(again)
    assert (Reminder.objects.count(), again.result["made"]) == (2, [])  # once a day


def test_a_new_link_stands_in_the_text_and_nowhere_else(adviser: Client, dossiers: list[Dossier]) -> None:
    job = asked(adviser, dossiers[:1], link="new", language="en")
    do(job)
    told = file(adviser, job)
    assert "Results were due" in told
    link = re.search(r"http://testserver(/plan/\S+)", told)[1]  # type: ignore[index]
    assert Client().get(link).status_code == 200
    assert link.rsplit("/", 1)[1] not in str([*Job.objects.values(), *Reminder.objects.values()])


def test_by_mail_where_an_address_is_kept(box: Letterbox, adviser: Client, dossiers: list[Dossier]) -> None:
    Address.objects.create(dossier=dossiers[0], address="ada@example.org")
    job = asked(adviser, dossiers, mail="yes", link="new")
    do(job)
    work_on()
    (mail,) = box.taken
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Votre plan d’études\xa0: un rappel")
    link = re.search(r"http://testserver(/plan/\S+)", box.text())[1]  # type: ignore[index]
    assert Client().get(link).status_code == 200
    assert "Fictional 0" not in file(adviser, job) + box.text()
    assert "partis 1, non partis 0" in text(adviser.get(f"/selection/{job.pk}"))
    assert "Pris en charge" in text(adviser.get(f"/dossiers/{dossiers[0].key}/mail"))
    assert Letter.objects.get().address == ""


def test_a_proposal_without_an_answer(adviser: Client, dossiers: list[Dossier]) -> None:
    dossier = dossiers[2]
    adviser.post(f"/dossiers/{dossier.key}/agreement/propose", {"revision": dossier.revision})

    def due() -> bool:
        return "Un plan vous est proposé" in text(adviser.get(f"/dossiers/{dossier.key}/mail"))

    assert not due()
    Standing.objects.update(since=timezone.now() - timedelta(days=8))
    assert due()
    Message.objects.create(dossier=dossier, kind="question", text="x")
    assert not due()


def test_a_job_that_was_broken_off_reminds_nobody_twice(
    adviser: Client, dossiers: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(adviser, dossiers, link="new")
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
    assert (Reminder.objects.count(), PlanLink.objects.count()) == (2, 2)
    assert file(adviser, job).count("Bonjour") == 2


def test_a_job_that_was_broken_off_after_the_texts_were_bound_keeps_all_of_them(
    adviser: Client, dossiers: list[Dossier], folder: Path
) -> None:
    job = asked(adviser, dossiers)
    do(job)
    told = file(adviser, job)
    (folder / f"{job.pk}").mkdir()  # some of it was taken away when the process died
    (folder / f"{job.pk}" / "0002.json").write_text('["Fictional 1", "Bonjour"]')
    Job.objects.update(state="running", leased_until=timezone.now() - timedelta(seconds=1))
    do(job)
    assert job.state == "done"
    assert file(adviser, job) == told
    assert [path.name for path in folder.iterdir()] == [f"{job.pk}.txt"]


def test_what_was_made_before_it_was_stopped_is_there(
    adviser: Client, dossiers: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.web.mail import reminding

    job, real = asked(adviser, dossiers), reminding.remind

    def stopped(*given: Any) -> bool:
        queue.cancel(job)
        return real(*given)

    monkeypatch.setattr(reminding, "remind", stopped)
    do(job)
    assert "Arrêté : 1 rappel" in text(adviser.get(f"/selection/{job.pk}"))
    assert file(adviser, job).count("Bonjour") == 1


def test_what_is_erased_is_in_no_file(
    adviser: Client, dossiers: list[Dossier], folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    do(asked(adviser, dossiers))
    with django_capture_on_commit_callbacks(execute=True):
        erase(dossiers[0], Person.objects.get(username="anne"), Dossier.objects.get(pk=dossiers[0].pk).revision)
    assert list(folder.iterdir()) == []
    assert Reminder.objects.count() == 1


def test_nobody_reminds_the_learners_of_others(dossiers: list[Dossier], signed_in: Callable[..., Client]) -> None:
    other = signed_in("adviser", "other")
    assert other.post("/selection/remind", {"key": [each.key for each in dossiers]})["Location"] == "/"
    assert not Job.objects.exists()
