"""Data that fits its schema but for the way it is written: a number where a code stands, an amount with its currency,
blanks around a code, one value for a list, a word of another language. Only what cannot mean anything else is changed.
"""

from __future__ import annotations

import re
from typing import Any

from planner.storage import numbers, quick, synonyms

_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]*")


def fitted(data: Any, kind: str) -> Any:
    """The data of a file of this kind, as near to its schema as it can be read."""
    schema = quick.schemas()[kind]
    return _fitted(data, schema, schema.get("$defs", {}))


def _fitted(data: Any, schema: Any, defs: dict[str, Any]) -> Any:
    if not isinstance(schema, dict):
        return data
    if "$ref" in schema:
        return _fitted(data, defs[schema["$ref"].rpartition("/")[2]], defs)
    if "enum" in schema and isinstance(data, str):
        return synonyms.meaning(data[:60], schema["enum"]) or data
    if "anyOf" in schema:
        options = [data, *(_fitted(data, option, defs) for option in schema["anyOf"])]
        return next((option for option in options if quick.matches(option, schema, defs)), data)
    match schema.get("type"):
        case "string" if isinstance(data, (int, float)) and not isinstance(data, bool):
            return str(getattr(data, "written", data))
        case "string" if isinstance(data, str) and "pattern" in schema:
            return data.strip()
        case "number" if isinstance(data, str) and not _NUMBER.fullmatch(data):
            return numbers.amount(data)
        case "boolean" if isinstance(data, str):
            return synonyms.TRUTH.get(data.strip().casefold(), data)
        case "array" if data is not None:
            return [_fitted(item, schema.get("items", {}), defs) for item in _items(data)]
        case "object" if isinstance(data, dict):
            return {key: _fitted(value, quick.rule_of(key, schema), defs) for key, value in data.items()}
    return data


def _items(data: Any) -> list[Any]:
    """The items of a list: one that stands alone is a list of one, and a text with commas one of several, since no name
    holds a comma.
    """
    if isinstance(data, list):
        return data
    if isinstance(data, str):
        return [part.strip() for part in re.split("[,;]", data) if part.strip()]
    return [data]


def without_empty(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """The data without keys that have no value, at any depth; such a key counts as not given."""
    needed = quick.schemas()[kind].get("required", ())
    return {key: _filled(value) for key, value in data.items() if value is not None or key in needed}


def _filled(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _filled(value) for key, value in data.items() if value is not None or key.isdigit()}
    return [_filled(item) for item in data] if isinstance(data, list) else data
