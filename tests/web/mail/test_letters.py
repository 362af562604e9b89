"""Letters by mail: by a button or a rule, once, told on the page; whatever the server or the process does."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from planner.errors import BadInput
from planner.messages import speaking
from planner.web.dossiers.models import Dossier
from planner.web.jobs.models import Job
from planner.web.mail import sending, server
from planner.web.mail.models import Address, Letter, Stage
from planner.web.people.models import Entry, Person, SignInLink
from planner.web.rights.erasing import erase
from planner.web.rights.giving import copy_of
from planner.web.sharing.models import PlanLink
from tests.web.board.boards import learner, opened
from tests.web.mail.letterbox import PASSWORD, USER, Letterbox, certified, known, letterbox, work_on, written

TO = "ada.fictional@example.org"
FORM = {"address": TO, "days": "90", "language": "fr"}


@pytest.fixture
def adviser(signed_in: Callable[..., Client]) -> Client:
    return signed_in("adviser", "anne", name="Anne Martin", email="anne@example.org")


@pytest.fixture
def dossier(adviser: Client) -> Dossier:
    return opened(Person.objects.get(username="anne"), {**learner("casp-2019-2020"), "fictional": True})


def asked(client: Client, dossier: Dossier, **more: str) -> str:
    """The page after a link was asked for, and the worker was there."""
    assert client.post(f"/dossiers/{dossier.key}/mail/link", FORM | more).status_code == 302
    work_on()
    return told(client, dossier)


def told(client: Client, dossier: Dossier) -> str:
    page = client.get(f"/dossiers/{dossier.key}/mail").content.decode()
    return unescape(page).replace("\xa0", " ").replace("\u202f", " ")


def test_a_link_is_sent_and_opens_and_no_address_stays(
    box: Letterbox, adviser: Client, dossier: Dossier, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = asked(adviser, dossier)
    assert "Pris en charge par le serveur" in page
    (mail,) = box.taken
    assert (mail["To"], mail["From"], mail["Subject"]) == (TO, "Bureau <bureau@example.org>", "Votre plan d’études")
    assert mail["Auto-Submitted"] == "auto-generated"
    text = box.text()
    assert "Anne Martin" in text
    assert dossier.name not in text
    link = re.search(r"http://testserver(/plan/\S+)", text)[1]  # type: ignore[index]
    assert Client().get(link).status_code == 200
    secret = link.rsplit("/", 1)[1]
    rows = str([*Letter.objects.values(), *Job.objects.values(), *Entry.objects.values(), *PlanLink.objects.values()])
    for hidden in (TO, secret):
        assert hidden not in rows + caplog.text
    assert not Address.objects.exists()
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"mail.asked", "mail.sent", "plan_link.given"} <= acts


def test_in_english(box: Letterbox, adviser: Client, dossier: Dossier) -> None:
    asked(adviser, dossier, language="en")
    assert box.taken[0]["Subject"] == "Your study plan"
    assert "for you alone" in box.text()


def test_an_address_is_kept_where_somebody_wants_it_given_and_erased_with_the_dossier(
    box: Letterbox, adviser: Client, dossier: Dossier
) -> None:
    page = asked(adviser, dossier, keep="yes")
    assert f"Adresse gardée : {TO}" in page
    with speaking("fr"), ZipFile(io.BytesIO(copy_of(dossier))) as copy:
        assert any(TO.encode() in copy.read(name) for name in copy.namelist())
    page = unescape(adviser.get(f"/dossiers/{dossier.key}/data").content.decode())

    assert "1 adresse de courriel" in page.replace("\xa0", " ")
    adviser.post(f"/dossiers/{dossier.key}/mail/forget")
    assert TO not in told(adviser, dossier)
    asked(adviser, dossier, keep="yes")
    gone = Dossier.objects.get(pk=dossier.pk)
    erase(gone, None, gone.revision, who="x")
    assert not Address.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("wrong", ["", "ada", "ada@example.org\nBcc: x@example.org", f"{'x' * 260}@example.org"])
def test_a_wrong_address_is_told_at_its_field(wrong: str, box: Letterbox, adviser: Client, dossier: Dossier) -> None:
    answer = adviser.post(f"/dossiers/{dossier.key}/mail/link", FORM | {"address": wrong})
    assert answer.status_code == 422
    assert 'id="address-error"' in answer.content.decode()
    assert not Letter.objects.exists()


def test_without_a_server_links_are_copied(adviser: Client, dossier: Dossier) -> None:
    page = told(adviser, dossier)
    assert "n’envoie pas de courriels" in page
    assert 'name="address"' not in page
    adviser.post(f"/dossiers/{dossier.key}/mail/link", FORM)
    assert not Letter.objects.exists()


def test_a_refused_address_is_told_and_not_tried_again(box: Letterbox, adviser: Client, dossier: Dossier) -> None:
    box.refused[TO] = "550 nobody of that name"
    assert "a refusé cette adresse" in asked(adviser, dossier)
    letter = Letter.objects.get()
    assert (letter.stage, letter.attempts, letter.address) == (Stage.FAILED, 1, "")
    assert not PlanLink.objects.exists()  # nobody has it


def later() -> None:
    """Time goes by until the next attempt."""
    Letter.objects.update(due=timezone.now())
    work_on()


def test_a_server_that_is_down_is_asked_three_times(
    used: Callable[..., None], adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    with letterbox() as gone:
        used(gone.port)
    assert "Pas encore parti après 1 essai" in asked(adviser, dossier)
    other = asked(adviser, dossier)
    assert Letter.objects.get(attempts=1, pk=Letter.objects.last().pk).why == "unreached"  # type: ignore[union-attr]
    assert other.count("Prochain essai") == 2
    later()
    later()
    assert set(Letter.objects.values_list("stage", "attempts", "why")) == {(Stage.FAILED, 3, "unreached")}
    assert not PlanLink.objects.exists()
    school = unescape(signed_in("administrator", "chief").get("/mail/").content.decode())
    assert school.count("n’a pas répondu") == 2


def test_a_server_that_is_up_again_takes_it_once(box: Letterbox, adviser: Client, dossier: Dossier) -> None:
    box.answer = "451 later"
    asked(adviser, dossier)
    assert Letter.objects.get().stage == Stage.WAITING
    box.answer = "250 taken"
    later()
    later()
    assert (len(box.taken), Letter.objects.get().stage, PlanLink.objects.count()) == (1, Stage.SENT, 1)


def test_a_process_that_dies_while_it_sends_sends_nothing_twice(
    box: Letterbox, adviser: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sending._deliver

    def die(text: Any) -> None:
        real(text)
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_deliver", die)
    adviser.post(f"/dossiers/{dossier.key}/mail/link", FORM)
    adviser.post(f"/dossiers/{dossier.key}/mail/link", FORM)
    with pytest.raises(KeyboardInterrupt):
        work_on()
    monkeypatch.setattr(sending, "_deliver", real)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    work_on()
    assert len(box.taken) == 2  # the first, and the other one
    assert set(Letter.objects.values_list("stage", flat=True)) == {Stage.TRYING, Stage.SENT}
    Letter.objects.update(tried=timezone.now() - sending.LOST)
    work_on()
    assert len(box.taken) == 2
    assert "Peut-être parti, peut-être pas" in told(adviser, dossier)
    assert not Letter.objects.exclude(address="").exists()


def test_the_adviser_is_told_of_a_message_once_a_day_where_the_school_wants_it(
    box: Letterbox, adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    chief, where = signed_in("administrator", "chief"), f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}/reply"

    def write(text: str) -> None:
        assert Client().post(where, {"kind": "question", "text": text}).status_code == 302
        work_on()

    write("Something private")
    assert box.taken == []
    chief.post("/mail/", {"waits": "yes"})
    write("Something else")
    write("One more")
    (mail,) = box.taken
    assert mail["To"] == "anne@example.org"
    text = str(mail) + box.text()
    assert f"http://testserver/dossiers/{dossier.key}/share" in box.text()
    for private in ("Something", dossier.name, "One more"):
        assert private not in text
    Letter.objects.update(made=timezone.now() - timedelta(days=1))
    write("Tomorrow")
    assert len(box.taken) == 2
    assert Entry.objects.filter(act="mail.rule").count() == 1


def test_letters_to_people_of_the_school_are_in_their_language(
    box: Letterbox, adviser: Client, dossier: Dossier, signed_in: Callable[..., Client]
) -> None:
    chief, where = signed_in("administrator", "chief"), f"/plan/{PlanLink.give(dossier, dossier.adviser, 30)}/reply"
    chief.post("/mail/", {"waits": "yes"})
    anne = Person.objects.get(username="anne")

    def told_of(text: str) -> str:
        Letter.objects.all().delete()
        stranger = Client()
        stranger.get("/language/fr" if text == "second" else "/language/en")  # the learner's own says nothing of hers
        stranger.post(where, {"kind": "question", "text": text})
        work_on()
        return str(box.taken[-1]["Subject"])

    assert told_of("first") == "Un message attend dans un dossier"
    adviser.get("/language/en")
    assert told_of("second") == "A message waits in a dossier"
    chief.post(f"/people/{anne.pk}/link", {"mail": "yes"})
    work_on()
    assert box.taken[-1]["Subject"] == "Your way into the study desk", "whatever language who asks for it reads"
    fresh = Client()
    fresh.get("/language/fr")
    fresh.post("/account/login/", {"login": "anne", "password": "a long enough password"})
    assert told_of("third") == "Un message attend dans un dossier", "chosen before the sign-in"


def test_people_of_the_school_get_their_link(box: Letterbox, signed_in: Callable[..., Client]) -> None:
    chief = signed_in("administrator", "chief")
    form = {"name": "New Person", "username": "new", "role": "adviser", "email": "new@example.org", "mail": "yes"}
    assert chief.post("/people/", form)["Location"] == "/people/"
    work_on()
    link = re.search(r"http://testserver(/link/\S+)", box.text())[1]  # type: ignore[index]
    assert Client().post(link)["Location"] == "/"
    new = Person.objects.get(username="new")
    chief.post(f"/people/{new.pk}/link", {"mail": "yes"})
    work_on()
    assert len(box.taken) == 2
    assert SignInLink.objects.filter(person=new, used=None).count() == 1
    chief.post(f"/people/{new.pk}/change", {"role": "adviser", "active": "yes", "email": "wrong"})
    assert Person.objects.get(pk=new.pk).email == "new@example.org"
    chief.post(f"/people/{new.pk}/link", {"mail": "yes"})
    chief.post(f"/people/{new.pk}/change", {"role": "adviser", "email": "new@example.org"})
    work_on()
    assert len(box.taken) == 2  # who was shut out since gets none
    assert "new@example.org" not in str(list(Entry.objects.values()))


def test_a_trial_goes_to_oneself(box: Letterbox, signed_in: Callable[..., Client]) -> None:
    chief = signed_in("administrator", "chief", email="chief@example.org")
    chief.post("/mail/trial")
    work_on()
    assert [mail["To"] for mail in box.taken] == ["chief@example.org"]
    assert "Pris en charge" in chief.get("/mail/").content.decode()


@pytest.mark.parametrize(
    ("trusted", "password", "why"), [(True, PASSWORD, ""), (True, "x", "login"), (False, "", "protection")]
)
def test_what_travels_is_protected(
    trusted: bool, password: str, why: str, used: Callable[..., None], tmp_path: Path, adviser: Client,
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    context, shown = certified(tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    monkeypatch.setenv("MAIL_PASSWORD", password or "x")
    with letterbox(tls_context=context, require_starttls=True, authenticator=known, auth_required=True) as box:
        used(box.port, f"user: {USER}\npassword_env: MAIL_PASSWORD\n")
        asked(adviser, dossier)
        assert (len(box.taken), Letter.objects.get().why) == (0 if why else 1, why)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("x", [""]),
        ("", [""]),
        (
            "host: mail.example.org\nfrom: desk\nport: 70000\ntls: none\nuser: x\nfoo: 1",
            ["port", "tls", "from", "user", "foo"],
        ),
        (
            "host: 1\nfrom: a@b.org\npassword_env: NO_SUCH\npassword_file: none",
            ["host", "password_env", "password_file"],
        ),
        ("host: mail.example.org\nfrom: a@b.org\ntls: ssl", ["tls"]),
        ("host: mail.example.org\nfrom: a@b.org\nuser: x\npassword_file: open", ["password_file"]),
        ("port: 25", ["host", "from"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_the_file_is_told(text: str, places: list[str], tmp_path: Path) -> None:
    (tmp_path / "open").write_text("secret")
    (tmp_path / "open").chmod(0o644)
    (tmp_path / server.FILE).write_text(text)
    with pytest.raises(BadInput) as refused:
        server.values(tmp_path)
    assert {problem.where for problem in refused.value.problems} == set(places)
    assert all(problem.file for problem in refused.value.problems)


def test_a_desk_with_a_wrong_file_does_not_start(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / server.FILE).write_text("host: mail.example.org\ntls: x\n")
    command = [sys.executable, "-m", "planner", "serve", "--data", str(folder)]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.count("mail.yaml") == 2
    assert "from" in refused.stderr


def test_the_password_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    (tmp_path / "password").chmod(0o600)
    found = written(tmp_path, 587, "user: desk\npassword_file: password\n")
    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == ("s3cret", True)
    assert "s3cret" not in str(found["MAIL"])
