"""Data against the schema of its kind: the object, or the messages of everything that does not fit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from planner.domain.text import Key
from planner.errors import MOST_PROBLEMS, BadInput, Gathering
from planner.storage import hints, yaml_reader
from planner.storage.nodes import ListNode, ModelNode, Node, Problem, options_of
from planner.storage.patterns import DATE, IN_CODE, SOURCE, TERM
from planner.storage.schemas import model_of
from planner.storage.shapes import node_of


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
        """The same source with other data; `places` tell where the items of its lists stood in the data of this one."""
        known = {**self.places}
        for name, kept in (places or {}).items():
            known[name] = [self.places[name][number] for number in kept] if name in self.places else kept
        return Source(data, self.file, self.text, self.changed, known, self.line, self.under)

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
    """The data of a file of this kind (a key of `schemas.KINDS`) if it fits.

    Raises:
        BadInput: naming every key that does not fit.
    """
    parse(source, kind)
    data: dict[str, Any] = source.data
    return data


def parse(source: Source, kind: str) -> Any:
    """The object of the data of a file of this kind, all defaults filled in.

    Raises:
        BadInput: naming every key that does not fit.
    """
    found, refused = sift(source, kind)
    Gathering(refused.values()).end()
    return found


def sift(source: Source, kind: str) -> tuple[Any, dict[str, BadInput]]:
    """The object of what fits of the data, and what is wrong with its other top-level keys; these have their defaults,
    where they have any. The source goes on with data that is written as it is understood, and without the wrong keys.

    Raises:
        BadInput: the data is no mapping.
    """
    if not isinstance(source.data, dict):
        raise source.error("schema.mapping")
    node, problems = node_of(model_of(kind)), list[Problem]()
    found = node.read(source.data, (), problems)
    if not problems:
        return found, {}
    if kind != "plan":
        from planner.storage.as_written import fit, without_empty

        if kind == "learner":
            source.data = without_empty(source.data, node)
        source.data = fit(source.data, node)
        problems = []
        found = node.read(source.data, (), problems)
    refused: dict[str, list[BadInput]] = {}
    for problem in problems[:MOST_PROBLEMS]:
        refused.setdefault(str(problem.path[0]), []).append(_word(source, problem, kind))
    _without(source, found, node, problems)
    return found, {name: BadInput.of(errors) for name, errors in refused.items()}


def _without(source: Source, found: Any, node: ModelNode, problems: Sequence[Problem]) -> None:
    """Take out of the data and of its object what is wrong: items of lists, else whole top-level keys."""
    data, places = dict(source.data), dict(source.places)
    for name in {str(problem.path[0]) for problem in problems}:
        key, own = node.keys.get(name), [problem.path for problem in problems if problem.path[0] == name]
        if key is not None and isinstance(key.node, ListNode) and all(len(path) > 1 for path in own):
            wrong = {path[1] for path in own}
            kept = [number for number in range(len(data[name])) if number not in wrong]
            items = getattr(found, key.attribute)
            data[name] = [data[name][number] for number in kept]
            setattr(found, key.attribute, [items[number] for number in kept])
            places[name] = kept
            continue
        data.pop(name, None)
        if key is not None and not key.required:
            setattr(found, key.attribute, key.missing())
    source.data, source.places = data, places


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _word(source: Source, problem: Problem, kind: str) -> BadInput:
    """A problem as an error with its message."""
    place, value, limit = problem.path, problem.value, problem.limit
    match problem.kind:
        case "unknown" if value is None and str(place[-1]).isdigit():
            return source.error("schema.comma", place[:-1], value=place[-1])
        case "unknown":
            return source.error("schema.unknown_key", place, known=hints.near(place[-1], keys_at(kind, place[:-1])))
        case "missing":
            return _missing(source, place, kind)
        case "choice":
            shown = value if isinstance(value, str) else short(value)
            return source.error("schema.choice", place, value=shown, known=hints.near(value, limit))
        case "pattern" if limit not in _PATTERNS:
            return source.error("schema.code", place, value=short(value), why=_not_a_code(str(value)))
        case "pattern":
            expected = Key(f"expected.{_PATTERNS[limit]}")
            return source.error("schema.pattern", place, value=short(value), expected=expected)
        case "long" | "short" | "least" | "most" | "decimals":
            word = {"long": "signs", "short": "at_least", "least": "at_least", "most": "at_most"}
            expected = Key(f"expected.{word.get(problem.kind, problem.kind)}", limit=limit)
            return source.error("schema.range", place, value=short(value), expected=expected)
    wanted = problem.kind
    if wanted == "str":
        payers = place[:1] == ("funding",) and len(place) < 3
        by_key = _EXPECTED_AT | (_CLOCKS if kind == "scenarios" else {})
        wanted = "funding" if payers else by_key.get(str(place[-1]) if place else "", wanted)
    return source.error("schema.type", place, value=short(value), expected=Key(f"expected.{wanted}"))


def _missing(source: Source, place: tuple[str | int, ...], kind: str) -> BadInput:
    """A key that is not there, or that is written in another way."""
    known = keys_at(kind, place[:-1])
    unknown = [str(key)[:60] for key in _at(source.data, place[:-1]) if key not in known]
    meant = next((key for key in unknown if hints.close(key, [str(place[-1])])), None)
    if meant is None:
        return source.error("schema.missing", place)
    return source.error("schema.unknown_key", (*place[:-1], meant), known=hints.near(meant, [str(place[-1])]))


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
_CLOCKS = {"start": "clock", "end": "clock"}
_EXPECTED_AT = {"start": "term", "deadline": "term", "term": "term", "from": "date", "to": "date"}


def keys_at(kind: str, path: tuple[str | int, ...]) -> list[str]:
    """Keys that the schema has at a path."""
    nodes = (option for node in nodes_at(kind, path) for option in options_of(node))
    return [name for node in nodes if isinstance(node, ModelNode) for name in node.keys]


def nodes_at(kind: str, path: tuple[str | int, ...]) -> list[Node]:
    """What the schema has at a path; nothing where no file may have anything there."""
    nodes: list[Node] = [node_of(model_of(kind))]
    for step in path:
        nodes = [inner for node in nodes for inner in node.inside(step)]
    return nodes


def short(value: Any) -> Any:
    """A value as a message quotes it."""
    if value is None:
        return Key("expected.nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value) if isinstance(value, str) else _write(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _write(value: Any) -> str:
    """A value as one writes it in YAML."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_write(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_write, value)) + "]"
        case True | False:
            return "true" if value else "false"
        case None:
            return "null"
    return str(getattr(value, "written", value))
