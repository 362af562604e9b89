"""JSON of programs that people may have changed: no key twice, and no number or text that is none."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from planner.domain.text import Key
from planner.errors import BadInput
from planner.storage.files import LARGEST_TEXT
from planner.storage.numbers import LONGEST

DEEPEST = 60


class _NumberError(ValueError):
    """What is no number for us, as it is written."""


class _TwiceError(ValueError):
    """A key that stands twice."""


WHY = {
    "Expecting value": "value",
    "Expecting property name": "name",
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Unterminated string": "quote",
    "Invalid control character": "control",
    "Invalid \\": "escape",
    "Illegal trailing comma": "trailing",
    "Extra data": "extra",
}
"""How the library begins what it says, and the end of the key that says it here."""


def parse(text: str, file: str) -> Any:
    """The data of a JSON text.

    Raises:
        BadInput: naming the line where it is known.
    """
    if len(text) > LARGEST_TEXT:
        raise BadInput("file.large", file=file, most=LARGEST_TEXT // 1_000_000)
    try:
        data = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_decimal, parse_int=_whole
        )
        if "\\ud" in text.lower():
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise BadInput("json.syntax", file=file, line=error.lineno, why=_why(error)) from None
    except UnicodeEncodeError:
        raise BadInput("json.syntax", file=file, why="\\ud800") from None
    except _TwiceError as error:
        raise BadInput("yaml.duplicate", file=file, name=str(error)) from None
    except _NumberError as error:
        written = str(error)
        line = text.count("\n", 0, text.find(written)) + 1
        short = written if len(written) <= LONGEST // 5 else written[: LONGEST // 5 - 3] + "..."
        raise BadInput("json.number", file=file, line=line, value=short) from None
    except RecursionError:
        raise BadInput("yaml.deep", file=file) from None
    if not _shallow(data, DEEPEST):
        raise BadInput("yaml.deep", file=file)
    return data


def _no_number(text: str) -> NoReturn:
    """JSON has no NaN and no infinity."""
    raise _NumberError(text)


def _decimal(text: str) -> float:
    """A number that a computer can hold; one of 400 digits it cannot."""
    found = float(text)
    if found in (float("inf"), float("-inf")):
        raise _NumberError(text)
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST:
        raise _NumberError(text)
    return int(text)


def _why(error: json.JSONDecodeError) -> Key:
    """What is wrong, and at which sign of the line."""
    kind = next((kind for begins, kind in WHY.items() if error.msg.startswith(begins)), "other")
    return Key("json.at", column=error.colno, why=Key(f"json.{kind}"))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name)
        found[name] = value
    return found


def _shallow(data: Any, deepest: int) -> bool:
    """Whether nothing in the data lies deeper."""
    if not isinstance(data, (dict, list)):
        return True
    parts = data.values() if isinstance(data, dict) else data
    return deepest > 0 and all(_shallow(part, deepest - 1) for part in parts)
