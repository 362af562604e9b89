"""Data against the schemas: first the quick one, and pydantic to word what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from planner.domain.text import Key
from planner.errors import MOST_PROBLEMS, BadInput, Gathering
from planner.storage import hints, quick, yaml_reader
from planner.storage.patterns import DATE, IN_CODE, SOURCE, TERM


class Source:
    """A piece of data and how to name a place in it: its file and the line, which is that of the key where the text is
    known, else `line`.

    `changed` names top-level keys that were not read from the file, but set over it; `places` tells where the items of
    a top-level list stood in the file, for lists that lost some of theirs. Data that came from no file has no `file`;
    where it is a part of something larger, `under` is its path in there.
    """

    def __init__(
        self,
        data: Any,
        file: str | None,
        text: str | None = None,
        changed: Collection[str] = (),
        places: Mapping[str, Sequence[int]] | None = None,
        line: int | None = None,
        under: tuple[str | int, ...] = (),
    ) -> None:
        self.data, self.file, self.text, self.changed, self.places = data, file, text, changed, places or {}
        self.line, self.under = line, under
        self._lines = None if text is None else yaml_reader.Lines(text)

    def of(self, data: Any, places: Mapping[str, Sequence[int]] | None = None) -> Source:
        """The same source with other data."""
        return Source(data, self.file, self.text, self.changed, places or self.places, self.line, self.under)

    def error(self, key: str, path: tuple[str | int, ...] = (), **values: Any) -> BadInput:
        """An error at a key path."""
        match path:
            case (str(name), int(number), *rest) if name in self.places:
                path = (name, self.places[name][number], *rest)
        line = self.line
        if self._lines is not None:
            line = self._lines.at(path) if path and path[0] not in self.changed else None
        return BadInput(key, file=self.file, line=line, where=dotted((*self.under, *path)), **values)


def dotted(path: tuple[str | int, ...]) -> str:
    """`units[3].credits` for ("units", 3, "credits")."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def validate(source: Source, kind: str) -> dict[str, Any]:
    """The data of a file of this kind (a key of `schemas.MODELS`) if it fits.

    Raises:
        BadInput: naming every key that does not fit.
    """
    Gathering(sift(source, kind).values()).end()
    data: dict[str, Any] = source.data
    return data


def sift(source: Source, kind: str) -> dict[str, BadInput]:
    """What keeps the top-level keys of the data from fitting the schema; the source goes on without them.

    Raises:
        BadInput: the data is no mapping.
    """
    if not isinstance(source.data, dict):
        raise source.error("schema.mapping")
    if not quick.fits(source.data, kind):
        from planner.storage.as_written import fitted, without_empty

        if kind == "learner":
            source.data = without_empty(source.data, kind)
        source.data = fitted(source.data, kind) if kind != "plan" else source.data
        if not quick.fits(source.data, kind):
            return _explain(source, kind)
    return {}


def _explain(source: Source, kind: str) -> dict[str, BadInput]:
    from pydantic import ValidationError

    from planner.storage import schemas

    refused: dict[str, list[BadInput]] = {}
    try:
        schemas.MODELS[kind].model_validate(source.data)
    except ValidationError as error:
        problems = error.errors(include_url=False)[: 5 * MOST_PROBLEMS]
        for problem in _causes([(_steps(source, problem), problem) for problem in problems]):
            refused.setdefault(str(problem["loc"][0]), []).append(_worded(source, problem, kind))
    if not refused:
        raise source.error("schema.other", value="?", why="schemas.json refuses what the schema accepts")
    source.data = {key: value for key, value in source.data.items() if key not in refused}
    return {key: BadInput.of(found) for key, found in refused.items()}


_Steps = tuple[tuple[str | int, ...], Mapping[int, str]]


