"""On PostgreSQL people write side by side: what happens once happens once. Run where PLANNER_TEST_DATABASE is set."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from click.testing import Result
from django.db import connection, transaction
from django.test import Client

from planner.web.agreements.models import Act, Standing, Step
from planner.web.agreements.steps import NotNow, agree_by_link, take
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, planned
from planner.web.dossiers.store import Stale, change, open_dossier
from planner.web.jobs import queue
from planner.web.jobs.models import Job
from planner.web.people.models import Person, SignInLink, Token
from planner.web.restoring import restore
from planner.web.serving import first_person
from tests.web.served import serve, stop

AT_ONCE = 8
BESIDE = "_beside"
LEARNER = {"programme": "casp-2019-2020", "start": "2019-S1", "fictional": True}


def at_once(work: Callable[[], Any]) -> list[Any]:
    """What so many threads get who begin together."""
    together = Barrier(AT_ONCE)

    def run(_: int) -> Any:
        try:
            together.wait(30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


@pytest.mark.django_db(transaction=True)
def test_a_job_is_taken_once_whoever_asks(postgres: str) -> None:
    for number in range(3 * AT_ONCE):
        queue.ask("kind", number=number)

    def take_all() -> list[int]:
        return [job.pk for job in iter(queue.take, None)]

    taken = [number for some in at_once(take_all) for number in some]
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_the_same_is_asked_for_once(postgres: str) -> None:
    assert len({job.pk for job in at_once(lambda: queue.ask("kind", number=1))}) == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_signs_in_once(postgres: str, person: Callable[..., Person]) -> None:
    someone = person()
    secret = SignInLink.give(someone)
    answers = at_once(lambda: Client().post(f"/link/{secret}").status_code)
    assert sorted(answers) == [302] + [404] * (AT_ONCE - 1)

    at_once(lambda: SignInLink.give(someone))
    assert SignInLink.objects.filter(person=someone, used=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_makes_once_what_it_makes(postgres: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    cookies = client.cookies

    def send() -> int:
        sender = Client()
        sender.cookies = cookies
        return sender.post("/tokens/", {"name": "reports", "once": "same"}).status_code

    assert sorted(at_once(send)) == [200] + [302] * (AT_ONCE - 1)
    assert Token.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_revision_is_changed_once(postgres: str, person: Callable[..., Person]) -> None:
    someone = person()
    made = open_dossier(someone, "Fictional", LEARNER)

    def write() -> str:
        try:
            change(Dossier.objects.get(pk=made.pk), someone, made.revision, "changed")
        except Stale:
            return "stale"
        return "kept"

    assert sorted(at_once(write)) == ["kept"] + ["stale"] * (AT_ONCE - 1)
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_proposed_and_agreed_on_once(postgres: str, person: Callable[..., Person]) -> None:
    someone = person()
    made = open_dossier(someone, "Fictional", LEARNER, **planned(Known(LEARNER)).kept())
    found = Dossier.objects.select_related("current")

    def propose() -> str:
        try:
            take(found.get(pk=made.pk), someone, made.revision, Act.PROPOSED)
        except NotNow:
            return "not now"
        return "proposed"

    assert sorted(at_once(propose)) == ["not now"] * (AT_ONCE - 1) + ["proposed"]
    mark = Standing.objects.get().mark
    at_once(lambda: agree_by_link(found.get(pk=made.pk), mark, "link"))
    assert [step.act for step in Step.objects.order_by("pk")] == [Act.PROPOSED, Act.AGREED]


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_is_changed_while_somebody_proposes_it_says_so(
    postgres: str, person: Callable[..., Person]
) -> None:
    someone = person()
    made = open_dossier(someone, "Fictional", LEARNER, **planned(Known(LEARNER)).kept())

    def meddle() -> None:
        with closing(connection):
            change(Dossier.objects.get(pk=made.pk), someone, made.revision, "changed", plan={"units": []})

    meddler = Thread(target=meddle)
    with transaction.atomic():
        take(made, someone, made.revision, Act.PROPOSED)
        meddler.start()
        meddler.join(0.5)
        assert meddler.is_alive(), "it waits for the step"
    meddler.join(30)
    assert Standing.objects.get().changed


@pytest.mark.django_db(transaction=True)
def test_there_is_one_first_person(postgres: str) -> None:
    assert len({found.pk for found in at_once(first_person)}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/dossiers/a%00b", "/link/%00"])
def test_what_no_database_can_hold_is_no_defect(postgres: str, address: str, signed_in: Callable[..., Client]) -> None:
    assert signed_in("adviser").get(address).status_code in (400, 404)
    client = signed_in("administrator", "other")
    assert client.post("/", {"q": "a\0b"}, follow=True).status_code == 400
    assert client.post("/tokens/", {"name": "a\0b", "once": "x"}).status_code == 400


@pytest.fixture
def address(postgres: str) -> Iterator[str]:
    """An empty database for a desk that is served, its name no other test's; beside it stands another one."""
    import psycopg

    served = f"served_{uuid4().hex}"
    with closing(psycopg.connect(postgres, autocommit=True)) as server:
        for name in (served, served + BESIDE):
            server.execute(f"CREATE DATABASE {name}")
        yield f"{postgres.rpartition('/')[0]}/{served}"
        for name in (served, served + BESIDE):
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_desk_is_served_from_it_copied_served_again_and_restored(
    address: str, tmp_path: Path, planner: Callable[..., Result]
) -> None:
    import psycopg

    folder = tmp_path / "desk"
    process, desk = serve(folder, "--database", address)
    assert urlopen(f"{desk.address}/healthz").status == 200
    assert not (folder / "desk.sqlite3").exists()
    command = [sys.executable, "-m", "planner", "token", "--data", str(folder), "--name", "test"]
    token = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    headers = {"Authorization": f"Bearer {token}"}
    assert urlopen(Request(f"{desk.address}/api/v1/programmes", headers=headers)).status == 200
    copied = planner("backup", "--data", folder).stdout.strip()
    with closing(psycopg.connect(address, autocommit=True)) as server:  # as where the server was started anew
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )
    assert urlopen(Request(f"{desk.address}/api/v1/programmes", headers=headers)).status == 200
    stop(process)
    process, desk = serve(folder)
    assert urlopen(Request(f"{desk.address}/api/v1/programmes", headers=headers)).status == 200
    stop(process)
    copied = planner("backup", "--data", folder).stdout.strip()
    other = address + BESIDE
    refused = planner("restore", copied, "--data", tmp_path / "other", "--database", address)
    assert (refused.exit_code, (tmp_path / "other").exists()) == (1, False)
    assert planner("restore", copied, "--data", tmp_path / "other", "--database", other).exit_code == 0
    assert (tmp_path / "other" / "secret").read_text() == (folder / "secret").read_text()
    with closing(psycopg.connect(address)) as here, closing(psycopg.connect(other)) as there:
        tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        names = [name for (name,) in here.execute(tables)]
        for name in names:
            rows = f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{name}\" t"
            assert here.execute(rows).fetchone() == there.execute(rows).fetchone(), name
        assert "people_token" in names
    process, desk = serve(tmp_path / "other")
    assert urlopen(Request(f"{desk.address}/api/v1/programmes", headers=headers)).status == 200
    stop(process)


OLDER = """
import sys
from pathlib import Path
from planner.web.configuration import configure
configure(Path(sys.argv[1]))
from django.core.management import call_command
call_command("migrate", "calendars", "zero", verbosity=0)
"""
"""Takes a part of this version's tables away."""


def test_a_version_with_other_tables_dumps_before_it_migrates(address: str, tmp_path: Path) -> None:
    import psycopg

    folder, other = tmp_path / "desk", address + BESIDE
    process, _ = serve(folder, "--database", address)
    stop(process)
    subprocess.run([sys.executable, "-c", OLDER, str(folder)], check=True)
    process, desk = serve(folder)
    assert urlopen(f"{desk.address}/healthz").status == 200
    stop(process)
    (copy,) = (folder / "backups").glob("before-*.zip")
    restore(copy, tmp_path / "before", database=other)
    there = []
    for one in (address, other):
        with closing(psycopg.connect(one)) as server:
            there.append(server.execute("SELECT to_regclass('calendars_subscription')").fetchone()[0])  # type: ignore[index]
            assert server.execute("SELECT count(*) FROM people_person").fetchone() == (1,)
    assert there == ["calendars_subscription", None]
