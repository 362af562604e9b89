"""JSON Schema of a kind of file, for editors."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from planner.storage.nodes import (
    ChoiceNode,
    EitherNode,
    Key,
    ListNode,
    MapNode,
    ModelNode,
    Node,
    NumberNode,
    TextNode,
)
from planner.storage.shapes import FileModel, node_of

Schema = dict[str, Any]


def json_schema(made: type[FileModel]) -> Schema:
    """The schema of a class, with those of the classes inside it under `$defs`."""
    parts: dict[str, Schema] = {}
    own = _model(node_of(made), parts)
    parts.pop(made.__name__, None)
    found: Schema = _sort({"$defs": dict(sorted(parts.items())), **own} if parts else own)
    return found


def _model(node: ModelNode, parts: dict[str, Schema]) -> Schema:
    keys = node.keys
    found: Schema = {
        "properties": {name: _key(name, key, parts) for name, key in keys.items()},
        "title": node.made.__name__,
        "type": "object",
    }
    if node.made.__doc__:
        found["description"] = cleandoc(node.made.__doc__)
    if not node.is_open:
        found["additionalProperties"] = False
    needed = [name for name, key in keys.items() if key.required]
    return {**found, "required": needed} if needed else found


def _key(name: str, key: Key, parts: dict[str, Schema]) -> Schema:
    found = dict(_schema(key.node, parts))
    if key.says:
        found["description"] = key.says
    if not key.required and key.factory is None:
        found["default"] = key.default
    only = key.node.options if isinstance(key.node, EitherNode) else (key.node,)
    if len(only) > 1 or not isinstance(only[0], ModelNode):
        found["title"] = name.replace("_", " ").title()
    return found


def _schema(node: Node, parts: dict[str, Schema]) -> Schema:
    found = _plain(node, parts)
    return {**found, "description": node.says} if node.says else found


def _plain(node: Node, parts: dict[str, Schema]) -> Schema:
    match node:
        case TextNode():
            return _drop_unsaid(type="string", pattern=node.pattern, maxLength=node.most)
        case NumberNode():
            return _drop_unsaid(type="integer" if node.whole else "number", minimum=node.least, maximum=node.most)
        case ChoiceNode():
            values = node.values
            return {"type": "string", **({"enum": list(values)} if len(values) > 1 else {"const": values[0]})}
        case ListNode():
            return _drop_unsaid(type="array", items=_schema(node.item, parts), minItems=node.least or None)
        case MapNode():
            return _mapping(node, parts)
        case EitherNode():
            options = [_schema(option, parts) for option in node.options]
            return {"anyOf": [*options, *([{"type": "null"}] if node.nullable else [])]}
        case ModelNode():
            name = node.made.__name__
            if name not in parts:
                parts[name] = {}
                parts[name] = _model(node, parts)
            return {"$ref": f"#/$defs/{name}"}
    return {"type": "boolean"}


def _mapping(node: MapNode, parts: dict[str, Schema]) -> Schema:
    names, value = _schema(node.key, parts), _schema(node.value, parts)
    pattern = names.pop("pattern", None)
    del names["type"]
    rule = {"additionalProperties": value} if pattern is None else {"patternProperties": {pattern: value}}
    return {"type": "object", **rule, **({"propertyNames": names} if names else {})}


def _drop_unsaid(**keywords: Any) -> Schema:
    return {name: value for name, value in keywords.items() if value is not None}


def _sort(schema: Any, keep: bool = False) -> Any:
    """Keywords in the order of the alphabet, the keys of files in their own."""
    if isinstance(schema, list):
        return [_sort(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    items = schema.items() if keep else sorted(schema.items())
    return {name: _sort(value, keep=not keep and name == "properties") for name, value in items}
