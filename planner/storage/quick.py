"""Whether data fits a JSON Schema, for the few keywords that pydantic prints for our schemas; yes or no, and quickly.

Importing pydantic takes longer than a whole `planner check` may, so files are first held against `schemas.json`, which
is written from the pydantic models (`python -m planner.storage.quick`; a test compares the two). Only when a file does
not fit is pydantic loaded, to say why.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("schemas.json")
KEYWORDS = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "enum", "items", "maxLength", "maximum", "minItems",
    "minimum", "pattern", "patternProperties", "properties", "propertyNames", "required", "type",
}  # fmt: skip
_TYPES: dict[str, Any] = {"string": str, "array": list, "object": dict, "null": type(None), "boolean": bool}
_pattern = cache(lambda pattern: re.compile(pattern.replace("$", r"\Z")))


@cache
def schemas() -> dict[str, Any]:
    """All schemas by kind, without what only people read."""
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def fits(data: Any, kind: str) -> bool:
    """Whether the data of a file of this kind fits its schema."""
    schema = schemas()[kind]
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


def generate() -> str:
    """The text of `schemas.json`, from the pydantic models."""
    from planner.storage.schemas import MODELS

    plain = {kind: _plain(model.model_json_schema(by_alias=True)) for kind, model in MODELS.items()}
    unknown = _keywords(list(plain.values())) - KEYWORDS
    if unknown:
        raise ValueError(f"keywords that this validator does not know: {sorted(unknown)}")
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).replace('"programme":', '\n"programme":') + "\n"


def _plain(schema: Any) -> Any:
    if isinstance(schema, dict):
        dropped = {key for key in ("title", "description") if isinstance(schema.get(key), str)} | {"default"}
        return {
            key: {name: _plain(rule) for name, rule in value.items()}
            if key in ("properties", "$defs")
            else _plain(value)
            for key, value in schema.items()
            if key not in dropped
        }
    return [_plain(item) for item in schema] if isinstance(schema, list) else schema


def _keywords(schema: Any) -> set[str]:
    """Keywords in use anywhere in schemas; names of properties do not count."""
    if isinstance(schema, list):
        return {key for item in schema for key in _keywords(item)}
    if not isinstance(schema, dict):
        return set()
    named = ("properties", "$defs", "patternProperties")
    return set(schema) | _keywords([list(v.values()) if key in named else v for key, v in schema.items()])


if __name__ == "__main__":
    FILE.write_text(generate(), encoding="utf-8")