def _causes(told: list[tuple[_Steps, Any]]) -> list[Any]:
    """The problems that a person has to solve: where a value may have several forms, those of the form that it is most
    like.
    """
    causes: list[Any] = []
    while told and len(causes) < MOST_PROBLEMS:
        (place, _), first = told[0]
        size = len(place)
        same = [item for item in told if item[0][0][:size] == place]
        deepest = max(same, key=lambda item: len(item[0][0]))
        if len(deepest[0][0]) == size:
            causes.append(first)
        else:
            form = deepest[0][1].get(size)
            inside = [item for item in same if len(item[0][0]) > size and item[0][1].get(size) == form]
            causes += _causes(inside)
        told = [item for item in told if item[0][0][:size] != place]
    return causes


def _steps(source: Source, problem: Any) -> _Steps:
    """The steps of a problem's path that exist in the data, and by their number what pydantic adds before them: the
    names of its types.
    """
    path: list[str | int] = []
    forms: dict[int, str] = {}
    node = source.data
    for step in problem["loc"]:
        if isinstance(node, dict) and (step in node or (problem["type"] == "missing" and step == problem["loc"][-1])):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            forms[len(path)] = forms.get(len(path), "") + str(step)
            continue
        path.append(step)
    return tuple(path), forms


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _worded(source: Source, problem: Any, kind: str) -> BadInput:
    """A problem of pydantic's as ours."""
    place, context = _steps(source, problem)[0], problem.get("ctx", {})
    node = place[-1] if problem["loc"][-1] == "[key]" else _at(source.data, place)
    match problem["type"]:
        case "extra_forbidden" if node is None and str(place[-1]).isdigit():
            return source.error("schema.comma", place[:-1], value=place[-1])
        case "extra_forbidden" | "invalid_key":
            return source.error("schema.unknown_key", place, known=hints.near(place[-1], keys_at(kind, place[:-1])))
        case "missing":
            beside = _at(source.data, place[:-1])
            unknown = [str(key)[:60] for key in beside if key not in keys_at(kind, place[:-1])]
            meant = next((key for key in unknown if hints.close(key, [str(place[-1])])), None)
            if meant is not None:
                return source.error(
                    "schema.unknown_key", (*place[:-1], meant), known=hints.near(meant, map(str, place[-1:]))
                )
            return source.error("schema.missing", place)
        case "literal_error":
            known = hints.near(node, _choices(context["expected"]))
            value = node if isinstance(node, str) else _short(node)
            return source.error("schema.choice", place, value=value, known=known)
        case "string_too_long":
            most = Key("expected.signs", limit=context["max_length"])
            return source.error("schema.range", place, value=_short(node), expected=most)
        case "string_pattern_mismatch" if context["pattern"] not in _PATTERNS:
            return source.error("schema.code", place, value=_short(node), why=_not_a_code(str(node)))
        case "string_pattern_mismatch":
            expected = _PATTERNS[context["pattern"]]
            return source.error("schema.pattern", place, value=_short(node), expected=Key(f"expected.{expected}"))
        case "too_short":
            least = Key("expected.at_least", limit=context["min_length"])
            return source.error("schema.range", place, value=_short(node), expected=least)
        case "greater_than_equal" | "less_than_equal":
            limit, word = (context["ge"], "at_least") if "ge" in context else (context["le"], "at_most")
            limit = int(limit) if limit == int(limit) else limit
            return source.error(
                "schema.range", place, value=_short(node), expected=Key(f"expected.{word}", limit=limit)
            )
    wanted = _TYPES.get(problem["type"].removesuffix("_type"))
    if wanted == "str":
        payers = place[:1] == ("funding",) and len(place) < 3
        by_key = _EXPECTED_AT | (_CLOCKS if kind == "scenarios" else {})
        wanted = "funding" if payers else by_key.get(str(place[-1]) if place else "", wanted)
    if wanted is not None:
        return source.error("schema.type", place, value=_short(node), expected=Key(f"expected.{wanted}"))
    return source.error("schema.other", place, why=problem["msg"], value=_short(node))


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
