"""A desk that is laid out of a copy sends nothing by itself that waited in it: the one before it may have sent that."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from django.test import Client

from planner.web.dossiers.models import Dossier
from planner.web.jobs import queue
from planner.web.jobs.models import Job, State
from planner.web.mail import held
from planner.web.mail.models import Letter, Reminder, Stage
from planner.web.people.models import Entry, Person
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, opened
from tests.web.mail.letterbox import Letterbox, letterbox, work_on
from tests.web.mail.test_mail_killed import signed_in as caller_of
from tests.web.mail.test_mail_killed import stages, until
from tests.web.served import free_port, serve, stop

FORM = {"address": "ada.fictional@example.org", "days": "90", "language": "fr"}


@pytest.fixture
def chief(signed_in: Callable[..., Client]) -> Client:
    return signed_in("administrator", "chief")


@pytest.fixture
def dossier(chief: Client) -> Dossier:
    return opened(Person.objects.get(), {**learner("casp-2019-2020"), "fictional": True})


def asked(client: Client, dossier: Dossier) -> None:
    assert client.post(f"/dossiers/{dossier.key}/mail/link", FORM).status_code == 302


def text(answer: Any) -> str:
    return unescape(answer.content.decode()).replace("\xa0", " ")


def test_what_waited_is_held_and_goes_once_somebody_says_so(box: Letterbox, chief: Client, dossier: Dossier) -> None:
    asked(chief, dossier)
    held.hold()
    work_on()
    assert box.taken == []
    assert "1 courriel est retenu" in text(chief.get("/mail/"))
    assert "remis d’une copie" in text(chief.get(f"/dossiers/{dossier.key}/mail"))
    asked(chief, dossier)
    work_on()
    assert len(box.taken) == 1, "what is asked for now is sent"
    assert "1 courriel va partir" in text(chief.post("/mail/held", {"send": "yes"}, follow=True))
    work_on()
    assert len(box.taken) == 2
    assert PlanLink.objects.count() == 2
    assert "retenu" not in text(chief.get("/mail/"))
    lines = {line.act: line.after for line in Entry.objects.filter(act__startswith="mail.")}
    assert lines["mail.held"] == {"letters": 1, "jobs": 0}
    assert lines["mail.released"] == {"letters": 1}


def test_what_is_not_to_be_sent_is_over(box: Letterbox, chief: Client, dossier: Dossier) -> None:
    asked(chief, dossier)
    held.hold()
    assert "1 courriel ne partira pas" in text(chief.post("/mail/held", {"drop": "yes"}, follow=True))
    work_on()
    letter = Letter.objects.get()
    assert (letter.stage, letter.why, letter.address) == (Stage.FAILED, "dropped", "")
    assert box.taken == []
    assert "choisi de ne pas l’envoyer" in text(chief.get(f"/dossiers/{dossier.key}/mail"))


def test_nothing_is_held_where_nothing_waits(chief: Client, dossier: Dossier) -> None:
    held.hold()
    assert not Entry.objects.filter(act="mail.held").exists()
    assert "retenu" not in text(chief.get("/mail/"))
    assert chief.post("/mail/held", {"send": "yes"}).status_code == 302


@pytest.mark.parametrize("begun", [False, True])
def test_reminders_that_were_being_made_are_made_no_further(begun: bool, chief: Client, dossier: Dossier) -> None:
    given = {"act": "remind", "keys": [dossier.key], "language": "fr", "days": 0, "mail": True, "desk": "https://x"}
    job = queue.ask("selection", Person.objects.get(), **given)
    if begun:
        assert queue.take(job.pk)
        Job.objects.update(leased_until="2026-01-01T00:00Z")
    held.hold()
    assert queue.take(job.pk) is None
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert not Reminder.objects.exists()


def test_a_copy_that_is_served_elsewhere_sends_nothing_by_itself(
    tmp_path: Path, planner: Callable[..., Result]
) -> None:
    folder, elsewhere, port = tmp_path / "desk", tmp_path / "elsewhere", free_port()
    folder.mkdir()
    (folder / "mail.yaml").write_text(f"host: 127.0.0.1\nport: {port}\ntls: none\nfrom: desk@example.org\n")
    process, desk = serve(folder, "--demo", "--processes", "1")
    with closing(caller_of(desk)) as caller:
        key = re.findall(r'/dossiers/([\w-]{12})[/"]', caller.ask("GET", "/")[1])[0]
        caller.post(f"/dossiers/{key}/mail/link", **FORM)
    until(lambda: stages(desk) == ["waiting"] and attempts(folder) == 1)  # nobody listens there
    stop(process)
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as opened, opened:
        opened.execute("UPDATE mail_letter SET due = '2026-01-01 00:00:00'")
    assert planner("backup", "--data", folder, "--out", tmp_path / "copy.zip").exit_code == 0
    assert planner("restore", tmp_path / "copy.zip", "--data", elsewhere).exit_code == 0
    with letterbox(port=port) as box:
        process, desk = serve(elsewhere, "--processes", "1")
        time.sleep(4)  # the worker looks every second
        assert (stages(desk), box.taken) == (["held"], [])
        with closing(caller_of(desk)) as caller:
            caller.post("/mail/held", send="yes")
        until(lambda: stages(desk) == ["sent"])
        assert len(box.taken) == 1
        stop(process)
        again, desk = serve(elsewhere, "--processes", "1")
        assert stages(desk) == ["sent"]
        stop(again)
    assert not (elsewhere / "restored").exists()


def attempts(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as opened:
        found: int = opened.execute("SELECT max(attempts) FROM mail_letter").fetchone()[0]
        return found
