"""What is wrong with the shape of what was posted, in the words that files with the same fault get."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import JsonResponse

from planner.domain.text import Key
from planner.messages import say

Problem = tuple[str, str]
PARTS = ("body", "asked", "query", "path")
"""Where the library says that a value stands, before the key."""
EXPECTED = {
    "string": "str",
    "int": "int",
    "float": "float",
    "list": "list",
    "dict": "dict",
    "model": "dict",
    "date": "date",
}
"""Forms of a value, as the library and the catalogue name them."""
BOUNDS = {"gt": "at_least", "ge": "at_least", "lt": "at_most", "le": "at_most"}


def refused(status: int, problems: Iterable[Problem]) -> JsonResponse:
    """The one shape of errors."""
    return JsonResponse(
        {"problems": [{"key": key, "message": message} for key, message in problems]},
        status=status, json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


def shape_problem(found: dict[str, Any]) -> Problem:
    """The key's path, and what to do."""
    place = [part for part in found["loc"] if part not in PARTS]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    return key, _message(found["type"], found.get("input"), found.get("ctx", {}))


def _message(kind: str, given: Any, context: dict[str, Any]) -> str:
    value = str(given)[:60]
    if kind == "extra_forbidden":
        return say("api.unknown_key")
    if kind == "missing":
        return say("schema.missing")
    if kind == "literal_error":
        return say("api.choice", value=value, known=str(context["expected"]).replace("'", "").replace(" or ", ", "))
    for sign, bound in BOUNDS.items():
        if sign in context:
            return say("schema.range", value=value, expected=Key(f"expected.{bound}", limit=context[sign]))
    form = EXPECTED.get(kind.partition("_")[0])
    return say("schema.type", value=value, expected=Key(f"expected.{form}")) if form else say("api.json")
