"""Whatever table or file the desk gets: what it keeps of a person is told, given, and gone once they are erased."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoCaptureOnCommitCallbacks

from planner.messages import LANGUAGES, speaking
from planner.web.dossiers.models import Dossier
from planner.web.jobs import files
from planner.web.people.models import Person
from planner.web.rights import held
from planner.web.rights.giving import copy_of
from tests.web.board.boards import learner, opened
from tests.web.rights.filling import BESIDE, NAME, beside, fill, texts, word, words

OF_THE_SCHOOL = {
    "account", "auth", "contenttypes", "mfa", "people", "rights", "school", "sessions", "signin", "socialaccount",
    "usersessions",
}  # fmt: skip
"""Applications whose tables know who works at the school, and of learners no more than erasing looks for: the log
(`people.entry`) and sessions.
"""
ALSO = {"jobs.sent", "mail.rule"}
"""The same of tables of others: addresses at which forms led, which name nobody, and what is sent by itself."""


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A folder of a desk of its own."""
    settings.DESK = tmp_path
    for name in ("jobs", "backups"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def full(signed_in: Callable[..., Client], folder: Path) -> tuple[Client, Dossier]:
    """Who coordinates, and a dossier about which the desk keeps all it can."""
    client = signed_in("coordinator", "chief", name="Ms Chief")
    chief = Person.objects.get()
    dossier = opened(chief, learner("casp-2019-2020"))
    dossier.name = NAME
    fill(dossier)
    beside(dossier, chief)
    return client, dossier


def everything(folder: Path) -> Iterator[str]:
    """All that the tables and the files hold, those that are packed too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(cell) for row in cursor.fetchall() for cell in row)
    yield from (json.dumps(one.get_decoded(), ensure_ascii=False) for one in Session.objects.all())
    for path in folder.rglob("*"):
        yield path.name
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                yield from (f"{name} {packed.read(name)!r}" for name in packed.namelist())
        elif path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")


def found(folder: Path) -> set[str]:
    """The words of the person that are somewhere, in any of the ways in which they are written."""
    names = {NAME: (NAME, json.dumps(NAME).strip('"'), "eloise-quuxley", "quuxley", "loïse", "lo\\u00efse")}
    forms = {one: (one,) for one in (*words(), *BESIDE)} | names
    held_by = "\n".join(everything(folder)).casefold()
    return {one for one, written in forms.items() if any(form.casefold() in held_by for form in written)}


def test_nothing_is_left_in_tables_and_files(
    full: tuple[Client, Dossier], folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client, dossier = full
    assert found(folder) == words() | {NAME, *BESIDE}
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(f"/dossiers/{dossier.key}/erase", {"revision": dossier.revision, "sure": "yes"})
    assert done.status_code == 302
    files.tidy()
    assert found(folder) == set()


def test_words_of_fields_differ() -> None:
    fields = [(table, field) for table in (Dossier, *held.tables()) for field in texts(table)]
    assert len({word(*one) for one in fields}) == len(fields) > 12


def test_every_table_hangs_on_a_dossier_or_is_of_the_school() -> None:
    """A new one that knows of learners goes with their dossier, by a key that cascades; else name it above."""
    hanging = {*held.tables(), Dossier}
    left = [each for each in apps.get_models() if each not in hanging and each._meta.app_label not in OF_THE_SCHOOL]
    assert {held.label(each) for each in left} <= ALSO


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_told_and_given(language: str, full: tuple[Client, Dossier]) -> None:
    client, dossier = full
    client.get(f"/language/{language}")
    notice = client.get("/personal-data").content.decode()
    kept = client.get(f"/dossiers/{dossier.key}/data").content.decode()
    with speaking(language) as spoken, zipfile.ZipFile(io.BytesIO(copy_of(dossier))) as archive:
        given = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
        for table in held.tables():
            name = held.label(table)
            assert escape(spoken.say(f"rights.what.{name}")) in notice
            assert escape(spoken.say(f"rights.kept.{name}", count=held.counted(dossier)[name])) in kept
            rows = json.loads(given[f"{spoken.say(f'rights.file.{name}')}.json"])
            assert all(word(table, field) in json.dumps(rows) for field in texts(table) if field.name != "digest"), name
            assert not {"digest", "secret"} & set(rows[0])
            assert len(rows) == len({json.dumps(row) for row in rows}), name  # each once
    assert BESIDE[3] in "".join(given.values())
