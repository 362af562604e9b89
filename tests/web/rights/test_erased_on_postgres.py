"""What PostgreSQL holds of a person who was erased: nothing that a copy of it does; in its files some bytes until their
place is used again, or it is told to write its tables anew. Run where PLANNER_TEST_DATABASE is set.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from planner.web.jobs import queue, work
from planner.web.people.models import Person
from planner.web.rights.erasing import erase
from tests.web.board.boards import learner, opened
from tests.web.rights.filling import NAME, beside, fill, words

WORDS = words() | {NAME.split()[1]}


def dumped() -> set[str]:
    """Words that a copy of the database by `pg_dump` holds."""
    at = connection.settings_dict
    address = f"postgresql://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    told = subprocess.run(["pg_dump", "-d", address], check=True, capture_output=True, text=True).stdout
    return {word for word in WORDS if word in told}


def in_tables() -> set[str]:
    """Words that the files of this database's tables hold; other tests have databases of their own beside it."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        base = Path(cursor.fetchone()[0]) / "base"
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        files = [path for path in (base / str(cursor.fetchone()[0])).rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    return {word for word in WORDS if word.encode() in content}


@pytest.mark.django_db(transaction=True)
def test_no_copy_holds_who_was_erased(
    postgres: str, person: Callable[..., Person], settings: Any, tmp_path: Path
) -> None:
    settings.DESK = tmp_path
    for name in ("jobs", "backups"):
        (tmp_path / name).mkdir()
    chief = person("coordinator", "chief")
    dossier = opened(chief, learner("casp-2019-2020"))
    dossier.name = NAME
    fill(dossier)
    beside(dossier, chief)
    assert dumped() == WORDS
    assert in_tables() == WORDS
    erase(dossier, chief, dossier.revision)
    assert dumped() == set()
    assert in_tables() == WORDS
    job = queue.take()
    assert job is not None
    work.do(job)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    assert len(in_tables()) < len(WORDS) / 2
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL")
    assert in_tables() == set()
