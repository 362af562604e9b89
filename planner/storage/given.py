"""What somebody hands over: the path of a file, its data, or its rows. Data is taken as plain as a file's would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.text import Key
from planner.errors import BadInput, Gathering
from planner.storage import files, hints, yaml_reader
from planner.storage.validation import Source

Given = Path | str | Mapping[str, Any]
DEEPEST = 60
MOST_BITS = 1000
"""Of a whole number: those of 300 digits, as in files."""


def source_of(given: Given) -> Source:
    """The data of a file by its path, or that is given itself, which has no file and no lines.

    Raises:
        BadInput: the file cannot be read, or is no YAML; the data is none that a file could hold.
    """
    if isinstance(given, Mapping):
        return Source(plain(given), None)
    path = Path(given)
    text = files.read_text(path)
    return Source(yaml_reader.parse(text, str(path)), str(path), text)


def rows_of(
    given: Sequence[Mapping[str, str]], columns: Sequence[str], under: tuple[str | int, ...] = ()
) -> list[tuple[Source, dict[str, str]]]:
    """The texts of each row by its columns, those left out empty, with its place; `under` is the path of them all.

    Raises:
        BadInput: rows that are no mappings of texts, or have other keys.
    """
    gathering, found = Gathering(), []
    for number, row in enumerate(given):
        source = Source(row, None, under=(*under, number))
        for key, value in row.items() if isinstance(row, Mapping) else ():
            with gathering:
                if key not in columns:
                    raise source.error("schema.unknown_key", (key,), known=hints.near(key, columns))
                if not isinstance(value, str):
                    expected = Key("expected.str")
                    raise source.error("schema.type", (key,), value=str(value)[:60], expected=expected)
        with gathering:
            if not isinstance(row, Mapping):
                raise source.error("schema.mapping")
            found.append((source, dict.fromkeys(columns, "") | plain(row)))
    gathering.end()
    return found


def plain(data: Any, deepest: int = DEEPEST) -> Any:
    """The data as a file of it would be read: keys are texts, accents composed, days are written out; a copy.

    Raises:
        BadInput: it is too deep, or has a number that is none.
    """
    if deepest < 0:
        raise BadInput("yaml.deep")
    match data:
        case Mapping():
            return {_text(str(key)): plain(value, deepest - 1) for key, value in data.items()}
        case list() | tuple():
            return [plain(item, deepest - 1) for item in data]
        case str():
            return _text(data)
        case date():
            return data.isoformat()
        case int() if data.bit_length() > MOST_BITS:
            raise BadInput("json.number", value=f"{hex(data)[:20]}...")
        case float() if data != data or data in (float("inf"), float("-inf")):
            raise BadInput("json.number", value=str(data))
    return data


def _text(text: str) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadInput("json.syntax", why="\\ud800") from None
    return files.compose(text)
