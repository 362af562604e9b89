"""Data against the schemas: first the quick one, and pydantic to word what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from planner.domain.text import Key
from planner.errors import BadInput
from planner.storage import hints, quick, synonyms, yaml_reader
from planner.storage.patterns import DATE, IN_CODE, SOURCE, TERM


class Source:
    """A piece of data and how to name a place in it: its file and, where the text is known, the line.

    `changed` names top-level keys that were not read from the file, but set over it; `places` tells where the items of
    a top-level list stood in the file, for lists that lost some of theirs.
    """

    def __init__(
        self,
        data: Any,
        file: str,
        text: str | None = None,
        changed: Collection[str] = (),
        places: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self.data, self.file, self.text, self.changed, self.places = data, file, text, changed, places or {}

    def error(self, key: str, path: tuple[str | int, ...] = (), **values: Any) -> BadInput:
        """An error at a key path."""
        match path:
            case (str(name), int(number), *rest) if name in self.places:
                path = (name, self.places[name][number], *rest)
        written = self.text is not None and path and path[0] not in self.changed
        line = yaml_reader.line_of(self.text or "", path) if written else None
        return BadInput(key, file=self.file, line=line, where=dotted(path), **values)


def dotted(path: tuple[str | int, ...]) -> str:
    """`units[3].credits` for ("units", 3, "credits")."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def validate(source: Source, kind: str) -> dict[str, Any]:
    """The data of a file of this kind (a key of `schemas.MODELS`) if it fits.

    Raises:
        BadInput: naming the first key that does not fit.
    """
    if not isinstance(source.data, dict):
        raise source.error("schema.mapping")
    if not quick.fits(source.data, kind):
        from planner.storage.as_written import fitted, without_empty

        if kind == "learner":
            source.data = without_empty(source.data, kind)
        source.data = fitted(source.data, kind) if kind != "plan" else source.data
        if not quick.fits(source.data, kind):
            _explain(source, kind)
    return source.data


