"""Results into files: written beside the target, then renamed, so that nothing is ever half-written.

Every path that is written to is followed first (`target`): through symbolic links to files and to folders, also to what
is not there yet. What a link stands for is replaced, the link stays. Links that lead to each other are refused.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from planner.domain.text import Key
from planner.errors import BadInput
from planner.storage import files
from planner.storage.unfinished import unfinished

WHY = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "not_folder",
    errno.EEXIST: "not_folder",
    errno.EISDIR: "folder",
    errno.EACCES: "refused",
    errno.EPERM: "refused",
    errno.EROFS: "refused",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENAMETOOLONG: "long",
    errno.EBADF: "closed",
}
"""What the system says, as the end of a key of the catalogue."""


def target(path: Path) -> Path:
    """What a path stands for, its links followed; a device or a pipe is not looked behind.

    Raises:
        BadInput: its links lead in a circle, or it cannot be looked at.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            return path
        found = path.resolve()
        found.lstat()
    except FileNotFoundError:
        return found
    except (OSError, RuntimeError) as error:  # RuntimeError: how Python up to 3.12 names a circle of links
        raise refusal(path, error) from None
    if found.is_symlink():
        raise BadInput("file.circle", file=str(path))
    return found


def folder_target(path: Path) -> Path:
    """The same of a folder to be filled, which may be missing.

    Raises:
        BadInput: also when something else is there.
    """
    found = target(path)
    if found.exists() and not found.is_dir():
        raise BadInput("file.not_folder", file=str(path))
    return found


def refusal(path: Path, error: OSError | RuntimeError) -> BadInput:
    """The message that a path cannot be written."""
    if isinstance(error, RuntimeError):
        return BadInput("file.circle", file=str(path))
    why = Key(f"write.{WHY[error.errno]}") if error.errno in WHY else error.strerror or str(error)
    return BadInput("file.write", file=str(path), why=why)


def write(path: Path, content: str | bytes, *, by: Path | None = None) -> None:
    """Write a file whole, text in UTF-8, or leave what was there. What is not whole yet stands in the folder `by`, on
    the same disk; beside the file where none is given.

    Raises:
        BadInput: when the folder does not exist or cannot be written, or the run has read the file.
    """
    write_parts(path, (content,), by=by)


def write_parts(path: Path, parts: Iterable[str | bytes], *, by: Path | None = None) -> None:
    """The same for a file that is too large to be held in memory."""
    given, path = path, target(path)
    files.keep(path, given)
    contents = (part.encode() if isinstance(part, str) else part for part in parts)
    near = by if by is not None and path.parent == by.parent.resolve() else path.parent
    try:
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(b"".join(contents))  # into a device or a pipe, which nothing may replace
            return
        handle, name = tempfile.mkstemp(dir=near, prefix=".planner-")
        with unfinished(Path(name)) as made:
            with os.fdopen(handle, "wb") as file:
                file.writelines(contents)
            made.chmod(_usual() if mode is None else stat.S_IMODE(mode))
            made.replace(path)
    except OSError as error:
        raise refusal(given, error) from None


def _usual() -> int:
    """Permissions of a new file."""
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
