"""How a run ends that cannot go on: one message, an exit code, and nothing half-written left behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from planner.cli import terminal
from planner.errors import is_short_of_memory
from planner.listening import LISTENERS
from planner.messages import say

UNDECIDED, INTERRUPTED = 4, 130
Result = TypeVar("Result")


def run_guarded(run: Callable[[], Result]) -> Result:
    """What `run` returns; where memory is short, or somebody interrupts it, the message and the exit instead."""
    try:
        return run()
    except KeyboardInterrupt:
        code, key = INTERRUPTED, "end.interrupted"
    except Exception as error:
        if not is_short_of_memory(error):
            raise
        code, key = UNDECIDED, "end.memory"
    # Only here is the memory free again that the run had taken.
    _say(key)
    sys.exit(code)


def _say(key: str) -> None:
    try:
        terminal.tell(say(key))
    except MemoryError:
        os.write(2, b"planner: not enough memory\n")


def cleans_up_on_signals() -> None:
    """When somebody ends the process, what is unfinished goes first, also while the solver does not listen.

    Python's own handlers wait for the solver; the number of the signal reaches a thread at once.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(os, "set_blocking"):
        return
    watched = [number for number in _ends() if signal.getsignal(number) is signal.SIG_DFL]
    if not watched:
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    for number in watched:
        signal.signal(number, _leave_beside)
    threading.Thread(target=_wait, args=(heard, watched), daemon=True).start()
    LISTENERS.append("command line")


def _ends() -> list[signal.Signals]:
    return [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]


def _wait(heard: int, watched: list[signal.Signals]) -> None:
    while True:
        for number in os.read(heard, 16):
            if number in watched:
                _leave(number)
            engine = sys.modules.get("planner.solve.engine")
            if number == signal.SIGINT and engine is not None:
                engine.stop()


def _leave_beside(number: int, *_: Any) -> None:
    """The same where something else listens to the descriptor; the main thread goes on until then."""
    threading.Thread(target=_leave, args=(number,), daemon=True).start()


def _leave(number: int) -> None:
    from planner.storage.unfinished import clear

    clear()
    os._exit(128 + number)
