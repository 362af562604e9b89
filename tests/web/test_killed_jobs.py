"""A job of each kind whose worker is killed twice, once with something done and not yet kept, once with it kept, comes
to what it comes to undisturbed, and nothing is done twice; the same where the server is killed, or asked to end.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from planner.web.jobs.work import KINDS
from tests.web.served import serve, stop

JOBS = ["recheck", "plans", "question", "sweep", "retention", "propose", "papers"]
"""The kinds, those of a selection by what is done with it."""
SET_UP = """
import json, sys
from datetime import date, timedelta
from pathlib import Path
folder = Path(sys.argv[1])
from planner.web.serving import first_person, prepare
prepare(folder)
from django.utils import timezone
from planner.web.agreements import bulk
from planner.web.dossiers import store, unplanned
from planner.web.dossiers.models import Version
from planner.web.dossiers.planning import Known, planned, print_of
from planner.web.jobs import queue, work
from planner.web.jobs.models import Job
from planner.web.rights.models import Rule
ours = folder / "programmes" / "ours" / "programme.yaml"
ours.parent.mkdir()
ours.write_text("id: ours\\nextends: casp-2019-2020\\n")
person, made = first_person(), {}
for kind in ("recheck", "plans", "question", "retention", "propose", "papers"):
    learner = {"programme": "ours" if kind == "recheck" else "casp-2019-2020", "start": "2019-S1", "fictional": True}
    state = {} if kind == "plans" else planned(Known(learner)).kept()
    number = 16 if kind == "papers" else 4
    made[kind] = [store.open_dossier(person, f"{kind} {n}", learner, **state) for n in range(number)]
Version.objects.filter(dossier__in=made["retention"]).update(at=timezone.now() - timedelta(days=3000))
Rule(pk=1, months=24, since=timezone.now() - timedelta(days=30)).save()
ours.write_text(ours.read_text() + "load: {max_units: 1}\\n")
asked = made["question"][0].current
jobs = {
    "recheck": queue.ask("recheck", programme="ours", print=print_of("ours")),
    "plans": unplanned.ask(person, [(one, 0) for one in made["plans"]]),
    "question": Job.objects.create(kind="question", person=person, dossier=asked.dossier, given={
        "question": "why", "more": None, "version": asked.pk, "day": date.today().isoformat(),
        "programme": print_of("casp-2019-2020")}),
    "sweep": queue.ask(work.SWEEP),
    "retention": queue.ask(work.RETENTION),
    "propose": bulk.ask(person, bulk.PROPOSE, made["propose"], "fr"),
    "papers": bulk.ask(person, bulk.PAPERS, made["papers"], "fr"),
}
print(json.dumps({name: job.pk for name, job in jobs.items()}))
"""
WORKER = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from planner.web.configuration import configure
folder, numbers, dies = Path(sys.argv[1]), [int(number) for number in sys.argv[2].split(",")], sys.argv[3]
configure(folder)
from planner.web.dossiers import recheck
from planner.web.jobs import queue, work, worker
from planner.web.jobs.models import OPEN, Job
queue.LEASE, take, points = timedelta(seconds=0.5), queue.take, []

def point(act, last):
    def dying(*given, **told):
        points.append(act)
        if dies == f"before {len(points)}" or last and dies:
            os.kill(os.getpid(), signal.SIGKILL)
        act(*given, **told)
        if dies == f"after {len(points)}":
            os.kill(os.getpid(), signal.SIGKILL)
    return dying

def wait(seconds):
    if not Job.objects.filter(pk__in=numbers, state__in=OPEN).exists():
        raise SystemExit
    __import__("select").select([], [], [], 0.1)

queue.take = lambda: next(filter(None, map(take, numbers)), None)
queue.keep = recheck.keep = point(queue.keep, False)
work.end = point(work.end, True)
worker.time.sleep = wait
worker.main(folder)
"""


