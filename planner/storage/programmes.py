"""Programmes from `instances/<id>/programme.yaml`, or from any path; found, read, cross-checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from planner.domain.programme import Programme
from planner.errors import BadInput
from planner.storage import files, hints, yaml_reader
from planner.storage.programme_parts import Parts
from planner.storage.validation import Source, validate

if TYPE_CHECKING:
    from planner.storage.timetables import Timetable

FILE_NAME, TIMETABLE_NAME = "programme.yaml", "timetable.csv"
_READING = Lock()
"""Held by the thread that reads, so that threads that ask for one programme at once get one object."""


def instances_folder() -> Path:
    """Where the shipped programmes are: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent.parent / "instances"
    return inside if inside.is_dir() else inside.parent.parent / "instances"


def identifiers() -> list[str]:
    """Ids of the shipped programmes."""
    return sorted(path.parent.name for path in instances_folder().glob(f"*/{FILE_NAME}"))


def locate(name: str, beside: Path | None = None) -> Path:
    """The file of a programme by id or by path; a relative path also counts from the folder `beside`.

    Raises:
        BadInput: listing the known ids.
    """
    if name in identifiers():
        return instances_folder() / name / FILE_NAME
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
    path, timetable = locate(name, beside), timetable_of(name, timetable, beside=beside)
    text = files.read_text(path)
    if timetable is None:
        read = None
    else:
        from planner.storage import timetables

        read = timetables.load(timetable)
    with _READING:
        return _read(path, text, read)


def timetable_of(name: str, timetable: Path | None = None, *, beside: Path | None = None) -> Path | None:
    """The timetable that goes with a programme: the one given, else the one in its folder, if there is one."""
    own = locate(name, beside).parent / TIMETABLE_NAME
    return timetable if timetable is not None or not own.is_file() else own


@lru_cache(maxsize=64)
def _read(path: Path, text: str, timetable: Timetable | None) -> Programme:
    source = _extended(path, text)
    data = validate(source, "programme")
    parts = Parts(source, data)
    read_from = repr(data) if "extends:" in text else text
    if timetable is None:
        return parts.programme(str(path), read_from)
    from planner.storage import timetables

    programme = parts.programme(str(path), read_from + timetable.rows + timetable.travel)
    return timetables.with_timetable(programme, timetable)


def raw(name: str) -> dict[str, Any]:
    """The validated data of a programme's file, as written: what is shown of it beside the domain's view."""
    return _raw(locate(name))


def _raw(path: Path) -> dict[str, Any]:
    return validate(_extended(path, files.read_text(path)), "programme")


def _extended(path: Path, text: str) -> Source:
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
