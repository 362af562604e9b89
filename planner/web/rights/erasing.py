"""Erasing a dossier: its rows, what sessions remember of it, what the log says of it beyond its key, and, in the file
of the database, the bytes of all that.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import Stale
from planner.web.engine import Busy
from planner.web.jobs import files, queue
from planner.web.jobs.models import Job, State
from planner.web.jobs.work import SWEEP
from planner.web.people.log import note
from planner.web.people.models import Entry, Person
from planner.web.rights.held import counted
from planner.web.writing import ERASING, alone, one_at_a_time, writing

SHORTEST = 3
"""Signs of a part of a name that is looked for."""
MESSAGES = "_messages"
"""What a session is to say on its next page."""


def erase(dossier: Dossier, person: Person | None, revision: int, *, who: str = "") -> None:
    """Nothing of the dossier is left but its key in the log. The bytes go with a job, which is asked for here.

    Raises:
        Stale: it is not the `revision` that the person saw.
    """
    with writing():
        one_at_a_time(ERASING)
        gone = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if gone.revision != revision:
            raise Stale(gone)
        rows, subject = counted(gone), gone.subject
        ids = gone.versions.values_list("learner__id", flat=True)
        names = {gone.name, *(str(one) for one in ids if one)}
        gone.delete()
        _forget(names)
        _silence(subject)
        _hush(gone.key)
        note(person, "dossier.erased", subject, who=who, before=rows)
        queue.ask(SWEEP)


def run(job: Job) -> dict[str, Any]:
    """Once rows are erased: their bytes too, and files that a process which died has left. SQLite writes over what it
    deletes (`secure_delete`), but neither over what it had moved before nor in its journal. PostgreSQL keeps rows that
    went until it is told that nobody needs them.

    Raises:
        Busy: somebody reads on and on; the next attempt may be lucky.
    """
    files.tidy()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    else:
        with alone(), connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                raise Busy
    return {}


def watch() -> None:
    """Ask again for what could not be done, as where somebody read all the time."""
    last = Job.objects.filter(kind=SWEEP).first()
    if last is not None and last.state == State.FAILED:
        queue.ask(SWEEP)


def _forget(names: Collection[str]) -> None:
    """What sessions hold of a person: who was searched for, lines of a file that was read, what is yet to be said."""
    parts = {part.casefold() for name in names for part in (name, *name.split())}
    looked_for = {part for part in parts if len(part) >= SHORTEST} | {name.casefold() for name in names}
    engine = import_module(settings.SESSION_ENGINE)
    for key in Session.objects.values_list("session_key", flat=True):
        if not _naming(engine.SessionStore(key), looked_for):
            continue
        if Session.objects.select_for_update().filter(pk=key).first() is None:  # what a page keeps now is read after it
            continue
        store = engine.SessionStore(key)
        for what in _naming(store, looked_for):
            del store[what]
        store.save()


def _naming(store: Any, parts: Collection[str]) -> list[str]:
    """What of a session names the person."""
    return [what for what, value in store.items() if _names(what, value, parts)]


def _names(what: str, value: Any, parts: Collection[str]) -> bool:
    if what == MESSAGES:  # a session has them as JSON, in which letters with accents are numbers
        value = json.loads(value)
    elif not isinstance(value, dict):
        return False
    text = json.dumps(value, ensure_ascii=False).casefold()
    return any(part in text for part in parts)


def _hush(key: str) -> None:
    """Why a job for several dossiers failed may quote any of them."""
    for job in Job.objects.filter(dossier=None, state=State.FAILED).only("given", "problem"):
        if "why" in (job.problem or {}) and key in json.dumps(job.given):
            Job.objects.filter(pk=job.pk).update(problem={**job.problem, "why": "…"})


def _silence(subject: str) -> None:
    """Lines of the log stay; what they quote goes, but numbers, and how files were taken out."""
    said = Entry.objects.filter(subject=subject).exclude(act__startswith="taken.")
    for line in said.only("pk", "before", "after"):
        kept = {name: value for name in ("before", "after") if isinstance(value := getattr(line, name), int)}
        Entry.objects.filter(pk=line.pk).update(**{"before": None, "after": None} | kept)
