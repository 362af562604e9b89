"""Files as people have them: regular ones of a bearable size, and their text whatever encoding and line ends it has."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import BadInput

LARGEST_FILE, LARGEST_TEXT = 24_000_000, 1_000_000
"""Bytes of any file (a cohort of 100 000 learners has 14 million), and signs of YAML and JSON, which take longer to
read (a programme has 30 000).
"""
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
"""Endings of the names of tables, those too that are only told how to save them otherwise."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WESTERN = frozenset("€Œœ‘’“”–—…\u00a0«»°²§·©®ªº¡¿£" + "".join(map(chr, range(0xC0, 0x100)))) - set("×÷ÐÞðþÿ")
"""Signs that Western texts use; the others of cp1252 mean that the text is in another encoding."""


@dataclass(slots=True)
class _Run:
    """The files that a run has read, by device and number, whatever their names and the links to them; `old` are those
    that hold an earlier plan, which a new one may replace.
    """

    read: set[tuple[int, int]] = field(default_factory=set)
    old: set[tuple[int, int]] = field(default_factory=set)


_RUN: ContextVar[_Run | None] = ContextVar("planner_run", default=None)
"""The run of this thread or task, from its `begin` on; what is read outside of one is not kept in mind."""


def begin() -> None:
    """A run begins: nothing has been read for it."""
    _RUN.set(_Run())


@contextmanager
def run() -> Iterator[None]:
    """A run, as long as the work inside lasts; the one around it then goes on."""
    before = _RUN.set(_Run())
    try:
        yield
    finally:
        _RUN.reset(before)


def replaceable(path: Path) -> None:
    """What was read there may be replaced by a newer one, until `stays` says that there is none."""
    run = _RUN.get()
    if run is not None:
        about = path.stat()
        run.read.discard((about.st_dev, about.st_ino))
        run.old.add((about.st_dev, about.st_ino))


def stays() -> None:
    """No newer plan has been found: the earlier one is kept."""
    run = _RUN.get()
    if run is not None:
        run.read |= run.old


def keep(path: Path, told: Path | None = None) -> None:
    """Refuse to write, or remove, a file that the run has read.

    Raises:
        BadInput: naming `told`, or the path.
    """
    run = _RUN.get()
    try:
        about = path.stat()
    except (OSError, ValueError):
        return
    if run is not None and (about.st_dev, about.st_ino) in run.read:
        raise BadInput("file.input", file=str(told or path))


def read_bytes(path: Path) -> bytes:
    """A file's bytes; errors name it. Pipes and devices are no files: they may never end.

    Raises:
        BadInput: there is no such file, it cannot be read, or it is too large.
    """
    name = str(path)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise BadInput("file.directory", file=name)
        if not stat.S_ISREG(kind):
            raise BadInput("file.special", file=name)
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise BadInput("file.missing", file=name) from None
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from None
    if len(data) > LARGEST_FILE:
        raise BadInput("file.large", file=name, most=LARGEST_FILE // 1_000_000)
    run = _RUN.get()
    if run is not None:
        run.read.add((about.st_dev, about.st_ino))
    return data


def _unreadable(name: str, error: OSError | ValueError) -> BadInput:
    match getattr(error, "errno", None):
        case errno.ENAMETOOLONG:
            return BadInput("file.long_name", file=name if len(name) <= 60 else name[:57] + "...")
        case errno.EACCES | errno.EPERM:
            return BadInput("file.denied", file=name)
    return BadInput("file.unreadable", file=name, why=getattr(error, "strerror", None) or str(error))


def read_text(path: Path) -> str:
    """A file's text, as `text_of` has it; empty and binary files are errors."""
    return text_of(read_bytes(path), str(path))


def text_of(data: bytes, file: str) -> str:
    r"""The text of bytes: lines end with \n, accents are composed (NFC), a byte-order mark is gone.

    Raises:
        BadInput: the bytes are no text, in none of the encodings that are told apart, or nothing.
    """
    if data.startswith((b"%PDF", b"PK\3\4")):
        raise BadInput("file.pdf" if data[0] == ord("%") else "file.office", file=file)
    text = _decode(data, file)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = compose(text)
    control = _CONTROL.search(text)
    if control is not None:
        line, sign = text.count("\n", 0, control.start()) + 1, f"U+{ord(control[0]):04X}"
        raise BadInput("file.control", file=file, line=line, sign=sign)
    if not text.strip("\ufeff \t\n\u00a0"):
        raise BadInput("file.empty", file=file)
    return text


def compose(text: str) -> str:
    """A text with each accent in one sign with its letter, so that codes that look the same are the same."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def _decode(data: bytes, file: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    text = None if marked else _western(data)
    if text is None:
        raise BadInput("file.binary", file=file, line=line)
    return text


def _western(data: bytes) -> str | None:
    """The text in the encoding of Windows for Western Europe, if it can be no other: all its signs are usual there, and
    no three letters beyond ASCII follow each other, as those of other scripts do.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    row = 0
    for sign in text:
        row = row + 1 if sign.isalpha() and not sign.isascii() else 0
        if row > 2 or not (sign.isascii() or sign in _WESTERN):
            return None
    return text
