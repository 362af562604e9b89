"""A desk to test: by Django's client, and in a real browser against `planner serve`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from planner.web.people.models import Person
from planner.web.people.roles import Role
from tests.web.served import Desk, serve, stop

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's fixtures run a loop beside Django


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Who was slowed down in one test is not in the next."""
    from django.core.cache import cache

    cache.clear()


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
