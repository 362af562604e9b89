"""A desk whose data are in a PostgreSQL database: how it is named, and what nobody reads of it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result

from planner.errors import BadInput
from planner.web import copying, database
from planner.web.dossiers.models import Version
from planner.web.dossiers.store import open_dossier
from planner.web.people.models import Person

SECRET = "s3cret"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://anne@db.example.org/desk", "postgresql://anne@db.example.org/desk"),
        (f"postgresql://anne:{SECRET}@db.example.org:5433/desk", "postgresql://anne@db.example.org:5433/desk"),
        (f"postgresql://anne:{SECRET}@x@[/desk", "postgresql://anne@[/desk"),
        (f"postgresql:///desk?password={SECRET}&sslmode=require", "postgresql:///desk?sslmode=require"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, told: str) -> None:
    assert database.shown(address) == told


def test_an_address_says_all_that_a_connection_needs(tmp_path: Path) -> None:
    found = database.settings_of(tmp_path, f"postgresql://anne:{SECRET}%2F@db:5433/the%20desk?sslmode=require")
    assert {name: found[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME", "OPTIONS")} == {
        "HOST": "db", "PORT": "5433", "USER": "anne", "PASSWORD": f"{SECRET}/", "NAME": "the desk",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://host", "postgresql://x:99999/y", "postgresql://[/y"])
def test_what_is_no_address_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        database.settings_of(tmp_path, address)


def test_the_folder_remembers_its_database_for_its_owner_alone(tmp_path: Path) -> None:
    assert database.address_of(tmp_path) == ""
    for address in ("postgresql://a/b", "postgresql://c/d"):
        database.remember(tmp_path, address)
        assert database.address_of(tmp_path) == address
    assert [path.name for path in tmp_path.iterdir()] == [database.ADDRESS]
    assert stat.S_IMODE((tmp_path / database.ADDRESS).stat().st_mode) == 0o600


def test_a_copy_is_made_by_the_program_of_the_server_which_gets_the_password_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planner: Callable[..., Result]
) -> None:
    database.remember(tmp_path, f"postgresql://anne:{SECRET}@db/desk")
    seen = tmp_path / "seen"
    fake = tmp_path / "bin" / copying.PG_DUMP
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$PGPASSWORD" "$@" >{seen}\n: >"$4"\n')
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{fake.parent}:/bin:/usr/bin")
    made = planner("backup", "--data", tmp_path)
    with ZipFile(made.stdout.strip()) as copy:
        assert {"desk.dump"} <= set(copy.namelist())
        assert database.ADDRESS not in copy.namelist()
    password, *words = seen.read_text().split()
    assert password == SECRET
    assert "postgresql://anne@db/desk" in words
    fake.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    refused = planner("backup", "--data", tmp_path, "--lang", "en")
    assert (refused.exit_code, "no room" in refused.stderr) == (1, True)
    fake.unlink()
    monkeypatch.setenv("PATH", str(fake.parent))
    refused = planner("backup", "--data", tmp_path, "--lang", "en")
    assert (refused.exit_code, "postgresql-client" in refused.stderr, SECRET in refused.stderr) == (1, True, False)
    assert len(list((tmp_path / "backups").glob("desk-*"))) == 1


@pytest.mark.django_db
def test_what_is_kept_comes_back_in_its_order(person: Callable[..., Person]) -> None:
    learner = {"zz": 1, "a": {"long key": None, "b": [1.0, "\u00e9"]}, "programme": "casp-2019-2020"}
    made = open_dossier(person(), "Fictional", learner, document=None)
    kept = Version.objects.get(dossier=made)
    assert (json.dumps(kept.learner), kept.document, kept.results) == (json.dumps(learner), None, [])
    assert Version.objects.filter(document__isnull=True).exists()


@pytest.mark.parametrize("command", [["serve"], ["token", "--name", "x"]])
def test_a_password_that_others_can_read_is_warned_of(command: list[str], tmp_path: Path) -> None:
    address = f"postgresql://anne:{SECRET}@127.0.0.1:1/desk"
    told = subprocess.run(
        [sys.executable, "-m", "planner", *command, "--data", tmp_path, "--database", address, "--lang", "en"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert "command line" in told.stderr
    assert "postgresql://anne@127.0.0.1:1/desk cannot be reached" in told.stderr
    assert SECRET not in told.stderr
    assert not (tmp_path / database.ADDRESS).exists()
