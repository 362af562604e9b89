"""A disk that is full keeps nothing, and says so: on pages, to programs, of jobs, and at the command line."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from planner.cli.desk import has_room, writes_below
from planner.errors import BadInput
from planner.web.bodies import NO_ROOM, REFUSED
from planner.web.disk import is_full
from planner.web.dossiers import unplanned
from planner.web.dossiers.models import Dossier, Version
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Person, Token
from tests.web.board.boards import learner, opened

pytestmark = pytest.mark.django_db(transaction=True)
WRITES = ("INSERT", "UPDATE", "DELETE")
SAYS = "Le disque du bureau est plein"


def no_room() -> sqlite3.OperationalError:
    """What SQLite raises where there is no room: asked of it."""
    with closing(sqlite3.connect(":memory:")) as small:
        small.execute("CREATE TABLE kept (what)")
        small.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as found:
            small.execute("INSERT INTO kept VALUES (zeroblob(100000))")
    return found.value


@contextmanager
def full(*tables: str) -> Iterator[None]:
    """Nothing is written to the database, or to these tables alone, since there is no room."""
    cause = no_room()

    def refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(WRITES) and (not tables or any(f'"{table}"' in sql for table in tables)):
            raise OperationalError("database or disk is full") from cause
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def mine(person: Callable[..., Person]) -> tuple[Client, Dossier]:
    """A coordinator's client, and a dossier of theirs."""
    somebody, client = person("coordinator"), Client(raise_request_exception=False)
    client.force_login(somebody)
    dossier = opened(somebody, learner("casp-2019-2020"))
    client.get("/")
    return client, dossier


def test_a_change_on_a_full_disk_is_not_kept_and_says_so(mine: tuple[Client, Dossier]) -> None:
    client, dossier = mine
    address, form = f"/dossiers/{dossier.key}/board/keep", {"revision": dossier.revision}
    with full():
        page, part = client.post(address, form), client.post(address, form, headers={"HX-Request": "true"})
        assert client.get(f"/dossiers/{dossier.key}").status_code == 200, "what is kept can be read"
    for answer in (page, part):
        assert answer.status_code == 503
        assert SAYS in answer.content.decode()
        assert "Prévenez l’administration du bureau" in answer.content.decode()
    assert "<html" in page.content.decode()
    assert "<html" not in part.content.decode()
    dossier.refresh_from_db()
    assert (dossier.revision, Version.objects.filter(dossier=dossier).count()) == (1, 1)
    assert client.post(address, form).status_code == 302, "once there is room it is kept"


def test_a_session_that_finds_no_room_says_so_too(mine: tuple[Client, Dossier]) -> None:
    client, _ = mine
    client.cookies["language"] = "en"
    with full("django_session"):
        answer = client.post("/", {"q": "somebody"})
    assert answer.status_code == 503
    assert "The disk of the desk is full" in answer.content.decode()


def test_a_file_that_finds_no_room_says_so(mine: tuple[Client, Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    answer = mine[0].post("/dossiers/import", {"text": "programme: casp-2019-2020"})
    assert answer.status_code == 503
    assert SAYS in answer.content.decode()


def test_a_body_that_finds_no_room_says_so(mine: tuple[Client, Dossier]) -> None:
    answer = mine[0].post("/dossiers/import", {"text": "x"}, **{REFUSED: NO_ROOM})
    assert answer.status_code == 503
    assert SAYS in answer.content.decode()


def test_programs_are_told_in_their_form(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    token = Token.give("test")

    def refuse(*_: Any) -> str:
        raise OperationalError("database or disk is full") from no_room()

    monkeypatch.setattr("planner.web.api.questions.plan", refuse)
    headers = {"authorization": f"Bearer {token}"}
    answer = Client().post("/api/v1/plan", {"learner": {}}, content_type="application/json", headers=headers)
    assert answer.status_code == 503
    assert [each["message"].startswith(SAYS) for each in answer.json()["problems"]] == [True]


def test_a_job_waits_for_room_and_says_so(mine: tuple[Client, Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    client, dossier = mine
    Version.objects.update(status="none", plan=None, document=None)
    Dossier.objects.update(unplanned=True)
    job = unplanned.ask(dossier.adviser, [(dossier, 0)])
    for _ in range(queue.ATTEMPTS + 1):
        Job.objects.update(leased_until=None)
        taken = queue.take()
        assert taken is not None
        with full("dossiers_version"):
            work.do(taken)
        job.refresh_from_db()
        assert (job.state, job.problem, job.attempts) == (State.WAITING, {"key": "job.full"}, 0)
    assert queue.take() is None, "not at once again"
    assert "ce travail attend".casefold() in client.get("/jobs/").content.decode().casefold()
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    taken = queue.take()
    assert taken is not None
    work.do(taken)
    job.refresh_from_db()
    assert (job.state, job.problem, job.result["planned"]) == (State.DONE, None, 1)


def test_a_job_that_cannot_even_say_so_is_taken_up_later(mine: tuple[Client, Dossier]) -> None:
    _, dossier = mine
    Version.objects.update(status="none", plan=None, document=None)
    Dossier.objects.update(unplanned=True)
    job = unplanned.ask(dossier.adviser, [(dossier, 0)])
    taken = queue.take()
    assert taken is not None
    with full():
        work.do(taken)
    job.refresh_from_db()
    assert job.state == State.RUNNING
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    taken = queue.take()
    assert taken is not None
    work.do(taken)
    job.refresh_from_db()
    assert (job.state, job.problem) == (State.DONE, None)


def test_a_database_that_is_full_is_told_at_the_command_line(tmp_path: Path) -> None:
    for inside in (has_room, writes_below):
        with pytest.raises(BadInput, match="no space is left on this disk"), inside(tmp_path):
            raise OperationalError("database or disk is full") from no_room()
    with pytest.raises(OperationalError), has_room(tmp_path):
        raise OperationalError("no such table")


def test_what_is_full_and_what_is_not() -> None:
    assert is_full(no_room())
    assert is_full(OSError(errno.EDQUOT, "quota"))
    assert not is_full(OSError(errno.EACCES, "no right"))
    assert not is_full(sqlite3.OperationalError("no such table"))
    assert not is_full(None)
    try:
        try:
            raise no_room()
        except sqlite3.Error:
            raise BadInput("desk.none") from None
    except BadInput as error:
        assert not is_full(error), "told already"
