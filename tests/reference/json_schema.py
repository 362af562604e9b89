"""Whether data fits a JSON Schema, for the keywords that `planner schema` prints: yes or no, as an editor says it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

KEYWORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "default", "description", "enum", "items", "maxLength",
    "maximum", "minItems", "minimum", "pattern", "patternProperties", "properties", "propertyNames", "required",
    "title", "type",
}  # fmt: skip
_TYPES: dict[str, Any] = {"string": str, "array": list, "object": dict, "null": type(None), "boolean": bool}
_pattern = cache(lambda pattern: re.compile(pattern.replace("$", r"\Z")))


def fits(data: Any, schema: dict[str, Any]) -> bool:
    """Whether the data fits a schema with its definitions."""
    return matches(data, schema, schema.get("$defs", {}))


def matches(data: Any, schema: dict[str, Any], defs: dict[str, Any]) -> bool:
    """Whether the data fits a part of a schema with these definitions."""
    reference = schema.get("$ref")
    if reference is not None:
        return matches(data, defs[reference.rpartition("/")[2]], defs)
    options = schema.get("anyOf")
    if options is not None:
        return any(matches(data, option, defs) for option in options)
    if ("const" in schema and data != schema["const"]) or ("enum" in schema and data not in schema["enum"]):
        return False
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return _fits_number(data, schema, kind)
    if kind is not None and not isinstance(data, _TYPES[kind]):
        return False
    if kind == "string":
        pattern = schema.get("pattern")
        return len(data) <= schema.get("maxLength", len(data)) and (
            pattern is None or bool(_pattern(pattern).match(data))
        )
    if kind == "array":
        items = schema.get("items", {})
        return len(data) >= schema.get("minItems", 0) and all(matches(item, items, defs) for item in data)
    return kind != "object" or _fits_object(data, schema, defs)


def _fits_number(data: Any, schema: dict[str, Any], kind: str) -> bool:
    if isinstance(data, bool) or not isinstance(data, int if kind == "integer" else (int, float)):
        return False
    least, most = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
    return bool(least <= data <= most)


def _fits_object(data: dict[Any, Any], schema: dict[str, Any], defs: dict[str, Any]) -> bool:
    if any(key not in data for key in schema.get("required", ())):
        return False
    names = schema.get("propertyNames")
    for key, value in data.items():
        if names is not None and not matches(key, {"type": "string", **names}, defs):
            return False
        rule = rule_of(key, schema) if isinstance(key, str) else schema.get("additionalProperties", True) is True
        if rule is False or (isinstance(rule, dict) and not matches(value, rule, defs)):
            return False
    return True


def rule_of(key: str, schema: dict[str, Any]) -> Any:
    """What holds for the value of a key of an object: a schema, or whether it may be there at all."""
    patterns = schema.get("patternProperties", {})
    other = False if patterns else schema.get("additionalProperties", True)
    by_pattern = next((rule for pattern, rule in patterns.items() if _pattern(pattern).match(key)), other)
    return schema.get("properties", {}).get(key, by_pattern)


def keywords(schema: Any) -> set[str]:
    """Keywords in use anywhere in a schema; names of properties do not count."""
    if isinstance(schema, list):
        return {word for item in schema for word in keywords(item)}
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, value in schema.items():
        named = key in ("properties", "$defs", "patternProperties")
        found |= keywords(list(value.values()) if named else [] if key == "default" else value)
    return found
