"""`planner serve`: the folder, the tables, the first link, the worker of jobs, and the server; all end together."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from planner.web.configuration import BACKUPS, DATABASE, MEGABYTE, configure

THREADS = 16
LARGEST = 16 * MEGABYTE
"""Bytes of a request, at most."""
FIRST = "administrator"


def prepare(folder: Path, **how: object) -> None:
    """The desk of a folder, ready to be used: made, or brought to this version after a copy."""
    configure(folder, **how)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if executor.loader.applied_migrations:
            backup(folder, folder / BACKUPS / f"before-{datetime.now():%Y%m%d-%H%M%S}.sqlite3")
        call_command("migrate", interactive=False, verbosity=0)


def backup(folder: Path, target: Path) -> Path:
    """A copy of the database, whole even while it is written to.

    Raises:
        OSError: it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with closing(sqlite3.connect(folder / DATABASE)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(target)
    return target


def first_link(address: str) -> str:
    """Where the first person signs in: by a link that works once, until an administrator has a password."""
    from planner.web.people.models import Person, SignInLink
    from planner.web.people.roles import Role
    from planner.web.writing import writing

    with writing():
        people = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        if any(person.has_usable_password() for person in people):
            return f"{address}/"
        person = people.first()
        if person is None:
            person = Person(username=FIRST, role=Role.ADMINISTRATOR)
            person.set_unusable_password()
            person.save()
        return f"{address}/link/{SignInLink.give(person)}"


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """The process that does the jobs, as long as the server runs."""
    process = subprocess.Popen([sys.executable, "-m", "planner.web.jobs.worker", str(folder)])  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def serve(folder: Path, host: str, port: int) -> None:
    """Answer until it is stopped. The first line of stdout says where, once the desk answers.

    Raises:
        OSError: the address is taken, or the folder cannot be written to.
    """
    prepare(folder)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    server = create_server(
        get_wsgi_application(), host=host, port=port, threads=THREADS, max_request_body_size=LARGEST, ident=None
    )
    print(first_link(f"http://{host}:{port}"), flush=True)
    with worker(folder):
        server.run()


def new_token(folder: Path, name: str) -> str:
    """A new token of the API, which belongs to the school."""
    prepare(folder)
    from planner.web.people.log import note
    from planner.web.people.models import Token
    from planner.web.writing import writing

    with writing():
        secret = Token.give(name)
        note(None, "token.given", f"token:{name}", who="console")
    return secret
