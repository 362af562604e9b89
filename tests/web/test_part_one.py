"""A desk that the first release of the desk kept (`part_one.sql`, dumped by its own code) is this release's: nothing is
lost or changed, every page answers, and the copy that was made before leads back.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.desk import Caller
from planner.web.restoring import restore
from tests.web.routes import routes
from tests.web.served import Desk, serve, stop

DUMP = Path(__file__).with_name("part_one.sql")
PREPARE = "import sys; from pathlib import Path; from planner.web.serving import prepare; prepare(Path(sys.argv[1]))"
PASSWORD, TOKEN, REVOKED, LINK = "a long enough password", "fictional-token", "fictional-old-token", "fictional-link"
PLANNED, IMPOSSIBLE, UNPLANNED = "Camille Fictive", "Impossible Fictif", "Sans plan Fictif"
OF_DJANGO = {"auth_permission", "django_content_type"}
"""Tables with a row for each table."""
ANSWERS = (200, 302, 405)
"""The last where a page takes forms alone."""
NOT_ON = {"/account/second/codes/", "/account/second/off/", "/metrics"}
"""Pages of a second step, which nobody has switched on; and numbers, which a token opens."""
ASKED_FOR_MORE = {"hand-over", "places", "learner.<str:form>", "documents/<str:kind>/<str:code>/<str:form>"}
"""Pages of a dossier that need more than its key."""
Rows = dict[str, dict[Any, dict[str, Any]]]


def laid_out(folder: Path) -> Path:
    """The desk as that release left it."""
    (folder / "programmes" / "ecole-fictive").mkdir(parents=True)
    own = folder / "programmes" / "ecole-fictive" / "programme.yaml"
    own.write_text("extends: casp-2019-2020\nid: ecole-fictive\n", encoding="utf-8")
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as made:
        made.executescript(DUMP.read_text(encoding="utf-8"))
    return folder


def rows(folder: Path) -> Rows:
    """Every row of every table, by its number."""
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as opened:
        opened.row_factory = sqlite3.Row
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            if table not in ("sqlite_sequence", "django_migrations"):
                found[table] = {row[0]: dict(row) for row in opened.execute(f'SELECT * FROM "{table}"')}
    return found


def asked(caller: Caller, address: str) -> int:
    """The status of an answer, which may be a file."""
    try:
        return caller.ask("GET", address)[0]
    except UnicodeDecodeError:
        return 200


def prepared(folder: Path) -> Rows:
    """The rows once this release has opened the desk, and before it works there."""
    subprocess.run([sys.executable, "-c", PREPARE, str(folder)], check=True)
    return rows(folder)


def test_nothing_is_lost_and_the_copy_leads_back(tmp_path: Path) -> None:
    before = rows(laid_out(tmp_path / "desk"))
    assert {
        table: len(before[table])
        for table in ("dossiers_dossier", "dossiers_version", "people_entry", "people_person", "jobs_job")
    } == {"dossiers_dossier": 8, "dossiers_version": 11, "people_entry": 14, "people_person": 5, "jobs_job": 4}
    after = prepared(tmp_path / "desk")
    for table, kept in before.items():
        for number, row in kept.items():
            assert row == {column: after[table][number][column] for column in row}, table
    assert {table for table, kept in before.items() if len(after[table]) != len(kept)} <= OF_DJANGO
    (copy,) = (tmp_path / "desk" / "backups").iterdir()
    restore(copy, tmp_path / "back")
    assert rows(tmp_path / "back") == before
    assert (tmp_path / "back" / "programmes" / "ecole-fictive" / "programme.yaml").is_file()
    assert prepared(tmp_path / "back") == after


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, str]]]:
    """That desk served by this release, and the keys of its dossiers by their names."""
    folder = laid_out(tmp_path_factory.mktemp("old") / "desk")
    keys = {row["name"]: row["key"] for row in rows(folder)["dossiers_dossier"].values()}
    process, desk = serve(folder)
    yield desk, keys
    stop(process)


def test_every_page_answers(old: tuple[Desk, dict[str, str]]) -> None:
    desk, keys = old
    assert desk.link == f"{desk.address}/"  # who administers has a password already
    with closing(Caller(int(desk.address.rpartition(":")[2]))) as caller:
        caller.ask("GET", "/account/login/")
        assert caller.post("/account/login/", login="administrator", password=PASSWORD)[0] in (200, 302)
        home = caller.ask("GET", "/")[1]
        assert [name for name in (PLANNED, IMPOSSIBLE, UNPLANNED, "École fictive") if name not in home] == []
        assert "Anne Fictive" in caller.ask("GET", "/people/")[1]
        assert "rapports" in caller.ask("GET", "/tokens/")[1]
        told = {}
        for route in routes():
            if "<str:key>" in route.pattern:
                for name, key in keys.items():
                    told[f"{name}: {route.pattern}"] = asked(caller, route.address.replace("/x", f"/{key}", 1))
            elif "<" not in route.pattern and route.name != "account_logout":
                told[route.pattern] = asked(caller, route.address)
    assert {where: status for where, status in told.items() if status >= 500} == {}
    assert {where for where, status in told.items() if "<" not in where and status not in ANSWERS} == NOT_ON
    refused = {where.partition(": ")[2] for where, status in told.items() if "<" in where and status not in ANSWERS}
    assert refused == {f"/dossiers/<str:key>/{page}" for page in ASKED_FOR_MORE}


def test_tokens_and_links_of_then_work(old: tuple[Desk, dict[str, str]]) -> None:
    desk, _ = old
    port = int(desk.address.rpartition(":")[2])
    with closing(Caller(port, Authorization=f"Bearer {TOKEN}")) as caller:
        assert caller.ask("GET", "/api/v1/programmes")[0] == 200
    with closing(Caller(port, Authorization=f"Bearer {REVOKED}")) as caller:
        assert caller.ask("GET", "/api/v1/programmes")[0] == 401
    with closing(Caller(port)) as caller:
        assert caller.ask("GET", f"/link/{LINK}")[0] == 200
        assert caller.post(f"/link/{LINK}")[0] in (200, 302)
        assert caller.ask("GET", "/log/")[0] == 200
