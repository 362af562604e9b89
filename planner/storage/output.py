"""Results into files: written beside the target, then renamed, so that nothing is ever half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from planner.errors import BadInput


def write(path: Path, text: str) -> None:
    """Write a text file whole, or leave what was there.

    Raises:
        BadInput: when the folder does not exist or cannot be written.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        _through(path, text)
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None


def _through(path: Path, text: str) -> None:
    """Into a device or a pipe, which nothing may replace."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput("file.write", file=str(path), why=error.strerror or str(error)) from None
