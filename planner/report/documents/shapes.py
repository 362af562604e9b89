"""Whether stored data have the shape of their kind of document: every problem at once, by its place in the JSON."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from planner.domain.text import Day, Key, Unworded
from planner.errors import MOST_PROBLEMS, BadInput, Gathering
from planner.report.stored import LEAVES
from planner.storage.validation import Source, dotted, keys_at, short, validate

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]
EXPECTED = {
    "bool": "bool", "dict": "dict", "float": "float", "int": "int", "is_instance_of": "str", "list": "list",
    "mapping": "dict", "none_required": "nothing", "sequence": "list", "sequence_str": "list",
    "string": "str", "value_error": "date",
}  # fmt: skip
"""What is asked for, by the names that pydantic gives its problems."""


def check(kind: str, data: Mapping[str, Any]) -> None:
    """Nothing where a document of the kind (a folder of `documents`) can be drawn from the data.

    Raises:
        BadInput: naming every key that is missing, or whose value is of another type.
    """
    from pydantic import ValidationError

    gathering = Gathering()
    if kind == "programme":
        file = {key: value for key, value in data.items() if key in keys_at(kind, ())}
        with gathering:
            validate(Source(file, None), kind)
    try:
        _adapter(kind).validate_python(data, strict=True)
    except ValidationError as error:
        gathering.found += _problems(error.errors(include_url=False)[:MOST_PROBLEMS], data)
    gathering.end()


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    shape = import_module(f"planner.report.documents.{kind}.shape")
    return TypeAdapter(_readable(getattr(shape, f"{kind.capitalize()}Document")))


@cache
def _readable(hint: Any) -> Any:
    """A type as pydantic reads it: before Python 3.12 it needs typed dictionaries of another make."""
    from pydantic import AfterValidator, InstanceOf
    from typing_extensions import TypedDict

    if hint is Unworded:
        return InstanceOf[Unworded]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Literal[tuple(member.value for member in hint)]
    if hint == Day:
        return Annotated[str, AfterValidator(date.fromisoformat)]
    if is_typeddict(hint):
        keys = {}
        for name, stated in get_type_hints(hint, include_extras=True).items():
            needed = name in hint.__required_keys__ and get_origin(stated) is not NotRequired
            kept = get_args(stated)[0] if get_origin(stated) is NotRequired else stated
            keys[name] = _readable(kept) if needed else NotRequired[_readable(kept)]
        return TypedDict(hint.__name__, keys)  # type: ignore[operator]
    if not get_args(hint):
        return hint
    parts = tuple(map(_readable, get_args(hint)))
    return Union[parts] if isinstance(hint, types.UnionType) else get_origin(hint)[parts]  # noqa: UP007


def _problems(errors: list[ErrorDetails], data: Any) -> Iterator[BadInput]:
    """The problems in our words; of a value that fits none of several types, those of the type that it fits best."""
    found: dict[Place, dict[str, list[BadInput]]] = {}
    for error in errors:
        place, choice, option = _place(error, data)
        found.setdefault(choice, {}).setdefault(option, []).append(_worded(place, error))
    for options in found.values():
        yield from min(options.values(), key=len)


def _place(error: ErrorDetails, data: Any) -> tuple[Place, Place, str]:
    """Where in the data a problem is; where one of several types was tried, and which, if so: its name stands among the
    keys.
    """
    place: Place = ()
    choice, option = None, ""
    for step in error["loc"]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            if error["type"] != "missing" or step != error["loc"][-1]:
                choice, option = (place, str(step)) if choice is None else (choice, option)
                continue
        place = (*place, step)
    return place, place if choice is None else choice, option


def _worded(place: Place, error: ErrorDetails) -> BadInput:
    where, value = dotted(place), error["input"]
    if error["type"] == "missing":
        return BadInput("schema.missing", where=where)
    if error["type"] == "literal_error":
        quoted = value if isinstance(value, str) else _shown(value)
        known = ", ".join(re.findall(r"'(\w+)'", error["ctx"]["expected"]))
        return BadInput("schema.choice", where=where, value=quoted, known=Key("hint.known", names=known))
    expected = Key(f"expected.{EXPECTED.get(error['type'].removesuffix('_type'), 'other')}")
    return BadInput("schema.type", where=where, value=_shown(value), expected=expected)


def _shown(value: Any) -> Any:
    """A value as a message quotes it; what is inside may have no words yet."""
    return short(value) if value is None or isinstance(value, LEAVES) else "[…]" if isinstance(value, list) else "{…}"
