"""Data that fits its schema but for the way it is written: a number where a code stands, an amount with its currency,
blanks around a code, one value for a list, a word of another language. Only what cannot mean anything else is changed.
"""

from __future__ import annotations

import re
from typing import Any

from planner.storage import numbers, synonyms
from planner.storage.nodes import (
    ChoiceNode,
    EitherNode,
    ListNode,
    MapNode,
    ModelNode,
    Node,
    NumberNode,
    Problem,
    TextNode,
    TruthNode,
)

_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]*")


def fit(data: Any, node: Node) -> Any:
    """The data as near to what is read there as it can be understood."""
    match node:
        case ChoiceNode() if isinstance(data, str):
            return synonyms.meaning(data[:60], node.values) or data
        case EitherNode():
            options = [data, *(fit(data, option) for option in node.options)]
            return next((option for option in options if _fits(option, node)), data)
        case TextNode() if isinstance(data, (int, float)) and not isinstance(data, bool):
            return str(getattr(data, "written", data))
        case TextNode() if isinstance(data, str) and node.pattern:
            return data.strip()
        case NumberNode() if isinstance(data, str) and not node.whole and not _NUMBER.fullmatch(data):
            return numbers.number(data) if node.decimals is not None else numbers.amount(data)
        case TruthNode() if isinstance(data, str):
            return synonyms.TRUTH.get(data.strip().casefold(), data)
        case ListNode() if data is not None:
            return [fit(item, node.item) for item in _items(data)]
        case MapNode() if isinstance(data, dict):
            return {key: fit(value, node.value) for key, value in data.items()}
        case ModelNode() if isinstance(data, dict):
            keys = node.keys
            return {key: fit(value, keys[key].node) if key in keys else value for key, value in data.items()}
    return data


def _fits(data: Any, node: Node) -> bool:
    problems: list[Problem] = []
    node.read(data, (), problems)
    return not problems


def _items(data: Any) -> list[Any]:
    """The items of a list: one that stands alone is a list of one, and a text with commas one of several, since no name
    holds a comma.
    """
    if isinstance(data, list):
        return data
    if isinstance(data, str):
        return [part.strip() for part in re.split("[,;]", data) if part.strip()]
    return [data]


def without_empty(data: dict[str, Any], node: ModelNode) -> dict[str, Any]:
    """The data without keys that have no value, at any depth; such a key counts as not given."""
    needed = [name for name, key in node.keys.items() if key.required]
    return {key: _drop_empty(value) for key, value in data.items() if value is not None or key in needed}


def _drop_empty(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _drop_empty(value) for key, value in data.items() if value is not None or key.isdigit()}
    return [_drop_empty(item) for item in data] if isinstance(data, list) else data
