"""A page of documentation as a session: its files are written, its commands run, and what it shows is what they say.

A desk that the page serves runs to the end of the page, at a port of its own in place of the usual one.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from click.testing import Result

from tests.support import ROOT
from tests.web.served import serve, stop

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```", re.DOTALL | re.MULTILINE)
LEFT_OUT = "..."
USUAL = "http://127.0.0.1:8000"
"""Where a desk is served that is told no port."""


def blocks(path: Path) -> Iterator[tuple[str, str, str]]:
    """The language, the name of the file where it is one, and the content of each block of code."""
    yield from BLOCK.findall(path.read_text(encoding="utf-8"))


def commands(content: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, and the lines that are shown of what it says."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, [line for line in shown if line.strip() not in ("", LEFT_OUT)]


def follow(path: Path, folder: Path, planner: Callable[..., Result]) -> list[str]:
    """Do in the folder, which is the current one, what the page says; the commands that were run."""
    (folder / "instances").symlink_to(ROOT / "instances")
    done, address = [], USUAL
    with ExitStack() as ends:
        for kind, name, content in blocks(path):
            if name:
                (folder / name).write_text(content.replace(USUAL, address), encoding="utf-8")
            for command, shown in commands(content) if kind == "console" else ():
                match shlex.split(command):
                    case ["planner", "serve", "--data", data, *options]:
                        process, desk = serve(folder / data, *options)
                        ends.callback(stop, process)
                        address, said = desk.address, desk.link
                    case ["planner", "token" | "link", *_] | ["python", *_]:
                        said = in_a_shell(command, folder)
                    case ["planner", *arguments]:
                        result = planner(*arguments)
                        assert result.exit_code in (0, 3), result.output
                        said = result.output
                    case _:
                        raise AssertionError(command)
                compare(command, shown, said.replace(address, USUAL))
                done.append(command)
    return done


def in_a_shell(command: str, folder: Path) -> str:
    """What a command says that needs a process of its own."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def compare(command: str, shown: list[str], said: str) -> None:
    """Every line that is shown stands in what was said, in order; of one that ends in dots, what is before them."""
    rest = flat(said)
    for line in shown:
        part = flat(line).removesuffix("…")
        assert part in rest, f"{command}: {part!r} is not what it says:\n{said}"
        rest = rest.partition(part)[2]


def flat(text: str) -> str:
    return " ".join(text.split())
