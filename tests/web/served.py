"""`planner serve` as a process of its own, for tests in a browser."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, NamedTuple

DATABASE = "desk.sqlite3"
MAKE = """
import sys
from pathlib import Path
from planner.web.serving import first_person, prepare
prepare(Path(sys.argv[1]))
if "--demo" in sys.argv:
    from planner.web.demo import fill
    fill(first_person())
"""


class Desk(NamedTuple):
    """A desk that is served: its folder, its address, and the link that its first line held."""

    folder: Path
    address: str
    link: str


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@cache
def made(*options: str) -> Path:
    """The database of a desk that nobody has opened yet, or with `--demo` of a demonstration, made once by each process
    of tests: to copy it takes no time.
    """
    folder = Path(mkdtemp(prefix="planner-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", MAKE, str(folder), *options], env=env, check=True)
    return folder / DATABASE


def serve(
    folder: Path, *options: str, port: int = 0, errors: IO[str] | None = None, from_nothing: bool = False
) -> tuple[subprocess.Popen[str], Desk]:
    """`planner serve` on a port, else a free one, once it answers; what it logs stands in `errors`. A new desk begins
    with a database that was `made` before, unless it is to begin `from_nothing`.
    """
    new = not folder.exists() or all(path.suffix == ".yaml" for path in folder.iterdir())
    if new and not from_nothing and "--database" not in options:
        folder.mkdir(0o700, parents=True, exist_ok=True)
        shutil.copy(made(*(option for option in options if option == "--demo")), folder / DATABASE)
    port = port or free_port()
    command = [sys.executable, "-m", "planner", "serve", "--data", str(folder), "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    return process, Desk(folder, f"http://127.0.0.1:{port}", link)


def stop(process: subprocess.Popen[str]) -> None:
    """End the server, and what it started."""
    process.terminate()
    process.wait(60)
    assert process.stdout is not None
    process.stdout.close()