def run(script: str, *given: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run([sys.executable, "-c", script, *given], env=env, capture_output=True, text=True, timeout=120)


def asked(folder: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        return database.execute(query, values).fetchall()


def changed(folder: Path, query: str, *values: Any) -> None:
    with closing(sqlite3.connect(folder / "desk.sqlite3", timeout=30)) as database, database:
        database.execute(query, values)


def facts(folder: Path, kind: str, number: int) -> dict[str, Any]:
    """All that a job did: with dossiers, in the log, and as files."""
    ((state, result, problem),) = asked(folder, "SELECT state, result, problem FROM jobs_job WHERE id = ?", number)
    theirs = "SELECT id FROM dossiers_dossier WHERE name LIKE ?"
    packed = folder / "jobs" / f"{number}.zip"
    files = []
    if packed.exists():
        with ZipFile(packed) as archive:
            files = [(each.filename, each.file_size > 1000) for each in archive.infolist()]
    return {
        "job": (state, _told(json.loads(result)), problem),
        "dossiers": asked(
            folder,
            "SELECT d.name, d.revision, d.broken_by, v.status, v.plan, s.stage FROM dossiers_dossier d "
            "JOIN dossiers_version v ON d.current_id = v.id "
            "LEFT JOIN agreements_standing s ON s.dossier_id = d.id WHERE d.name LIKE ? ORDER BY d.name", f"{kind} %",
        ),
        "versions": asked(
            folder, f"SELECT number, act FROM dossiers_version WHERE dossier_id IN ({theirs}) ORDER BY id", f"{kind} %",
        ),
        "steps": asked(folder, f"SELECT act FROM agreements_step WHERE dossier_id IN ({theirs})", f"{kind} %"),
        "log": asked(
            folder, "SELECT act, who, count(*) FROM people_entry e LEFT JOIN dossiers_dossier d "
            "ON e.subject = 'dossier:' || d.key WHERE coalesce(d.name, ?) LIKE ? GROUP BY act, who ORDER BY act, who",
            "retention 0", f"{kind} %",
        ),
        "files": files,
        "left": sorted(path.name for path in (folder / "jobs").glob(f"{number}*") if path != packed),
    }  # fmt: skip


def _told(result: dict[str, Any]) -> dict[str, Any]:
    """What a job came to; of an answer only what it says however busy the machine is."""
    document = result.get("document", {})
    return {**result, "document": [document.get(key) for key in ("schema", "status", "programme")]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A desk where jobs of all kinds wait, with their numbers."""
    folder = tmp_path_factory.mktemp("killed") / "desk"
    made = run(SET_UP, str(folder))
    assert made.returncode == 0, made.stderr
    return folder, json.loads(made.stdout)


@pytest.fixture(scope="module")
def undisturbed(desk: tuple[Path, dict[str, int]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after all of them were done."""
    folder = tmp_path_factory.mktemp("undisturbed") / "desk"
    shutil.copytree(desk[0], folder)
    done = run(WORKER, str(folder), ",".join(map(str, desk[1].values())), "")
    assert done.returncode == 0, done.stderr
    return folder


def test_no_kind_is_left_out() -> None:
    """Letters have tests of their own: what was handed to a server is not asked back."""
    assert {"selection" if kind in ("propose", "papers") else kind for kind in JOBS} == set(KINDS) - {"mail"}


@pytest.mark.parametrize("kind", JOBS)
def test_what_is_killed_twice_comes_to_the_same(
    kind: str, desk: tuple[Path, dict[str, int]], undisturbed: Path, tmp_path: Path
) -> None:
    folder, number = tmp_path / "desk", desk[1][kind]
    shutil.copytree(desk[0], folder)
    for dies in ("before 2", "after 3"):
        killed = run(WORKER, str(folder), str(number), dies)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert asked(folder, "SELECT state FROM jobs_job WHERE id = ?", number) == [("running",)]
    resumed = run(WORKER, str(folder), str(number), "")
    assert resumed.returncode == 0, resumed.stderr
    found, expected = facts(folder, kind, number), facts(undisturbed, kind, number)
    assert expected["job"][0] == "done"
    assert expected["left"] == []
    assert found == expected


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_that_ends_in_the_middle_of_a_job_goes_on_with_it(
    number: signal.Signals, desk: tuple[Path, dict[str, int]], undisturbed: Path, tmp_path: Path
) -> None:
    folder, job = tmp_path / "desk", desk[1]["papers"]
    shutil.copytree(desk[0], folder)
    changed(folder, "DELETE FROM jobs_job WHERE id != ?", job)
    changed(folder, "UPDATE rights_rule SET months = NULL")
    how = "SELECT state, done, attempts FROM jobs_job WHERE id = ?"
    process, _ = serve(folder, "--processes", "1")
    while not (found := asked(folder, how, job)[0])[1]:
        time.sleep(0.01)
    assert found[0] == "running"
    process.send_signal(number)
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()
    state, done, attempts = asked(folder, how, job)[0]
    assert 0 < done < 16
    assert (state, attempts) == (("running", 1) if number == signal.SIGKILL else ("waiting", 0))
    changed(folder, "UPDATE jobs_job SET leased_until = '2000-01-01 00:00:00' WHERE state = 'running'")
    process, _ = serve(folder, "--processes", "1")
    end = time.monotonic() + 60
    while asked(folder, how, job)[0][0] != "done" and time.monotonic() < end:
        time.sleep(0.05)
    stop(process)
    assert facts(folder, "papers", job) == facts(undisturbed, "papers", job)
