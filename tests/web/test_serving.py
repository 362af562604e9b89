"""`planner serve` from an empty folder on: its files are private, nothing is lost by stopping, a copy is whole."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import Result

from tests.web.served import Desk, serve, stop

COUNT = "SELECT count(*) FROM dossiers_dossier"


def count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as found:
        number: int = found.execute(COUNT).fetchone()[0]
        return number


def test_a_demonstration_is_kept_copied_and_served_again(tmp_path: Path, planner: Callable[..., Result]) -> None:
    folder = tmp_path / "new" / "desk"
    process, desk = serve(folder, "--demo", from_nothing=True)
    assert desk.link.startswith(f"{desk.address}/link/")
    assert urlopen(f"{desk.address}/healthz").status == 200
    dossiers = count(folder / "desk.sqlite3")
    assert dossiers > 10
    copied = planner("backup", "--data", folder).stdout.strip()
    assert planner("restore", copied, "--data", tmp_path / "other").exit_code == 0
    assert count(tmp_path / "other" / "desk.sqlite3") == dossiers
    process.kill()
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()
    again, desk = serve(folder, "--demo")
    assert count(folder / "desk.sqlite3") == dossiers
    stop(again)


def test_who_serves_beside_another_leaves_what_that_one_counts(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    first, _ = serve(folder)
    counted = folder / "counts" / "of-the-first.counts"
    counted.touch()
    second, desk = serve(folder)
    assert urlopen(f"{desk.address}/healthz").status == 200
    assert counted.exists()
    stop(first)
    third, _ = serve(folder)
    assert counted.exists()
    stop(second)
    stop(third)
    alone, _ = serve(folder)
    assert not counted.exists()
    stop(alone)


def test_files_of_a_desk_are_for_its_owner_alone(desk: Desk) -> None:
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    found = [path for path in desk.folder.rglob("*") if path.is_file()]
    assert {"secret", "desk.sqlite3"} <= {path.name for path in found}
    assert [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])
def test_other_machines_reach_it_by_tls_alone(host: str, tmp_path: Path, planner: Callable[..., Result]) -> None:
    refused = planner("serve", "--data", tmp_path / "desk", "--host", host)
    assert refused.exit_code == 1
    assert host in refused.stderr
    refused = planner("serve", "--data", tmp_path / "desk", "--host", host, "--address", "http://example.org")
    assert refused.exit_code == 1


def test_there_is_nothing_to_copy_where_no_desk_is(tmp_path: Path, planner: Callable[..., Result]) -> None:
    assert planner("backup", "--data", tmp_path / "none").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_token_works_before_anybody_has_signed_in(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    command = [sys.executable, "-m", "planner", "token", "--data", str(folder), "--name", "test"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (len(told.stdout.split()), told.stderr) == (1, "")
    process, desk = serve(folder)
    from urllib.request import Request

    headers = {"Authorization": f"Bearer {told.stdout.strip()}"}
    assert urlopen(Request(f"{desk.address}/api/v1/programmes", headers=headers)).status == 200
    stop(process)


@pytest.mark.parametrize("command", [["plan", "x.yaml"], ["check", "x.yaml", "y.json"], ["--help"]])
def test_other_commands_load_nothing_of_the_web(command: list[str]) -> None:
    code = (
        "import sys\nfrom planner.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'ninja', 'waitress', 'allauth')"
        " or name.startswith('planner.web')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C.UTF-8"}
    )
    assert told.stdout.splitlines()[-1] == "[]"


def test_who_makes_the_secret_at_once_gets_the_same(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from planner.web.configuration import SECRET, secret

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: secret(tmp_path), range(40)))
    assert len(found) == 1
    assert len(found.pop()) > 50
    assert [path.name for path in tmp_path.iterdir()] == [SECRET]
