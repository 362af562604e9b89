"""Programmes by id, or from any path: found, read, cross-checked, and kept until their files change."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import files, hints, yaml_reader
from planner.storage.programme_parts import Parts
from planner.storage.registry import FILE_NAME, KNOWN, Registry
from planner.storage.validation import Source, parse, validate

if TYPE_CHECKING:
    from planner.storage.timetables import Timetable

TIMETABLE_NAME = "timetable.csv"


class Find(Protocol):
    """A way from the name of a programme to the programme."""

    def __call__(self, name: str, /, *, beside: Path | None = None, timetable: Path | None = None) -> Programme:
        """The programme, with its own timetable or the one given."""


_READING = Lock()
"""Held by the thread that reads, so that threads that ask for one programme at once get one object."""


def identifiers() -> list[str]:
    """Ids of the programmes that are known."""
    return KNOWN.ids()


def locate(name: str, beside: Path | None = None) -> Path:
    """The file of a programme by id or by path; a relative path also counts from the folder `beside`.

    Raises:
        BadInput: listing the known ids.
    """
    found = KNOWN.path(name)
    if found is not None:
        return found
    for path in (base / form for form in _forms(name) for base in (Path(), beside or Path())):
        try:
            if path.is_dir() and (path / FILE_NAME).is_file():
                return path / FILE_NAME
            if path.is_file():
                return path
        except (OSError, ValueError):
            break
    raise BadInput("programme.unknown", name=name, known=hints.near(name, identifiers()))


def _forms(name: str) -> tuple[str, ...]:
    """The name, and with accents apart from their letters, as some systems write the names of files."""
    if name.isascii():
        return (name,)
    from unicodedata import normalize

    return (name, normalize("NFD", name))


def load(name: str, *, beside: Path | None = None, timetable: Path | None = None) -> Programme:
    """A programme by id or path; `timetable` (CSV or XLSX) replaces the pattern of the modalities that it lists.

    Raises:
        BadInput: naming file, line or key.
    """
    return read(locate(name, beside), timetable)


def load_known(
    name: str, *, beside: Path | None = None, timetable: Path | None = None, registry: Registry = KNOWN
) -> Programme:
    """A programme by id, whatever path the name may be; nothing is looked up `beside` anything.

    Raises:
        BadInput: listing the known ids; or naming file, line or key of what is wrong with it.
    """
    return read(registry.file(name), timetable)


def load_named(
    source: Source, path: tuple[str | int, ...], name: str, *, beside: Path | None = None,
    timetable: Path | None = None, find: Find | None = None,
) -> Programme:  # fmt: skip
    """The programme that data names at a key: by id or path where the data is a file's, else by id alone, unless `find`
    has another way.

    Raises:
        BadInput: at that key, or naming file, line or key of what is wrong with the programme.
    """
    find = find or (load_known if source.file is None else load)
    try:
        return find(name, beside=beside, timetable=timetable)
    except BadInput as error:
        if error.file is None:
            raise source.error(error.key, path, **error.values) from None
        raise


def read(path: Path, timetable: Path | None = None) -> Programme:
    """The programme of a file with the timetable that is given, or with that of its folder. As long as the files are
    what they were it is the same object.

    Raises:
        BadInput: naming file, line or key.
    """
    text, timetable = _text(files.read_bytes(path), str(path)), timetable or _own_timetable(path)
    if timetable is None:
        given = None
    else:
        from planner.storage import timetables

        given = timetables.load(timetable)
    with _READING:
        return _read(path, text, _base(path, text), given)


def timetable_of(name: str, timetable: Path | None = None, *, beside: Path | None = None) -> Path | None:
    """The timetable that goes with a programme: the one given, else the one in its folder, if there is one."""
    return timetable or _own_timetable(locate(name, beside))


def _own_timetable(path: Path) -> Path | None:
    own = path.parent / TIMETABLE_NAME
    return own if own.is_file() else None


def _base(path: Path, text: str) -> str:
    """The text of the programme that this one extends; nothing where it extends none that can be read."""
    base = _extended(text)
    try:
        return files.read_text(locate(base, path.parent)) if base else ""
    except BadInput:
        return ""


@lru_cache(maxsize=64)
def _text(data: bytes, file: str) -> str:
    """The text of bytes, the same object for the same: pages ask for it again and again."""
    return files.text_of(data, file)


@lru_cache(maxsize=64)
def _extended(text: str) -> str:
    """The programme that this one extends, if there is one."""
    found = re.search(r"(?m)^extends:\s*[\"']?([^\"'#\n]*[^\"'#\s])", text)
    return found[1] if found else ""


@lru_cache(maxsize=64)
def _read(path: Path, text: str, base: str, timetable: Timetable | None) -> Programme:
    """The programme of texts, those of all files that it is read from."""
    source = _extend(path, text)
    parts = Parts(source, parse(source, "programme"))
    read_from = repr(source.data) if "extends:" in text else text
    if timetable is None:
        return parts.programme(str(path), read_from)
    from planner.storage import timetables

    programme = parts.programme(str(path), read_from + timetable.rows + timetable.travel)
    return timetables.with_timetable(programme, timetable)


def raw(name: str) -> dict[str, Any]:
    """The validated data of a programme's file, as written: what is shown of it beside the domain's view."""
    return _raw(locate(name))


def _raw(path: Path) -> dict[str, Any]:
    return validate(_extend(path, files.read_text(path)), "programme")


def _extend(path: Path, text: str) -> Source:
    """A file's data; with `extends: ID` its keys replace those of the programme that it names."""
    data = yaml_reader.parse(text, str(path))
    if isinstance(data, dict) and "extends" in data:
        below = locate(str(data["extends"]), path.parent)
        if below.resolve() == path.resolve() or "extends" in yaml_reader.parse(files.read_text(below), str(below)):
            raise BadInput("programme.extends_itself", file=str(path), where="extends")
        data = _over(_raw(below), {key: value for key, value in data.items() if key != "extends"})
    return Source(data, str(path), text)


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Own keys in place of the base's; assumptions and documents are added to the base's, by id."""
    merged = {**base, **own}
    for key in ("assumptions", "documents"):
        if isinstance(own.get(key), list):
            given = [entry.get("id") for entry in own[key] if isinstance(entry, dict)]
            merged[key] = [entry for entry in base.get(key, ()) if entry["id"] not in given] + own[key]
    return merged
