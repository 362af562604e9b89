"""The parts that the type of a key is made of: each reads data, and names every problem that the data has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import isfinite
from typing import Any

Path = tuple[str | int, ...]
_compiled = cache(lambda pattern: re.compile(pattern.replace("$", r"\Z")))


class Problem:
    """What is wrong at a path: `kind` is `unknown`, `missing`, `choice`, `long`, `pattern`, `short`, `least`, `most`,
    `decimals`, or the type that is not there (`str`, `int`, `float`, `bool`, `list`, `dict`); `limit` is what it would
    have to keep.
    """

    __slots__ = ("kind", "limit", "path", "value")

    def __init__(self, path: Path, kind: str, value: Any, limit: Any = None) -> None:
        self.path, self.kind, self.value, self.limit = path, kind, value, limit


class Node:
    """Reads the data of a key; `says` is what the key means, for people."""

    says: str | None = None

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        """What the data is; of no use where problems are added."""
        raise NotImplementedError

    def inside(self, step: str | int) -> Iterator[Node]:
        """What may stand at a key, or as an item."""
        return iter(())


class TextNode(Node):
    """A text, of a form and no longer than so many signs."""

    def __init__(self, pattern: str | None = None, most: int | None = None) -> None:
        self.pattern, self.most = pattern, most

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, str):
            problems.append(Problem(path, "str", data))
        elif self.most is not None and len(data) > self.most:
            problems.append(Problem(path, "long", data, self.most))
        elif self.pattern is not None and not _compiled(self.pattern).match(data):
            problems.append(Problem(path, "pattern", data, self.pattern))
        return data


class NumberNode(Node):
    """A number between bounds; a whole one, or one of so many `decimals` at most."""

    def __init__(self, whole: bool, least: float | None = None, most: float | None = None) -> None:
        self.whole, self.least, self.most = whole, least, most
        self.decimals: int | None = None

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if isinstance(data, bool) or not isinstance(data, int if self.whole else (int, float)):
            problems.append(Problem(path, "int" if self.whole else "float", data))
        elif isinstance(data, float) and not isfinite(data):
            problems.append(Problem(path, "float", data))
        elif self.least is not None and data < self.least:
            problems.append(Problem(path, "least", data, self.least))
        elif self.most is not None and data > self.most:
            problems.append(Problem(path, "most", data, self.most))
        elif self.decimals is not None and round(data, self.decimals) != data:
            problems.append(Problem(path, "decimals", data, self.decimals))
        return data


class TruthNode(Node):
    """True or false."""

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, bool):
            problems.append(Problem(path, "bool", data))
        return data


class ChoiceNode(Node):
    """One of some texts."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, str) or data not in self.values:
            problems.append(Problem(path, "choice", data, self.values))
        return data


class ListNode(Node):
    """A list, of so many items at least."""

    def __init__(self, item: Node, least: int = 0) -> None:
        self.item, self.least = item, least

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, list):
            problems.append(Problem(path, "list", data))
            return None
        if len(data) < self.least:
            problems.append(Problem(path, "short", data, self.least))
        return [self.item.read(item, (*path, number), problems) for number, item in enumerate(data)]

    def inside(self, step: str | int) -> Iterator[Node]:
        return iter((self.item,) if isinstance(step, int) else ())


class MapNode(Node):
    """Values by keys that the file names."""

    def __init__(self, key: Node, value: Node) -> None:
        self.key, self.value = key, value

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, dict):
            problems.append(Problem(path, "dict", data))
            return None
        found = {}
        for key, value in data.items():
            at = (*path, key)
            self.key.read(key, at, problems)
            found[key] = self.value.read(value, at, problems)
        return found

    def inside(self, step: str | int) -> Iterator[Node]:
        return iter((self.value,) if isinstance(step, str) else ())


class EitherNode(Node):
    """One of several types, or nothing where it is `nullable`. Of data that has none of them the problems are those of
    the type that it is most like: the one that leads deepest into it.
    """

    def __init__(self, options: tuple[Node, ...], nullable: bool) -> None:
        self.options, self.nullable = options, nullable

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if data is None and self.nullable:
            return None
        nearest: list[Problem] = []
        deepest = -1
        for option in self.options:
            found: list[Problem] = []
            value = option.read(data, path, found)
            if not found:
                return value
            depth = max(len(problem.path) for problem in found)
            if depth > deepest:
                nearest, deepest = found, depth
        problems += nearest
        return None

    def inside(self, step: str | int) -> Iterator[Node]:
        return (node for option in self.options for node in option.inside(step))


def options_of(node: Node) -> tuple[Node, ...]:
    """The types that data may have there."""
    return node.options if isinstance(node, EitherNode) else (node,)


class Key:
    """A key of a mapping: the attribute that it becomes, its type, and what stands for it where it is left out."""

    __slots__ = ("attribute", "default", "factory", "node", "required", "says")

    def __init__(
        self, attribute: str, node: Node, says: str | None, required: bool, default: Any,
        factory: Callable[[], Any] | None,
    ) -> None:  # fmt: skip
        self.attribute, self.node, self.says = attribute, node, says
        self.required, self.default, self.factory = required, default, factory

    def missing(self) -> Any:
        """What stands for the key where it is left out."""
        return self.default if self.factory is None else self.factory()


class ModelNode(Node):
    """A mapping of known keys, read into an object of a class; `keys` gives them when they are first needed. One that
    is open may have others, which are not read.
    """

    def __init__(self, made: Any, keys: Callable[[], Mapping[str, Key]], is_open: bool) -> None:
        self.made, self._keys, self.is_open = made, keys, is_open

    @property
    def keys(self) -> Mapping[str, Key]:
        """The keys by their names in the file."""
        return self._keys()

    def read(self, data: Any, path: Path, problems: list[Problem]) -> Any:
        if not isinstance(data, dict):
            problems.append(Problem(path, "dict", data))
            return None
        found: Any = object.__new__(self.made)
        values, keys = found.__dict__, self.keys
        for name, key in keys.items():
            if name in data:
                values[key.attribute] = key.node.read(data[name], (*path, name), problems)
            elif key.required:
                problems.append(Problem((*path, name), "missing", None))
            else:
                values[key.attribute] = key.missing()
        if not self.is_open:
            problems += [Problem((*path, name), "unknown", data[name]) for name in data if name not in keys]
        return found

    def inside(self, step: str | int) -> Iterator[Node]:
        key = self.keys.get(step) if isinstance(step, str) else None
        return iter(() if key is None else (key.node,))
