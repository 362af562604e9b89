"""A dossier about which the desk keeps all it can: a row of each table that hangs on it, a word of its own in each
field of text, and what is beside the tables.

Fields are found by the models: what is added to the desk is filled too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from planner.web.agreements import bulk
from planner.web.configuration import SENT
from planner.web.dossiers.form.left import KEPT
from planner.web.dossiers.models import Dossier
from planner.web.jobs import files, work
from planner.web.jobs.models import Job, State
from planner.web.people.models import Entry, Person
from planner.web.rights.held import tables

NAME = "Éloïse Quuxley"
TABLES = "Zyx"
"""How a word of a table begins."""
BESIDE = ("Zyxbeside0reason", "Zyxbeside1cell", "Zyxbeside2printed", "Zyxbeside3log", "Zyxbeside4said")


def word(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    """The word of a field, which no other has; as short as the shortest fields."""
    place = model._meta.concrete_fields.index(field)
    return f"{TABLES}{sum(map(ord, model._meta.label)) % 997:03}{place:02}"


def texts(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The fields of a table that hold what somebody wrote, or was told."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not _fixed(field):
            yield field


def _fixed(field: models.Field[Any, Any]) -> bool:
    return (
        bool(field.choices)
        or field.unique
        or (field.model is Dossier and field.name in ("name", "programme", "found_by"))
    )


def words() -> set[str]:
    """All words of a dossier and of the tables that hang on it."""
    return of_tables((Dossier, *tables()))


def of_tables(found: Iterable[type[models.Model]]) -> set[str]:
    """The words of tables; those of what a dossier is found and read by are none."""
    return {word(table, field) for table in found for field in texts(table)}


def fill(dossier: Dossier, *, itself: bool = True) -> None:
    """A row of each table; and `itself`, whose fields say what its pages could not show."""
    if itself:
        for field in texts(Dossier):
            setattr(dossier, field.name, _value(Dossier, field))
        dossier.save()
    made: dict[type[models.Model], models.Model] = {Dossier: dossier}
    while missing := [table for table in tables() if table not in made]:
        ready = [table for table in missing if not _needs(table) & {*missing} - {table}]
        assert ready, missing
        for table in ready:
            made[table] = _row(table, made)


def _needs(table: type[models.Model]) -> set[Any]:
    return {field.related_model for field in table._meta.concrete_fields if field.is_relation and not field.null}


def _row(table: type[models.Model], made: dict[type[models.Model], models.Model]) -> models.Model:
    values: dict[str, Any] = {}
    for field in table._meta.concrete_fields:
        if field.is_relation:
            related: Any = field.related_model
            found = made.get(related) or (Person.objects.get() if related is Person else None)
            values[field.name] = found if related is not table else None
        elif field in texts(table):  # type: ignore[operator]
            values[field.name] = _value(table, field)
        elif field.choices:
            values[field.name] = field.choices[-1][0]  # type: ignore[index]
        elif isinstance(field, models.DateTimeField):
            values[field.name] = timezone.now() - timedelta(days=1)
        elif isinstance(field, models.CharField):
            values[field.name] = "x" * 8
        elif not field.primary_key and not field.has_default():
            values[field.name] = timezone.localdate() if isinstance(field, models.DateField) else 7000
    row = table(**values)
    row.save()
    return row


def _value(model: type[models.Model], field: models.Field[Any, Any]) -> Any:
    said = word(model, field)
    if isinstance(field, models.JSONField):
        return {"said": [{"deep": said}], said: 1}
    return said[: field.max_length] if field.max_length else said


def beside(dossier: Dossier, person: Person) -> None:
    """What is kept of it in tables and files that are not its own: lines of the log, what sessions hold, what was
    printed of it with others, and a file that was read when the desk died.
    """
    folder = Path(settings.DESK)
    Entry.objects.create(who="desk", act="dossier.broken", subject=dossier.subject, before=[BESIDE[3]], after=BESIDE[3])
    given = {"act": bulk.PAPERS, "keys": [dossier.key], "language": "fr"}
    why = {"key": "job.refused", "why": BESIDE[4]}
    job = Job.objects.create(kind=work.SELECTION, given=given, person=person, state=State.FAILED, problem=why)
    with ZipFile(files.place_of(job, ".zip"), "w") as packed:
        packed.writestr(f"0001-{slugify(dossier.name)}.pdf", BESIDE[2])
    files.place_of(job).mkdir()
    (files.place_of(job) / f"0001-{slugify(dossier.name)}.pdf").write_text(BESIDE[2], encoding="utf-8")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    row = [0, 2, dossier.name, [BESIDE[0]], [dossier.name, BESIDE[1]]]
    session[KEPT] = {"key": "0", "head": ["id", "note"], "rows": [row], "job": None}
    session["/"] = {"q": dossier.name.split()[0].lower()}
    session["_messages"] = json.dumps([dossier.name])
    session.create()
    (folder / f"{SENT}died").mkdir()
    (folder / f"{SENT}died" / "sent.csv").write_text(f"id,note\n{dossier.name},{BESIDE[1]}\n", encoding="utf-8")
    os.utime(folder / f"{SENT}died", (0, 0))
