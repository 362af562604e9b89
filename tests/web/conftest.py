"""A desk to test: by Django's client, and in a real browser against `planner serve`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from planner.web.people.models import Person
from planner.web.people.roles import Role
from tests.web.served import Desk, serve, stop

SEED = """
import json, sys
import django; django.setup()
from planner.web.dossiers import store
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person, SignInLink
person, data = Person.objects.earliest("pk"), json.loads(sys.argv[1])
dossier = store.open_dossier(person, "Ada", data, **planned(Known(data)).kept())
print(dossier.key, SignInLink.give(person))
"""
Opened = Callable[[Any], str]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's fixtures run a loop beside Django


DATABASE = "PLANNER_TEST_DATABASE"
"""Where this variable names a database of a PostgreSQL server, tests use one beside it; and of those here only the ones
that use a database in their own process are run.
"""
SERVED = {"desk", "page"}
FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = _of_a_database if os.environ.get(DATABASE) else _of_any_database
    left = [item for item in items if FOLDER in item.path.parents and not wanted(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _of_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return ("db" in names and not names & SERVED) or not _of_any_database(item)


def _of_any_database(item: pytest.Item) -> bool:
    """Whether PostgreSQL is not what it is about."""
    return "postgres" not in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def _patient() -> None:
    """What is awaited in a browser may be slow on a busy machine; what never comes fails a little later."""
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was slowed down in one test is not in the next."""
    from django.core.cache import cache

    from planner.web import guessing

    cache.clear()
    guessing.forget()
    monkeypatch.setattr(guessing, "HOLD", 0.0)


@pytest.fixture(autouse=True)
def _apart_as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are begun by a test know no settings of Django, as those of a desk do not."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)


@pytest.fixture(autouse=True)
def _answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question is answered before the page that asks it goes on, in the transaction of the test."""
    from planner.web.jobs import queue, work

    def begin(job: Any) -> None:
        if found := queue.take(job.pk):
            work.do(found)

    monkeypatch.setattr(work, "at_once", begin)


@pytest.fixture
def _quick_passwords(settings: Any) -> None:
    """A desk takes its time over a password, so that nobody can try many; tests need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db: None, _quick_passwords: None) -> Callable[..., Person]:
    """`person("adviser", "anne")`: somebody of the role, who may sign in."""

    def make(role: Role | str = Role.ADVISER, username: str = "someone", **more: Any) -> Person:
        return Person.objects.create_user(username, password="a long enough password", role=Role(role), **more)

    return make


@pytest.fixture
def signed_in(person: Callable[..., Person]) -> Callable[..., Client]:
    """`signed_in("adviser")`: a client in which somebody of the role has signed in."""

    def make(role: Role | str = Role.ADVISER, username: str = "someone", **more: Any) -> Client:
        client = Client()
        client.force_login(person(role, username, **more))
        return client

    return make


@pytest.fixture
def postgres() -> str:
    """The address of the database that PLANNER_TEST_DATABASE names."""
    return os.environ[DATABASE]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A new desk of this module, served by `planner serve`."""
    process, found = serve(tmp_path_factory.mktemp("served") / "desk")
    yield found
    stop(process)


@pytest.fixture
def page(page: Any) -> Iterator[Any]:
    """A page of the browser; anything on its console is a failure, but what tests expect (`page.expected`)."""
    told: list[str] = []
    page.expected = ()
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    assert [line for line in told if not any(part in line for part in page.expected)] == []


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """`opened(page)`: a new dossier on the page of somebody who signed in; its address."""
    from tests.web.board.boards import learner

    def make(page: Any) -> str:
        env = {**os.environ, "PLANNER_DESK": str(desk.folder), "DJANGO_SETTINGS_MODULE": "planner.web.settings"}
        command = [sys.executable, "-c", SEED, json.dumps(learner("casp-2019-2020"))]
        made = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        key, link = made.stdout.split()
        page.goto(f"{desk.address}/link/{link}")
        page.get_by_role("button", name="Se connecter").click()
        address = f"{desk.address}/dossiers/{key}"
        page.goto(address)
        return address

    return make
