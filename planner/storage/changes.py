"""Values set into the data of a learner's file by the path of their key, over what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.errors import BadInput
from planner.storage import yaml_reader


def apply(data: dict[str, Any], change: str) -> None:
    """Apply `a.b.c=value`; the value is YAML, the keys may not exist yet. `a+=value` adds an item to a list.

    Raises:
        BadInput: the change has not this form.
    """
    name, sign, text = change.partition("=")
    keys = key_path(name)
    if not sign or not all(keys):
        raise BadInput("set.form", where=f"changes {change}")
    try:
        value = yaml_reader.parse(text, name)
    except BadInput as error:
        raise BadInput(error.key, where=f"changes {name.strip()}", **error.values) from None
    put(data, keys, value, add=name.endswith("+"))


def key_path(name: str) -> tuple[str, ...]:
    """The keys of `a.b.c`, or of `a.b.c+`."""
    return tuple(name.rstrip("+").strip().split("."))


def put(data: dict[str, Any], keys: Sequence[str], value: Any, *, add: bool = False) -> None:
    """Set a value; what stands where an enclosing key is needed becomes its `default`. `add` appends it to a list."""
    node = data
    for key in keys[:-1]:
        inner = node.setdefault(key, {})
        if not isinstance(inner, dict):
            inner = node[key] = {} if inner is None else {"default": inner}
        node = inner
    if add:
        held = node.get(keys[-1]) or []
        value = [*(held if isinstance(held, list) else [held]), value]
    node[keys[-1]] = value
