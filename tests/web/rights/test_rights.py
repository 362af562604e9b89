"""A copy of all that is kept of a person, and erasing it: the pages, and what is left in the tables."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.contrib.sessions.models import Session
from django.test import Client

from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier, Version
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Entry, Person
from planner.web.rights.erasing import erase
from planner.web.rights.held import counted
from tests.web.board.boards import learner, opened

NOTE = "Quotidian remark"


@pytest.fixture
def filled(signed_in: Callable[..., Client]) -> tuple[Client, Dossier]:
    """A dossier of three versions, with a question and results, and who coordinates."""
    client = signed_in("coordinator", "chief", name="Ms Chief")
    chief = Person.objects.get()
    dossier = opened(chief, {**learner("casp-2019-2020"), "id": "Zenobia", "note": NOTE})
    first = dossier.current
    dossier = store.change(dossier, chief, dossier.revision, "renamed", name="Ada Zenobia Quux")
    results = [{"unit": "AST004", "term": "2019-S1", "result": "passed"}]
    dossier = store.change(dossier, chief, dossier.revision, "results", values={"count": 1}, results=results)
    store.go_to(dossier, chief, dossier.revision, first, "undo")
    dossier.refresh_from_db()
    store.go_to(dossier, chief, dossier.revision, dossier.versions.first(), "redo")  # type: ignore[arg-type]
    Job.objects.create(kind=work.QUESTION, dossier=dossier, given={"question": "why"}, person=chief, state=State.DONE)
    return client, Dossier.objects.get()


def opened_zip(answer: Any) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_holds_everything_in_words(filled: tuple[Client, Dossier]) -> None:
    client, dossier = filled
    answer = client.get(f"/dossiers/{dossier.key}/data.zip")
    assert dossier.name.split()[-1] not in answer["Content-Disposition"]
    files = opened_zip(answer)
    assert set(files) == {
        "lisez-moi.txt", "plan.pdf", "situation.yaml", "resultats.json", "dossier.json", "versions.json",
        "journal.json", "questions.json",
    }  # fmt: skip
    told = files["lisez-moi.txt"].decode()
    assert dossier.name in told
    assert all(name in told for name in files if name != "lisez-moi.txt")
    assert files["plan.pdf"].startswith(b"%PDF")
    assert yaml.safe_load(files["situation.yaml"])["note"] == NOTE
    versions = json.loads(files["versions.json"])
    assert [each["number"] for each in versions] == [1, 2, 3]
    assert versions[0]["document"]["plan"]["terms"]
    assert versions[0]["person"] == "Ms Chief"
    assert json.loads(files["resultats.json"])[0]["unit"] == "AST004"
    assert {line["act"] for line in json.loads(files["journal.json"])} >= {"dossier.created", "dossier.undo"}
    assert [row["kind"] for row in json.loads(files["questions.json"])] == ["question"]
    client.get("/language/en")
    assert "read-me.txt" in opened_zip(client.get(f"/dossiers/{dossier.key}/data.zip"))
    assert Entry.objects.filter(act="taken.dossier", subject=dossier.subject).count() == 2


def test_erasing_is_asked_first_and_leaves_a_number_alone(filled: tuple[Client, Dossier]) -> None:
    client, dossier = filled
    Entry.objects.create(who="desk", act="dossier.broken", subject=dossier.subject, after={"problems": [NOTE]})
    client.post("/", {"q": "Quux"})
    address = f"/dossiers/{dossier.key}/erase"
    asked = client.get(address).content.decode()
    assert "3 versions" in asked
    assert dossier.key in asked
    assert client.post(address, {"revision": dossier.revision}).status_code == 422
    assert client.post(address, {"revision": dossier.revision - 1, "sure": "yes"}).status_code == 409
    assert Dossier.objects.count() == 1
    lines = Entry.objects.count()
    done = client.post(address, {"revision": dossier.revision, "sure": "yes"}, follow=True)
    assert "Le dossier est effacé" in done.content.decode()
    assert [Dossier.objects.count(), Version.objects.count()] == [0, 0]
    assert list(Job.objects.values_list("kind", flat=True)) == [work.SWEEP]
    assert Entry.objects.count() == lines + 1
    kept = json.dumps([*Entry.objects.values("who", "act", "subject", "before", "after"),
                       *(one.get_decoded() for one in Session.objects.all())])  # fmt: skip
    assert not [word for word in ("Zenobia", "Quux", NOTE) if word in kept]
    assert Entry.objects.get(act="dossier.erased").before["dossiers.version"] == 3
    assert client.get(address).status_code == 404
    assert "Dossier effacé" in log_of(dossier)


def log_of(dossier: Dossier) -> str:
    client = Client()
    client.force_login(Person.objects.create_user("auditor", role="auditor"))
    client.post("/log/", {"subject": dossier.subject})
    return client.get("/log/?search=1").content.decode()


def test_others_stay_as_they_were(filled: tuple[Client, Dossier]) -> None:
    client, dossier = filled
    other = opened(Person.objects.get(), learner("casp-2016-2017"))
    erase(dossier, None, dossier.revision, who="desk")
    assert [one.pk for one in Dossier.objects.all()] == [other.pk]
    assert counted(other) == {"dossiers.version": 1}
    assert client.get(f"/dossiers/{other.key}").status_code == 200


def test_advisers_give_copies_and_do_not_erase(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    client = signed_in("adviser", "me")
    dossier = opened(Person.objects.get(), learner("casp-2019-2020"))
    page = client.get(f"/dossiers/{dossier.key}/data").content.decode()
    assert f'href="/dossiers/{dossier.key}/data.zip"' in page
    assert f'href="/dossiers/{dossier.key}/erase"' not in page
    assert f'href="/dossiers/{dossier.key}/data"' in client.get(f"/dossiers/{dossier.key}/learner").content.decode()
    assert client.post(f"/dossiers/{dossier.key}/erase", {"sure": "yes"}).status_code == 403


def test_a_job_whose_dossier_was_erased_ends_without_a_defect(filled: tuple[Client, Dossier]) -> None:
    _, dossier = filled
    job = Job.objects.create(kind=work.QUESTION, dossier=dossier, given={"question": "why"})
    held = queue.take(job.pk)
    assert held is not None
    erase(dossier, None, dossier.revision)
    with pytest.raises(queue.Cancelled):
        queue.keep(held, {}, 1, 2)
    queue.end(held, State.DONE, result={})
    assert not Job.objects.filter(kind=work.QUESTION).exists()
