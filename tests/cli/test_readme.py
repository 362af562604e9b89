"""The examples of the README are what the program prints."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from click.testing import Result

README = Path(__file__).parents[2] / "README.md"
LEFT_OUT = "..."


def _examples() -> Iterator[tuple[str, list[str]]]:
    for block in re.findall(r"^```console\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        command, *shown = block.splitlines()
        yield command.removeprefix("$ "), shown


EXAMPLES = list(_examples())


def test_the_readme_shows_what_commands_print() -> None:
    assert sum(bool(shown) for _, shown in EXAMPLES) >= 3


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_example_prints_what_the_readme_shows(planner: Callable[..., Result], command: str, shown: list[str]) -> None:
    program, *arguments = shlex.split(command)
    assert program == "planner"
    result = planner(*arguments)
    assert result.exit_code in (0, 3), result.stderr
    text = "\n".join(line.rstrip() for line in result.stdout.splitlines()) + "\n"
    parts = ["".join(f"{line}\n" for line in lines) for left, lines in groupby(shown, LEFT_OUT.__eq__) if not left]
    if shown and LEFT_OUT not in shown:
        assert parts == [text]
    for part in parts:
        assert part in text
        text = text.partition(part)[2]
