"""Data that fits its schema but for the way it is written: a number where a code stands, an amount with its currency,
blanks around a code. Only what cannot mean anything else is changed.
"""

from __future__ import annotations

import re
from typing import Any

from planner.storage import numbers, quick

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
        case "array" if isinstance(data, list):
            return [_fitted(item, schema.get("items", {}), defs) for item in data]
        case "object" if isinstance(data, dict):
            return {key: _fitted(value, quick.rule_of(key, schema), defs) for key, value in data.items()}
    return data
