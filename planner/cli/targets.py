"""Where `--out` may write: into no file that is read, into none that exists by mistake, and one run at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.cli import ending
from planner.errors import BadInput

Command = Callable[..., Any]


def is_new(out: Path | None, *, overwrite: bool) -> None:
    """Refuse to replace a file that people go on writing in, unless they ask for it.

    Raises:
        BadInput: there is one.
    """
    if out is not None and out.is_file() and not overwrite:
        raise BadInput("new.exists", file=str(out))


def spares_inputs(command: Command, replaces: str) -> Command:
    """`--out` is none of the files that the command line names as input; of those that they name in turn, the writing
    itself takes care.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        from planner.storage import files

        files.begin()
        out = kwargs.get("out")
        if out is not None and out.is_file():
            paths = [
                value for name, value in kwargs.items() if name not in ("out", replaces) and isinstance(value, Path)
            ]
            if any(_same(out, path) for path in (*paths, Path(kwargs.get("programme") or ""))):
                raise BadInput("file.input", file=str(out))
        return command(*args, **kwargs)

    return run


def _same(one: Path, other: Path) -> bool:
    """Whether both are names of one file that exists."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def alone(command: Command, name: str) -> Command:
    """While the command runs, no other run writes the file, or replaces the folder, of the option of this name."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        path = kwargs.get(name)
        if path is None:
            return command(*args, **kwargs)
        from planner.storage.lock import only_writer

        ending.cleans_up_on_signals()
        with only_writer(path):
            return command(*args, **kwargs)

    return run
