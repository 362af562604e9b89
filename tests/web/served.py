"""`planner serve` as a process of its own, for tests in a browser."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Desk(NamedTuple):
    """A desk that is served: its folder, its address, and the link that its first line held."""

    folder: Path
    address: str
    link: str


def serve(folder: Path, *options: str) -> tuple[subprocess.Popen[str], Desk]:
    """`planner serve` on a free port, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "planner", "serve", "--data", str(folder), "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    return process, Desk(folder, f"http://127.0.0.1:{port}", link)


def stop(process: subprocess.Popen[str]) -> None:
    """End the server, and what it started."""
    process.terminate()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()
