"""Work on many things on a Dask cluster: `pool.run`, with the address of a scheduler in place of processes.

Work, jobs and answers travel as bytes that only planner's own code opens, in a client and workers of the same version.
Dask gives the jobs of a worker that dies to another one; they are pure, so the answers are the same.
"""

from __future__ import annotations

import itertools
import pickle
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from planner.domain.fingerprint import sha256
from planner.errors import BadInput, PlannerError
from planner.solve.progress import Stop

Job = TypeVar("Job")
Answer = TypeVar("Answer")
Client = Any
Future = Any
"""Of Dask, which is imported only where somebody works on a cluster."""
CONNECT_SECONDS = 10.0
ALONE_SECONDS = 60.0
"""How long a cluster may be without any worker before nobody waits for it any more."""
LOOK_SECONDS = 2.0
PROTOCOLS = ("tcp", "tls", "ws", "wss")
AHEAD = 2
"""Jobs sent for each thread of the cluster: one to work on, one that waits so that no worker does."""


def run(
    jobs: Iterable[Job], work: Callable[[Job], Answer], address: str, stop: Stop | None = None
) -> Iterator[tuple[Job, Answer]]:
    """Each job with its answer, as they are ready. `work`, jobs and answers must be picklable, and `work` pure. Once
    `stop` says so, which is asked in this process, what is left stays without an answer.

    Raises:
        BadInput: Dask is not installed, nobody answers at the address, or it is of another version.
        PlannerError: the cluster is lost, or a job ended each worker that was given it.
        RuntimeError: the work raised something, with its traceback.
    """
    client = _connect(address)
    try:
        _same_version(client, address)
        yield from _Queue(client, address, work, stop).answers(iter(jobs))
    finally:
        client.close(timeout=LOOK_SECONDS)


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise BadInput("cluster.extra") from None


def _connect(address: str) -> Client:
    dask = _dask()
    if not _is_address(address):
        raise BadInput("cluster.address", address=address)
    _quiet()
    try:
        client = dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="planner")
    except (OSError, TimeoutError):
        raise BadInput("cluster.nobody", address=address) from None
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        client.close()
        raise BadInput("cluster.no_worker", address=address) from None
    return client


def _is_address(address: str) -> bool:
    """Whether it names a host and a port, and a protocol of Dask's if any."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        return bool(parts.scheme in PROTOCOLS and parts.hostname and parts.port)
    except ValueError:
        return False


def _quiet() -> None:
    """Dask tells of lost workers and connections with tracebacks; what matters of them is raised here."""
    import logging

    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


@cache
def version() -> str:
    """What has to be the same everywhere for the same answers: the version, the code itself and the solver."""
    from importlib.metadata import version as installed

    import planner

    root = Path(planner.__file__).parent
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    code = sha256("".join(name + sha256((root / name).read_text(encoding="utf-8")) for name in files))
    return f"{planner.__version__} ({code[:8]}, OR-Tools {installed('ortools')})"


def _same_version(client: Client, address: str) -> None:
    """Every worker that is there, and the scheduler, which reads the names of our functions."""
    try:
        found = {**client.run(version), address: client.run_on_scheduler(version)}
    except (OSError, TimeoutError):
        raise PlannerError("cluster.lost", address=address) from None
    except Exception as problem:  # Dask gives the error of a name that it cannot import as itself, or as a plain text
        if isinstance(problem, (ImportError, AttributeError)) or "ModuleNotFoundError" in str(problem):
            raise BadInput("cluster.no_planner", address=address) from None
        raise
    for place, other in sorted(found.items()):
        if other != version():
            raise BadInput("cluster.version", place=place, other=other, ours=version())


class _Queue:
    """Jobs on their way: never many more than the cluster has threads."""

    def __init__(self, client: Client, address: str, work: Callable[[Any], Any], stop: Stop | None = None) -> None:
        self.client, self.address, self.stop = client, address, stop
        self.work = pickle.dumps(work)
        self.shared = client.submit(_same, self.work, pure=False)
        self.sent: dict[Future, Any] = {}
        self.room, self.looked, self.seen = 1, 0.0, time.monotonic()

    def answers(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Any]]:
        """Send, wait, and give out what is ready."""
        try:
            self._send(jobs)
            while self.sent and not (self.stop is not None and self.stop()):
                for future in self._ready():
                    job = self.sent.pop(future)
                    yield job, self._answer(future)
                self._send(jobs)
        except (OSError, CancelledError):
            raise PlannerError("cluster.lost", address=self.address) from None
        finally:
            self._forget()

    @property
    def patience(self) -> float:
        """Seconds to wait for an answer before looking around."""
        return LOOK_SECONDS if self.stop is None else LOOK_SECONDS / 10

    def _ready(self) -> list[Future]:
        """What is done, in the order in which it was sent; nothing when that takes long."""
        try:
            with self.client.as_current():
                done = _dask().wait(list(self.sent), timeout=self.patience, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return []
        return [future for future in self.sent if future in done]

    def _send(self, jobs: Iterator[Job]) -> None:
        self._look()
        for job in itertools.islice(jobs, max(0, self.room - len(self.sent))):
            future = self.client.submit(_serve, self.shared, pickle.dumps(job), version(), pure=False)
            self.sent[future] = job

    def _look(self) -> None:
        """How many threads there are, from time to time: workers come and go."""
        now = time.monotonic()
        if now - self.looked < LOOK_SECONDS:
            return
        threads = sum(self.client.nthreads().values())
        self.room, self.looked = max(1, AHEAD * threads), now
        if threads:
            self.seen = now
        elif now - self.seen > ALONE_SECONDS:
            raise PlannerError("cluster.no_worker", address=self.address)

    def _answer(self, future: Future) -> Any:
        try:
            place, other, problem, answer = pickle.loads(future.result())  # noqa: S301 - from our own workers
        except _dask().KilledWorker:
            raise PlannerError("cluster.killed") from None
        if other is not None:
            raise BadInput("cluster.version", place=place, other=other, ours=version())
        if problem is not None:
            raise RuntimeError(problem)
        return answer

    def _forget(self) -> None:
        """Nobody waits for the rest any more."""
        if self.client.status == "running":
            self.client.cancel([*self.sent, self.shared])


def _same(data: bytes) -> bytes:
    """The work, as a task whose result any worker can make again when the one that has it dies."""
    return data


_here = threading.local()
"""The work that a thread did last, opened: it keeps programmes that it has read."""


def _serve(work: bytes, job: bytes, expected: str) -> bytes:
    """On a worker: where it is, its version if that is another, the traceback of what went wrong, and the answer."""
    place = _dask().get_worker().address
    if version() != expected:
        return pickle.dumps((place, version(), None, None))
    try:
        if getattr(_here, "data", None) != work:
            _here.work, _here.data = pickle.loads(work), work  # noqa: S301 - from our own client
        return pickle.dumps((place, None, None, _here.work(pickle.loads(job))))  # noqa: S301
    except Exception:
        return pickle.dumps((place, None, traceback.format_exc(), None))
