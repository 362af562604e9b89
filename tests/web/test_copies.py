"""A copy holds all that a desk needs, is whole while eight people write, and opens in another folder as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result

from tests.web.served import serve, stop
from tests.web.test_killed import editing, holds, signed_in

WRITERS = 8
Planner = Callable[..., Result]
BESIDE = {"secret": "s3cret", "openid.yaml": "name: School\n", "programmes/ours/programme.yaml": "id: ours\n"}
OF_THE_MACHINE = {"lock": "", "counts/x.djcache": "x", "backups/old.zip": "x", ".cache/x": "x", "sent-ab12/x": "x"}
TORN = """
SELECT dossier.key FROM dossiers_dossier dossier JOIN dossiers_version version ON version.id = dossier.current_id
WHERE version.dossier_id <> dossier.id OR version.number <> dossier.revision
OR dossier.revision <> (SELECT count(*) FROM dossiers_version WHERE dossier_id = dossier.id)
OR version.number <> (SELECT max(CAST("after" AS INTEGER)) FROM people_entry WHERE subject = 'dossier:' || dossier.key)
"""
"""Dossiers of which a copy has a part of a move, and not its version, or not its line of the log."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk that nobody serves, with files beside its database."""
    made = tmp_path / "desk"
    for name, text in (BESIDE | OF_THE_MACHINE).items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    with closing(sqlite3.connect(made / "desk.sqlite3")) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("CREATE TABLE kept AS SELECT 1 AS one")
        opened.commit()
    return made


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    yield from ((str(path.relative_to(folder)), path) for path in sorted(folder.rglob("*")) if path.is_file())


def test_all_that_a_desk_needs_comes_back_for_its_owner_alone(folder: Path, tmp_path: Path, planner: Planner) -> None:
    copy = Path(planner("backup", "--data", folder).stdout.strip())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {path.name for path in copy.parent.iterdir()} == {copy.name, "old.zip", "last"}
    shutil.rmtree(folder / "programmes")
    restored = planner("restore", copy, "--data", tmp_path / "elsewhere" / "desk")
    assert restored.stdout.strip() == str(tmp_path / "elsewhere" / "desk")
    found = dict(files(tmp_path / "elsewhere" / "desk"))
    assert set(found) == {*BESIDE, "desk.sqlite3", "restored"}
    assert {name: found[name].read_text() for name in BESIDE} == BESIDE
    assert [path for path in found.values() if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    with closing(sqlite3.connect(found["desk.sqlite3"])) as opened:
        assert opened.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_copy_of_the_database_alone_comes_back_too(folder: Path, tmp_path: Path, planner: Planner) -> None:
    assert planner("backup", "--data", folder, "--out", tmp_path / "copy.sqlite3").exit_code == 0
    assert planner("restore", tmp_path / "copy.sqlite3", "--data", tmp_path / "new").exit_code == 0
    assert [name for name, _ in files(tmp_path / "new")] == ["desk.sqlite3", "restored"]


def test_a_desk_is_never_written_over(folder: Path, planner: Planner) -> None:
    copy = planner("backup", "--data", folder).stdout.strip()
    before = {name: path.read_bytes() for name, path in files(folder)}
    refused = planner("restore", copy, "--data", folder, "--lang", "en")
    assert (refused.exit_code, "not empty" in refused.stderr) == (1, True)
    assert {name: path.read_bytes() for name, path in files(folder)} == before


def no_copy(path: Path) -> None:
    with ZipFile(path, "w") as packed:
        packed.writestr("notes.txt", "nothing of a desk")


def outside(path: Path) -> None:
    with ZipFile(path, "a") as packed:
        packed.writestr("../outside", "x")


def spoilt(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def spoilt_inside(path: Path) -> None:
    with ZipFile(path, "w") as packed:
        packed.writestr("desk.sqlite3", b"SQLite format 3\0" + bytes(range(256)) * 16)


@pytest.mark.parametrize("spoil", [no_copy, outside, spoilt, cut, spoilt_inside, Path.unlink])
def test_what_is_no_copy_leaves_nothing(
    spoil: Callable[[Path], None], folder: Path, tmp_path: Path, planner: Planner
) -> None:
    copy = tmp_path / "copy.zip"
    planner("backup", "--data", folder, "--out", copy)
    spoil(copy)
    refused = planner("restore", copy, "--data", tmp_path / "new")
    assert (refused.exit_code, str(copy) in refused.stderr) == (1, True)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "outside").exists()


def test_a_copy_of_a_file_goes_into_no_server(folder: Path, tmp_path: Path, planner: Planner) -> None:
    copy = planner("backup", "--data", folder).stdout.strip()
    refused = planner("restore", copy, "--data", tmp_path / "new", "--database", "postgresql://nobody@127.0.0.1:1/x")
    assert refused.exit_code == 1
    (tmp_path / "copy.dump").write_bytes(b"PGDMP")
    assert planner("restore", tmp_path / "copy.dump", "--data", tmp_path / "new").exit_code == 1
    assert not (tmp_path / "new").exists()


def test_a_disk_that_refuses_is_told(folder: Path, tmp_path: Path, planner: Planner) -> None:
    (tmp_path / "file").write_text("no folder")
    copy = planner("backup", "--data", folder).stdout.strip()
    below = tmp_path / "file" / "below"
    for arguments in (("backup", "--data", folder, "--out", below), ("restore", copy, "--data", below)):
        refused = planner(*arguments, "--lang", "en")
        assert (refused.exit_code, "not a folder" in refused.stderr) == (1, True)


def test_a_copy_that_is_made_while_eight_people_write_opens_elsewhere(tmp_path: Path, planner: Planner) -> None:
    process, desk = serve(tmp_path / "desk", "--demo")
    with editing(desk, WRITERS) as kept:
        before = dict(kept)
        copied = planner("backup", "--data", desk.folder, "--out", tmp_path / "copy.zip")
        assert copied.exit_code == 0
        meanwhile = dict(kept)
        while kept == meanwhile:  # nobody waited for the copy
            time.sleep(0.05)
        stop(process)
    elsewhere = tmp_path / "elsewhere"
    assert planner("restore", tmp_path / "copy.zip", "--data", elsewhere).exit_code == 0
    holds(elsewhere / "desk.sqlite3", before)
    with closing(sqlite3.connect(elsewhere / "desk.sqlite3")) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute(TORN).fetchall() == []
        documents = [text for (text,) in opened.execute("SELECT document FROM dossiers_version") if text]
        assert len([json.loads(text) for text in documents]) > 4 * WRITERS
    assert (elsewhere / "secret").read_text() == (desk.folder / "secret").read_text()
    again, restored = serve(elsewhere)
    with closing(signed_in(restored)) as caller:
        assert all(caller.ask("GET", board)[0] == 200 for board in kept)
    stop(again)


def test_a_desk_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    process, desk = serve(tmp_path / "desk")
    stop(process)
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3")) as opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('later', '0001_initial', '2030-01-01')"
        )
        opened.commit()
    process, desk = serve(tmp_path / "desk")
    assert (process.wait(60), desk.link) == (1, "")
    assert list((desk.folder / "backups").iterdir()) == []
    assert process.stdout is not None
    process.stdout.close()
