"""`planner serve`: the folder, the tables, the first link, the worker of jobs, and the server; all end together."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from planner.errors import BadInput
from planner.web.configuration import BACKUPS, DATABASE, MEGABYTE, configure

if TYPE_CHECKING:
    from planner.web.people.models import Person

THREADS = 16
LARGEST = 16 * MEGABYTE
"""Bytes of a request, at most."""
WATCH = 1.0
"""Seconds between two looks at the process that does the jobs."""
FIRST = "administrator"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""


def prepare(folder: Path, **how: Any) -> None:
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


def backup(folder: Path, target: Path | None = None) -> Path:
    """A copy of the database, whole even while it is written to: at the `target`, else among the backups of the desk.

    Raises:
        BadInput: there is no desk in the folder, or the target is among its own files.
        OSError: it cannot be written.
    """
    if not (folder / DATABASE).is_file():
        raise BadInput("desk.none", where="data", value=str(folder))
    os.umask(0o077)
    target = target or folder / BACKUPS / f"desk-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"
    if target.resolve().parent == folder.resolve():  # what stands there is the desk itself
        raise BadInput("desk.over", where="out", value=str(target), folder=str(folder / BACKUPS))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    with closing(sqlite3.connect(folder / DATABASE)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.replace(target)
    return target


def first_person() -> Person:
    """Who administers the desk; made where nobody does."""
    from planner.web.people.models import Person
    from planner.web.people.roles import Role
    from planner.web.writing import writing

    with writing():
        person = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk").first()
        if person is None:
            person = Person(username=FIRST, name="Administration", role=Role.ADMINISTRATOR)
            person.set_unusable_password()
            person.save()
        return person


def first_link(address: str) -> str:
    """Where the first person signs in: by a link that works once, until they have a password of their own."""
    from planner.web.people.models import SignInLink
    from planner.web.writing import writing

    person = first_person()
    if person.has_usable_password():
        return f"{address}/"
    with writing():
        return f"{address}/link/{SignInLink.give(person)}"


@contextmanager
def worker(folder: Path) -> Iterator[None]:
    """The process that does the jobs, as long as the server runs; another one where it has died."""
    ends = Event()

    def keep() -> None:
        while not ends.is_set():
            process = subprocess.Popen([sys.executable, "-m", "planner.web.jobs.worker", str(folder)])  # noqa: S603
            while process.poll() is None and not ends.wait(WATCH):
                pass
            if process.poll() is None:
                process.terminate()
                process.wait(10)
            ends.wait(WATCH)

    keeper = Thread(target=keep)
    keeper.start()
    try:
        yield
    finally:
        ends.set()
        keeper.join()


def serve(folder: Path, host: str, port: int, *, demo: bool = False, address: str = "") -> None:
    """Answer until it is stopped. The first line of stdout says where, once the desk answers. `address` is how people
    reach it where a proxy stands before it; with `demo`, fictional dossiers are there to look at.

    Raises:
        BadInput: the host is not of this machine alone, and no address by TLS is given.
        OSError: the port is taken, or the folder cannot be written to.
    """
    reached = urlsplit(address)
    if host not in LOOPBACK and reached.scheme != "https":
        raise BadInput("desk.tls", where="host", value=host)
    secure = reached.scheme == "https"
    hosts = [_named(name) for name in (*LOOPBACK, host, reached.hostname) if name]
    prepare(folder, hosts=hosts, secure=secure)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    server = create_server(
        get_wsgi_application(), host=host, port=port, threads=THREADS, max_request_body_size=LARGEST, ident=None,
        **(behind_a_proxy(host) if secure else {}),
    )  # fmt: skip
    if demo:
        from planner.web.demo import fill

        fill(first_person())
    print(first_link(address.rstrip("/") or f"http://{_named(host)}:{port}"), flush=True)
    with worker(folder):
        server.run()


def behind_a_proxy(host: str) -> dict[str, Any]:
    """What the server believes of a proxy that ends TLS before it: who asked, and by what. Of this machine alone where
    the desk answers no other; else whoever reaches it is the proxy.
    """
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    proxy = {"localhost": "127.0.0.1"}.get(host, host) if host in LOOPBACK else "*"
    return {"trusted_proxy": proxy, "trusted_proxy_headers": headers, "trusted_proxy_count": 1}


def _named(host: str) -> str:
    """A host as addresses have it."""
    return f"[{host}]" if ":" in host else host


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
