"""A command of the planner in a process of its own, that tells what it took: `python -m benchmarks.alone COMMAND ...`.

What it took is the last line on stderr, as JSON. With `--loaded` first, the modules that commands load on the way are
there before the command begins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Alone:
    """How a command ended: its exit code, what it wrote, seconds by the clock and of the processor, MiB at most (0
    where the system does not tell). `loading` is what had gone by the clock before the command itself began.
    """

    code: int
    stdout: str
    stderr: str
    seconds: float
    loading: float
    processor: float
    memory: float


def run(*arguments: str) -> Alone:
    """Run a command of the planner with this interpreter.

    Raises:
        ChildProcessError: it did not tell what it took.
    """
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.alone", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    *said, last = done.stderr.splitlines() or [""]
    try:
        told = json.loads(last)
    except ValueError:
        raise ChildProcessError(f"{' '.join(arguments)}: {done.stderr[-500:]}") from None
    code, ended = done.returncode, told["ended"]
    loading = told["began"] - begun
    return Alone(code, done.stdout, "\n".join(said), ended - begun, loading, told["processor"], told["memory"])


def peak() -> float:
    """MiB that this process had in memory at most."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _load() -> None:
    """What commands load when they need it."""
    for package in ("model", "solve", "study", "service", "report", "storage", "check", "messages"):
        parent = import_module(f"planner.{package}")
        for found in walk_packages(parent.__path__, f"{parent.__name__}."):
            import_module(found.name)


def main() -> None:
    """Run the command of the arguments."""
    from planner.cli import main as planner

    if sys.argv[1:2] == ["--loaded"]:
        del sys.argv[1]
        _load()
    began = time.time()
    try:
        planner(prog_name="planner")
    finally:
        sys.stdout.flush()
        told = {"began": began, "ended": time.time(), "processor": time.process_time(), "memory": peak()}
        print("\n" + json.dumps(told), file=sys.stderr)


if __name__ == "__main__":
    main()
