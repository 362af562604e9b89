"""`planner serve`: the folder, the tables, the first link, and the processes that answer and do the jobs."""

from __future__ import annotations

import gc
import os
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from planner.errors import BadInput
from planner.web.configuration import BEFORE, COUNTS, MEGABYTE, RESTORED, configure
from planner.web.copying import backup
from planner.web.database import address_of, remember, shown
from planner.web.jobs import worker
from planner.web.processes import Task, keep

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

    from planner.web.people.models import Person

THREADS = 16
"""Of each process that answers."""
SPARE = 15
"""Connections of a database that are left to the worker, to questions, to the commands, and to who looks after it."""
BACKLOG = 1024
"""Connections that wait to be taken, at most."""
LARGEST = 16 * MEGABYTE
"""Bytes of a request, at most."""
FIRST = "administrator"
SERVED = "served"
"""Among the counts: by it stands who answers from the folder."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""


def prepare(folder: Path, *, database: str = "", **how: Any) -> None:
    """The desk of a folder, ready to be used: made, or brought to this version after a copy. The `database`, where one
    is named, is its own from now on.

    Raises:
        BadInput: the database cannot be reached, or has tables of a newer version.
    """
    configure(folder, database=database, **how)
    _reach(database or address_of(folder))
    if database:
        remember(folder, database)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    _not_newer(executor.loader, folder)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if executor.loader.applied_migrations:
            backup(folder, named=BEFORE)
        call_command("migrate", interactive=False, verbosity=0)
    if (folder / RESTORED).exists():
        from planner.web.mail.held import hold

        hold()
        (folder / RESTORED).unlink()


def _not_newer(loader: MigrationLoader, folder: Path) -> None:
    """An older program would leave out what it does not know, and break off in the middle.

    Raises:
        BadInput: the database has tables of a newer version.
    """
    from django.apps import apps

    theirs = {config.label for config in apps.get_app_configs() if not config.name.startswith("planner.")}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    if any(app not in theirs for app, _ in unknown):
        raise BadInput("desk.newer", where="data", value=str(folder))


def _reach(address: str) -> None:
    """Try the database.

    Raises:
        BadInput: it does not answer, or lets nobody in.
    """
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        if not address:
            raise
        raise BadInput("desk.unreached", where="database", value=shown(address), why=str(error).strip()) from None


def first_person() -> Person:
    """Who administers the desk; made where nobody does."""
    from planner.web.people.models import Person
    from planner.web.people.roles import Role
    from planner.web.writing import one_at_a_time, writing

    with writing():
        one_at_a_time("first_person")
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


def new_link(folder: Path, to: str, address: str, database: str = "", *, second_step: bool = True) -> str:
    """A link that signs in whoever has the sign-in name, else an administrator; who lost their telephone, without the
    `second_step`. For who has the machine, so that no desk is closed to its school.

    Raises:
        BadInput: nobody who may sign in has that name.
    """
    prepare(folder, database=database)
    from allauth.mfa.models import Authenticator

    from planner.web.people.devices import end_all
    from planner.web.people.log import note
    from planner.web.people.models import Person, SignInLink
    from planner.web.writing import writing

    with writing():
        person = Person.objects.filter(username__iexact=to, is_active=True).first() if to else first_person()
        if person is None:
            raise BadInput("desk.nobody", where="to", value=to)
        if not second_step and Authenticator.objects.filter(user=person).delete()[0]:
            end_all(person)
            note(None, "two_steps.reset", f"person:{person.pk}", who="console")
        secret = SignInLink.give(person)
        note(None, "person.link", f"person:{person.pk}", who="console")
    return f"{address.rstrip('/')}/link/{secret}"


def serve(
    folder: Path, host: str, port: int, *, demo: bool = False, address: str = "", proxy: str = "",
    processes: int | None = None, database: str = "",
) -> None:  # fmt: skip
    """Answer until it is stopped, in so many processes, else in one for each core. The first line of stdout says where,
    once the desk answers. `address` is how people reach it where a proxy stands before it, which asks from `proxy`;
    with `demo`, fictional dossiers are there to look at. `database` is the address of a PostgreSQL database.

    Raises:
        BadInput: the host is not of this machine alone, and no address by TLS is given; the proxy is no address; or the
            database cannot be reached.
        OSError: the port is taken, or the folder cannot be written to.
    """
    reached = urlsplit(address)
    if host not in LOOPBACK and reached.scheme != "https":
        raise BadInput("desk.tls", where="host", value=host)
    tls = reached.netloc if reached.scheme == "https" else ""
    believed = behind_a_proxy(host, proxy) if tls else {}
    how = {
        "hosts": [_named(name) for name in (*LOOPBACK, host, reached.hostname) if name],
        "tls": tls,
        "address": address,
    }
    prepare(folder, database=database, **how)
    sockets = listening(host, port)
    number = processes or fitting(os.cpu_count() or 1)
    link = _begin(address.rstrip("/") or f"http://{_named(host)}:{port}", demo=demo)
    print(link, flush=True)
    answering = Task(answer, (folder, how, sockets, number, believed))
    keep(Task(worker.main, (folder,)), *[answering] * number)


def listening(host: str, port: int) -> list[socket.socket]:
    """Sockets that take connections: processes that answer share them.

    Raises:
        OSError: the port is taken, or the host is none of this machine's.
    """
    found = []
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        found.append(socket.socket(family, kind, protocol))
        if family == socket.AF_INET6:
            found[-1].setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if os.name == "posix":
            found[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found[-1].bind(place)
        found[-1].listen(BACKLOG)
    return found


def fitting(cores: int) -> int:
    """Processes that answer: one for each core, unless the database takes fewer connections than their threads hold."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return cores
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return max(1, min(cores, (int(cursor.fetchone()[0]) - SPARE) // THREADS))


def _begin(address: str, *, demo: bool) -> str:
    """What is done before processes are made of this one, so that it is done once: nothing of it is left open."""
    from django.conf import settings
    from django.core.cache import cache
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.urls import get_resolver

    from planner.web import counters, engine
    from planner.web.writing import first_of_all

    if first_of_all(settings.DESK / COUNTS / SERVED):  # else what is counted is also another's
        cache.clear()
        counters.clear()
    if demo:
        from planner.web.demo import fill

        fill(first_person())
    link = first_link(address)
    get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 the pages are loaded once
    engine.let_go()
    connections.close_all()
    gc.freeze()
    return link


def answer(
    folder: Path, how: dict[str, Any], sockets: list[socket.socket], number: int, believed: dict[str, Any]
) -> None:
    """One of the processes that answer, so many in `number`, until it is ended."""
    configure(folder, **how)
    from django.core.wsgi import get_wsgi_application

    from planner.web import bodies, engine

    engine.share(number)
    bodies.server(
        get_wsgi_application(), sockets=sockets, threads=THREADS, max_request_body_size=LARGEST, ident=None, **believed
    ).run()


def behind_a_proxy(host: str, proxy: str = "") -> dict[str, Any]:
    """What the server believes of a proxy that ends TLS before it: who asked, and by what. Unless another one is named,
    the proxy is this machine; nobody else is believed.

    Raises:
        BadInput: what is named is no address of a machine.
    """
    proxy = proxy or ("::1" if host == "::1" else "127.0.0.1")
    try:
        trusted = str(ip_address(proxy))
    except ValueError:
        raise BadInput("desk.proxy", where="proxy", value=proxy) from None
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": trusted, "trusted_proxy_headers": headers, "trusted_proxy_count": 1}


def _named(host: str) -> str:
    """A host as addresses have it."""
    return f"[{host}]" if ":" in host else host


def new_token(folder: Path, name: str, database: str = "") -> str:
    """A new token of the API, which belongs to the school."""
    prepare(folder, database=database)
    from planner.web.people.log import note
    from planner.web.people.models import Token
    from planner.web.writing import writing

    with writing():
        secret = Token.give(name)
        note(None, "token.given", f"token:{name}", who="console")
    return secret
