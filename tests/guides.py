"""A page of documentation as a session: its files are written, its commands run, and what it shows is what they say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

from click.testing import Result

from tests.support import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```", re.DOTALL | re.MULTILINE)
LEFT_OUT = "..."


def blocks(path: Path) -> Iterator[tuple[str, str, str]]:
    """The language, the name of the file where it is one, and the content of each block of code."""
    yield from BLOCK.findall(path.read_text(encoding="utf-8"))


def commands(content: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words of each command of a block, and the lines that are shown of what it says."""
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield shlex.split(command), [line for line in shown if line.strip() not in ("", LEFT_OUT)]


def follow(path: Path, folder: Path, planner: Callable[..., Result]) -> list[str]:
    """Do in the folder, which is the current one, what the page says; the commands that were run."""
    (folder / "instances").symlink_to(ROOT / "instances")
    done = []
    for kind, name, content in blocks(path):
        if name:
            (folder / name).write_text(content, encoding="utf-8")
        for (program, *arguments), shown in commands(content) if kind == "console" else ():
            assert program == "planner"
            result = planner(*arguments)
            assert result.exit_code in (0, 3), result.output
            said = flat(result.output)
            for line in map(flat, shown):
                assert line in said, f"{arguments}: {line!r} is not what it says:\n{result.output}"
                said = said.partition(line)[2]
            done.append(" ".join(arguments))
    return done


def flat(text: str) -> str:
    return " ".join(text.split())