def _explain(source: Source, kind: str) -> NoReturn:
    from pydantic import ValidationError

    from planner.storage import schemas

    try:
        schemas.MODELS[kind].model_validate(source.data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        first = _place(source, problems[0])
        same = [item for item in problems if _place(source, item)[: len(first)] == first]
        problem = max(same, key=lambda item: len(_place(source, item)))
        _raise(source, problem, kind)
    raise source.error("schema.other", value="?", why="schemas.json refuses what the schema accepts")


def _place(source: Source, problem: Any) -> tuple[str | int, ...]:
    """The steps of a problem's path that exist in the data; pydantic adds the names of its types."""
    path: list[str | int] = []
    node = source.data
    for step in problem["loc"]:
        if isinstance(node, dict) and (step in node or (problem["type"] == "missing" and step == problem["loc"][-1])):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _raise(source: Source, problem: Any, kind: str) -> NoReturn:
    """Word a problem of pydantic's."""
    place, context = _place(source, problem), problem.get("ctx", {})
    node = place[-1] if problem["loc"][-1] == "[key]" else _at(source.data, place)
    match problem["type"]:
        case "extra_forbidden" if node is None and str(place[-1]).isdigit():
            raise source.error("schema.comma", place[:-1], value=place[-1])
        case "extra_forbidden" | "invalid_key":
            raise source.error("schema.unknown_key", place, known=hints.near(place[-1], keys_at(kind, place[:-1])))
        case "missing":
            beside = _at(source.data, place[:-1])
            meant = next((key for key in beside if synonyms.meaning(str(key)[:60], [str(place[-1])])), None)
            if meant is not None:
                raise source.error(
                    "schema.unknown_key", (*place[:-1], meant), known=hints.near(meant, map(str, place[-1:]))
                )
            raise source.error("schema.missing", place)
        case "literal_error":
            known = hints.near(node, _choices(context["expected"]))
            value = node if isinstance(node, str) else _short(node)
            raise source.error("schema.choice", place, value=value, known=known)
        case "string_too_long":
            most = Key("expected.signs", limit=context["max_length"])
            raise source.error("schema.range", place, value=_short(node), expected=most)
        case "string_pattern_mismatch" if context["pattern"] not in _PATTERNS:
            raise source.error("schema.code", place, value=_short(node), why=_not_a_code(str(node)))
        case "string_pattern_mismatch":
            expected = _PATTERNS[context["pattern"]]
            raise source.error("schema.pattern", place, value=_short(node), expected=Key(f"expected.{expected}"))
        case "too_short":
            least = Key("expected.at_least", limit=context["min_length"])
            raise source.error("schema.range", place, value=_short(node), expected=least)
        case "greater_than_equal" | "less_than_equal":
            limit, word = (context["ge"], "at_least") if "ge" in context else (context["le"], "at_most")
            limit = int(limit) if limit == int(limit) else limit
            raise source.error("schema.range", place, value=_short(node), expected=Key(f"expected.{word}", limit=limit))
    wanted = _TYPES.get(problem["type"].removesuffix("_type"))
    if wanted == "str":
        payers = place[:1] == ("funding",) and len(place) < 3
        by_key = _EXPECTED_AT | (_CLOCKS if kind == "scenarios" else {})
        wanted = "funding" if payers else by_key.get(str(place[-1]) if place else "", wanted)
    if wanted is not None:
        raise source.error("schema.type", place, value=_short(node), expected=Key(f"expected.{wanted}"))
    raise source.error("schema.other", place, why=problem["msg"], value=_short(node))


def _not_a_code(text: str) -> Key:
    """What keeps a text from being a code."""
    sign = next((sign for sign in text if sign != " " and not re.fullmatch(IN_CODE, sign)), None)
    if sign is not None:
        return Key("code.sign", sign=repr(sign) if sign.isprintable() else f"U+{ord(sign):04X}")
    return Key("code.blanks" if "  " in text else "code.letter")


_PATTERNS = {
    DATE: "date",
    TERM: "term",
    SOURCE: "source",
    r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$": "clock",
}
_TYPES = {
    "string": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "list": "list",
    "dict": "dict",
    "model": "dict",
    "finite_number": "float",
}


_CLOCKS = {"start": "clock", "end": "clock"}
_EXPECTED_AT = {"start": "term", "deadline": "term", "term": "term", "from": "date", "to": "date"}


def _choices(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def keys_at(kind: str, path: tuple[str | int, ...]) -> list[str]:
    """Keys that the schema has at a path."""
    return [key for option in _at_path(kind, path) for key in option.get("properties", ())]


def has_place(kind: str, path: tuple[str | int, ...]) -> bool:
    """Whether the schema has anything at a path."""
    return any(_at_path(kind, path))


def _at_path(kind: str, path: tuple[str | int, ...]) -> list[dict[str, Any]]:
    schema = quick.schemas()[kind]
    options = [schema]
    for step in path:
        options = [inner for option in options for inner in _inside(option, step, schema)]
    return options


def _inside(option: dict[str, Any], step: str | int, schema: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(step, int):
        found = option.get("items", {})
    else:
        by_pattern = next(iter(option.get("patternProperties", {}).values()), None)
        found = option.get("properties", {}).get(step) or by_pattern or option.get("additionalProperties") or {}
    options = found.get("anyOf", [found]) if isinstance(found, dict) else []
    return [schema["$defs"][o["$ref"].rpartition("/")[2]] if "$ref" in o else o for o in options]


def _short(value: Any) -> Any:
    """A value as a message quotes it."""
    if value is None:
        return Key("expected.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value) if isinstance(value, str) else _written(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _written(value: Any) -> str:
    """A value as one writes it in YAML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_written(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
        case True | False:
            return "true" if value else "false"
        case None:
            return "null"
    return str(getattr(value, "written", value))
