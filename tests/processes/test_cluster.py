"""Work on a real Dask cluster on this machine: the same answers as here, whatever becomes of a worker."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import planner
from planner.errors import BadInput, PlannerError
from planner.processes import cluster
from planner.solve.pipeline import solve
from tests.support import case_of

INIT = Path(planner.__file__)
ROOT = INIT.parent.parent
Solved = tuple[str, int, tuple[str, ...]]
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra planner[cluster] is missing"
)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes its time to start a process."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 60)


def plan(job: tuple[int, int]) -> Solved:
    """The plan of a learner with this cap who holds the first units of the list."""
    cap, held = job
    units = ["AST004", "TRS001", "TET003", "TET099", "TET007", "CCE001"][:held]
    result = solve(case_of("casp-2019-2020", acquired=units, max_units_per_term=cap))
    assert result.plan is not None
    time.sleep(0.05)
    return result.status, result.plan.award, tuple(offering.id for offering in result.plan.chosen)


def fail(job: int) -> int:
    return 10 // job


def end(job: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return job


JOBS = [(cap, held) for cap in (2, 3, 4) for held in range(6)]


@contextmanager
def process(module: str, *arguments: str, folder: Path, python_path: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's, quiet and gone in the end."""
    here = f"{ROOT}{os.pathsep}{Path(__file__).parent}"
    environment = os.environ | {"PYTHONPATH": python_path or here, "PYTHONDONTWRITEBYTECODE": "1"}
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-P", "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", "--no-dashboard"]
    started = subprocess.Popen([*command, *arguments], env=environment, cwd=folder, stdout=quiet, stderr=quiet)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@dataclass(frozen=True)
class Scheduler:
    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    with running_scheduler(folder) as found:
        yield found.address


@contextmanager
def running_scheduler(folder: Path) -> Iterator[Scheduler]:
    said = folder / "scheduler.json"
    with process("dask_scheduler", "--port", "0", "--scheduler-file", str(said), folder=folder) as started:
        for _ in range(1200):
            if said.exists() and said.read_text():
                break
            time.sleep(0.05)
        yield Scheduler(json.loads(said.read_text())["address"], started)


def worker(address: str, folder: Path, **changes: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return process("dask_worker", address, "--nthreads", "1", "--no-nanny", folder=folder, **changes)


def answers(jobs: list[tuple[int, int]], address: str, meanwhile: Callable[[int], None]) -> dict[object, Solved]:
    found: dict[object, Solved] = {}
    for job, answer in cluster.run(iter(jobs), plan, address):
        assert job not in found
        found[job] = answer
        meanwhile(len(found))
    return found


@needs_dask
def test_a_worker_that_is_killed_changes_no_answer(tmp_path: Path) -> None:
    with scheduler(tmp_path) as address, worker(address, tmp_path) as one, worker(address, tmp_path):
        found = answers(JOBS, address, lambda count: one.kill() if count == 4 else None)
        assert one.wait(5) == -signal.SIGKILL
    assert found == {job: plan(job) for job in JOBS}


@needs_dask
def test_what_goes_wrong_in_the_work_is_told(tmp_path: Path) -> None:
    with scheduler(tmp_path) as address, worker(address, tmp_path):
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            list(cluster.run([1, 0], fail, address))
        assert dict(cluster.run([5], fail, address)) == {5: 2}, "the cluster goes on working for others"


@needs_dask
def test_a_worker_with_another_planner_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "planner", other / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "planner" / "__init__.py").write_text(INIT.read_text().replace('"0.', '"99.'))
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path, python_path=str(other)),
        pytest.raises(BadInput, match=r"planner is 99\..* at tcp://127.* and 0\."),
    ):
        list(cluster.run([1], fail, address))


@needs_dask
def test_a_worker_without_our_part_of_planner_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old" / "planner").mkdir(parents=True)
    (tmp_path / "old" / "planner" / "__init__.py").touch()
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path, python_path=str(tmp_path / "old")),
        pytest.raises(BadInput, match="planner is missing, or too old, in a part of the cluster"),
    ):
        list(cluster.run([1], fail, address))


@needs_dask
def test_a_job_that_ends_every_worker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path),
        pytest.raises(PlannerError, match="one job ended each worker"),
    ):
        list(cluster.run([1], end, address))


@needs_dask
@pytest.mark.parametrize("what", ["scheduler", "worker"])
def test_a_cluster_that_is_lost_is_told(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 0.5)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.5)
    with running_scheduler(tmp_path) as found, worker(found.address, tmp_path) as only:
        lost = found.process if what == "scheduler" else only
        message = "no longer answers" if what == "scheduler" else "has no worker"
        with pytest.raises(PlannerError, match=f"the cluster at {found.address} {message}"):
            answers(JOBS, found.address, lambda count: lost.kill())
    assert capfd.readouterr() == ("", "")


@needs_dask
def test_a_cluster_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with scheduler(tmp_path) as address, worker(address, tmp_path):
        pass
    with pytest.raises(BadInput, match=f"nobody answers at {address}"):
        list(cluster.run([1], fail, address))


@needs_dask
@pytest.mark.parametrize("address", ["nowhere", "tcp://", "xyz://127.0.0.1:1", "127.0.0.1:port", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="is not the address of a Dask scheduler"):
        list(cluster.run([1], fail, address))


@needs_dask
def test_a_cluster_without_workers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with scheduler(tmp_path) as address, pytest.raises(BadInput, match="has no worker"):
        list(cluster.run([1], fail, address))


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadInput, match=r"planner\[cluster\]"):
        list(cluster.run([1], fail, "tcp://127.0.0.1:8786"))


@needs_dask
def test_a_stress_run_is_the_same_on_a_cluster_that_loses_a_worker(tmp_path: Path) -> None:
    rows = "\n".join(f"l{n},casp-2019-2020,2019-S{n % 2 + 1},{'AST004' if n % 3 else ''}" for n in range(12))
    (tmp_path / "cohort.csv").write_text(f"id,programme,start,acquired\n{rows}\n", encoding="utf-8")
    failing = "{id: b, runs: 3, changes: [{fail: {rate: 0.3}}]}"
    text = f"scenarios: [{{id: a, changes: [{{close: {{unit: TET003, year: 2019}}}}]}}, {failing}]"
    (tmp_path / "scenarios.yaml").write_text(text, encoding="utf-8")

    def stress(*options: str) -> dict[str, bytes]:
        out = tmp_path / f"out{len(options[1])}"
        arguments = ["scenarios.yaml", "--cohort", "cohort.csv", "--out", str(out), "--today", "2026-01-01"]
        command = [sys.executable, "-P", "-m", "planner", "stress", *arguments, "--no-dedup", *options]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE) as running:
            log = out / ".planner-stress" / "log.jsonl"
            while options[0] == "--cluster" and running.poll() is None and one.poll() is None:
                if log.exists() and log.read_bytes().count(b"\n") > 3:
                    one.kill()
                time.sleep(0.01)
            _, told = running.communicate()
        assert running.returncode == 0, told.decode()
        return {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    with scheduler(tmp_path) as address, worker(address, tmp_path) as one, worker(address, tmp_path):
        there = stress("--cluster", address)
        assert one.wait(5) == -signal.SIGKILL
    assert there == stress("--workers", "1")
