"""How a file is described: a class a mapping, an annotation a key. The one definition of keys, types, bounds, defaults
and what they mean; the readers, the JSON Schemas, the messages and the cells of cohorts all come from it.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from planner.storage.nodes import (
    ChoiceNode,
    EitherNode,
    Key,
    ListNode,
    MapNode,
    ModelNode,
    Node,
    NumberNode,
    Problem,
    TextNode,
    TruthNode,
)

_REQUIRED: Any = object()


class Form:
    """Of a text: the regular expression that it fits, and the most signs."""

    def __init__(self, pattern: str, most: int | None = None) -> None:
        self.pattern, self.most = pattern, most


class Limits:
    """Of a number: the least and the most."""

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most


class Decimals:
    """Of a number: the most decimals."""

    def __init__(self, most: int) -> None:
        self.most = most


class AtLeast:
    """Of a list: the least number of items."""

    def __init__(self, least: int) -> None:
        self.least = least


class Says:
    """What a type means, for people."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Stated:
    """What is said of a key beside its type."""

    def __init__(
        self, default: Any, description: str | None, alias: str | None, factory: Callable[[], Any] | None
    ) -> None:
        self.default, self.description, self.alias, self.factory = default, description, alias, factory


def key(
    default: Any = _REQUIRED, *, description: str | None = None, alias: str | None = None,
    factory: Callable[[], Any] | None = None,
) -> Any:  # fmt: skip
    """A key's default, where it may be left out; what it means; its name in the file, where Python has that word."""
    return _Stated(default, description, alias, factory)


class FileModel:
    """A mapping in a file: an attribute a key. Unknown keys are errors, unless it is `open_to_more`, and no value is
    guessed from another type.

    `cell` says how one is written in a cell of a cohort: the signs between its values, and an example.
    """

    open_to_more: ClassVar[bool] = False
    cell: ClassVar[tuple[tuple[str, ...], str] | None] = None

    def __init__(self, **values: Any) -> None:
        for entry in keys_of(type(self)).values():
            setattr(self, entry.attribute, values[entry.attribute] if entry.attribute in values else entry.missing())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


Model = TypeVar("Model", bound=FileModel)
_NODES: dict[type[FileModel], ModelNode] = {}
_KEYS: dict[type[FileModel], Mapping[str, Key]] = {}


def node_of(made: type[FileModel]) -> ModelNode:
    """The reader of a class."""
    if made not in _NODES:
        _NODES[made] = ModelNode(made, lambda: keys_of(made), made.open_to_more)
    return _NODES[made]


def keys_of(made: type[FileModel]) -> Mapping[str, Key]:
    """The keys of a class by their names in the file, those of its bases first."""
    if made not in _KEYS:
        _KEYS[made] = _keys(made)
    return _KEYS[made]


def made_of(made: type[Model], data: Mapping[str, Any]) -> Model:
    """The object of data that has been checked before.

    Raises:
        ValueError: it does not fit all the same.
    """
    problems: list[Problem] = []
    found: Model = node_of(made).read(dict(data), (), problems)
    if problems:
        raise ValueError(f"{made.__name__}: {problems[0].path}: {problems[0].kind}")
    return found


def _hints(made: type[FileModel]) -> dict[str, Any]:
    """The annotations of a class and its bases. Schemas have them as types: those that are texts are slow to read."""
    bases = [base for base in reversed(made.__mro__) if issubclass(base, FileModel) and base is not FileModel]
    found = {name: hint for base in bases for name, hint in vars(base).get("__annotations__", {}).items()}
    return get_type_hints(made, include_extras=True) if any(isinstance(hint, str) for hint in found.values()) else found


def _keys(made: type[FileModel]) -> dict[str, Key]:
    found = {}
    for attribute, hint in _hints(made).items():
        if get_origin(hint) is ClassVar:
            continue
        given = getattr(made, attribute, _REQUIRED)
        stated = given if isinstance(given, _Stated) else _Stated(given, None, None, None)
        node = _node(hint)
        required = stated.default is _REQUIRED and stated.factory is None
        found[stated.alias or attribute] = Key(
            attribute, node, stated.description or node.says, required, stated.default, stated.factory
        )
    return found


def _node(hint: Any) -> Node:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _apply_notes(parts[0], parts[1:])
    if origin is Literal:
        return ChoiceNode(parts)
    if origin in (Union, types.UnionType):
        options = tuple(_node(part) for part in parts if part is not type(None))
        return EitherNode(options, type(None) in parts)
    if origin is list:
        return ListNode(_node(parts[0]))
    if origin is dict:
        return MapNode(_node(parts[0]), _node(parts[1]))
    if isinstance(hint, type) and issubclass(hint, FileModel):
        return node_of(hint)
    simple: dict[Any, Callable[[], Node]] = {
        str: TextNode, int: lambda: NumberNode(True), float: lambda: NumberNode(False), bool: TruthNode
    }  # fmt: skip
    return simple[hint]()


def _apply_notes(hint: Any, notes: tuple[Any, ...]) -> Node:
    node = _node(hint)
    for note in notes:
        match note, node:
            case Form(), TextNode():
                node.pattern, node.most = note.pattern, note.most
            case Limits(), NumberNode():
                node.least, node.most = note.least, note.most
            case Decimals(), NumberNode():
                node.decimals = note.most
            case AtLeast(), ListNode():
                node.least = note.least
            case Says(), _:
                node.says = note.text
            case _:
                raise TypeError(f"{type(note).__name__} says nothing of {hint}")
    return node
