"""Results into files: written beside the target, then renamed, so that nothing is ever half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from planner.errors import BadInput


def write(path: Path, content: str | bytes, *, by: Path | None = None) -> None:
    """Write a file whole, text in UTF-8, or leave what was there. What is not whole yet stands in the folder `by`, on
    the same disk; beside the file where none is given.

    Raises:
        BadInput: when the folder does not exist or cannot be written.
    """
    write_parts(path, (content,), by=by)


def write_parts(path: Path, parts: Iterable[str | bytes], *, by: Path | None = None) -> None:
    """The same for a file that is too large to be held in memory."""
    path = path.resolve()
    contents = (part.encode() if isinstance(part, str) else part for part in parts)
    if path.exists() and not path.is_file():
        _through(path, b"".join(contents))
        return
    try:
        handle, name = tempfile.mkstemp(dir=by or path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(contents)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None


def _through(path: Path, content: bytes) -> None:
    """Into a device or a pipe, which nothing may replace."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None
