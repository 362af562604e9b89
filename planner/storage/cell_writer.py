"""A learner as the cells of a cohort, in the words of the language that is bound: what `planner.storage.cells` reads.

A value for which a cell has no form of its own stands as it does in a learner's file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from planner.errors import BadInput
from planner.messages import bound
from planner.storage import cells
from planner.storage.as_written import fit
from planner.storage.nodes import ListNode, MapNode, ModelNode, Node, NumberNode, options_of
from planner.storage.payers import FUNDINGS
from planner.storage.validation import nodes_at
from planner.storage.wordings import payers_meant

SPLIT = ("experience", "availability")
"""Keys whose own keys are columns."""


def write(data: Mapping[str, Any]) -> dict[str, str | int]:
    """Cells by the path of their column."""
    found: dict[str, str | int] = {}
    for key, value in data.items():
        for path, inner in _paths(key, value):
            found[".".join(path)] = _written(path, inner)
    return found


def word(value: str) -> str:
    """A fixed word as people write it."""
    return bound().messages.get(f"cell.{value}", value)


def _paths(key: str, value: Any) -> list[tuple[tuple[str, ...], Any]]:
    """The columns of a key: its own, or those of what it holds."""
    if key not in SPLIT or not isinstance(value, dict) or not value:
        return [((key,), value)]
    found: list[tuple[tuple[str, ...], Any]] = []
    for name, inner in value.items():
        if name != "terms":
            found.append(((key, name), inner))
        elif not inner or not isinstance(inner, dict) or not all(inner.values()):
            return [((key,), value)]
        else:
            found += [((key, name, term, each), days) for term in inner for each, days in inner[term].items()]
    return found if all(inner is not None for _, inner in found) else [((key,), value)]


def _written(path: tuple[str, ...], value: Any) -> str | int:
    """The cell that is read as this value again, as people write it where there is such a one."""
    for node in _options(path):
        cell = _cell(node, value)
        if cell is not None and _says(path, str(cell), value):
            return cell
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _options(path: tuple[str, ...]) -> list[Node]:
    return [option for node in nodes_at("learner", path) for option in options_of(node)]


def _says(path: tuple[str, ...], cell: str, value: Any) -> bool:
    """Whether a cell is read as this value, in a learner's file too."""
    try:
        found = cells.read(path, cell) if cell else None
    except BadInput:
        return False
    if path == ("funding",):
        return bool(payers_meant(found, FUNDINGS) == value)
    return found == value or any(fit(found, node) == value for node in nodes_at("learner", path))


def _cell(node: Node, value: Any) -> str | int | None:
    """A value as a cell of a type, or None where the type has it not."""
    match node, value:
        case _, bool():
            return word(str(value).lower())
        case _, str():
            return word(value)
        case NumberNode(), int():
            return value
        case NumberNode(), float():
            return _number(value)
        case ListNode(), [*items]:
            return _list(node, items)
        case MapNode(value=NumberNode()), dict():
            return _join(f"{name}={_number(amount)}" for name, amount in value.items())
        case ModelNode(), {**keys} if node.made.cell is not None:
            return _differing(node, keys)
    return None


def _number(value: Any) -> str:
    text = str(value)
    return text.replace(".", ",") if bound().messages["cell.point"] == "," else text


def _join(items: Any) -> str:
    return ";".join(items)


def _list(node: ListNode, items: list[Any]) -> str | None:
    if not items:
        return word("none")
    models = [option for option in options_of(node.item) if isinstance(option, ModelNode)]
    told = [_item(item, models) for item in items]
    return None if None in told else _join(told)


def _item(item: Any, models: list[ModelNode]) -> str | None:
    """An item: a text, values with signs between them, or a payer with its units."""
    match item:
        case str():
            return word(item)
        case dict() if models:
            signs, _ = models[0].made.cell
            parts = [item.get(name) for name in models[0].keys]
            text = "".join(("" if not n else signs[n - 1]) + str(part) for n, part in enumerate(parts) if part)
            return text if all(isinstance(part, str | None) for part in parts) else None
        case dict() if len(item) == 1:
            ((payer, units),) = item.items()
            return f"{word(payer)}={'+'.join(units)}"
    return None


def _differing(node: ModelNode, keys: Mapping[Any, Any]) -> str | None:
    """One number, and those that differ."""
    usual = [_number(keys["default"])] if keys.get("default") is not None else []
    inner = next((name for name in ("terms", "years") if name in node.keys), "")
    return _join([*usual, *(f"{name}={_number(amount)}" for name, amount in keys.get(inner, {}).items())])
