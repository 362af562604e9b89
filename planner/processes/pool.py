"""Work on many things in several processes; answers come as they are ready, and no process outlives this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from planner.errors import Undecided, is_short_of_memory
from planner.solve.progress import Stop
from planner.storage.unfinished import STEADY

Job = TypeVar("Job")
Answer = TypeVar("Answer")
LOOK = 0.1
"""Seconds between two looks at whether somebody stops it."""
MEMORY = "memory"
"""What a process tells instead of a traceback."""


def run(
    jobs: Iterable[Job], work: Callable[[Job], Answer], workers: int, stop: Stop | None = None
) -> Iterator[tuple[Job, Answer]]:
    """Each job with its answer. `work`, jobs and answers are sent between processes, so they must be picklable. Once
    `stop` says so, which is asked in this process, what is left stays without an answer.

    Raises:
        Undecided: a process ended before its answer.
        MemoryError: a process had too little memory.
        RuntimeError: the work raised something, with its traceback.
    """
    waiting = iter(jobs)
    pool: list[Worker[Job, Answer]] = []
    try:
        for job in () if stop is not None and stop() else waiting:
            pool.append(Worker(work))
            pool[-1].give(job)
            if len(pool) >= workers:
                break
        busy = {worker.pipe: worker for worker in pool}
        while busy and not (stop is not None and stop()):
            for pipe in wait(list(busy), None if stop is None else LOOK):
                worker = busy[pipe]  # type: ignore[index]
                done = worker.job, worker.answer()
                following = next(waiting, None)
                if following is None:
                    del busy[worker.pipe]
                else:
                    worker.give(following)
                yield done
    finally:
        for worker in pool:
            worker.stop()


class Worker(Generic[Job, Answer]):
    """A process, fresh rather than forked, that works on one job at a time."""

    def __init__(self, work: Callable[[Job], Answer]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, work), daemon=True)
        with STEADY, _no_interruption():
            self.process.start()
        other.close()

    def give(self, job: Job) -> None:
        """The next job; the one before has its answer.

        Raises:
            Undecided: the process has ended.
        """
        self.job = job
        try:
            self.pipe.send(job)
        except OSError:
            raise Undecided("batch.worker") from None

    def answer(self) -> Answer:
        """What the job came to, once it did; or what it tells before (`tell`).

        Raises:
            Undecided, MemoryError, RuntimeError: as `run` does.
        """
        try:
            problem, answer = self.pipe.recv()
        except (EOFError, OSError):
            raise Undecided("batch.worker") from None
        if problem is not None:
            raise MemoryError if problem == MEMORY else RuntimeError(problem)
        found: Answer = answer
        return found

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


_ASKED: list[Connection] = []
"""In a process that works: where its answers go."""


def tell(what: object) -> None:
    """Say something to the process that asked, before the answer; where nobody asked, nothing."""
    for pipe in _ASKED:
        pipe.send((None, what))


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Ctrl-C waits; a process that is started meanwhile never hears of it, since the one that started it ends it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    # Blocked too, for the new process takes that over; another thread of this one may hear the signal all the same.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, signal.default_int_handler if handler is None else handler)
        if heard:
            signal.raise_signal(signal.SIGINT)


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """The life of a process: in a group of its own, so that Ctrl-C reaches only the one that started it."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    threading.Thread(target=end_with_parent, daemon=True).start()
    _ASKED.append(pipe)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            message: tuple[str | None, Any] = None, work(job)
        except Exception as error:
            message = MEMORY if is_short_of_memory(error) else traceback.format_exc(), None
        pipe.send(message)


def end_with_parent() -> None:
    """The parent may be killed; what it waited for has no use then."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
