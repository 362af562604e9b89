"""Every address of the desk, with something put in for what varies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
PART = re.compile(r"<(?:(\w+):)?(\w+)>")


class Route(NamedTuple):
    """An address, as it is written in the table and filled, and its page."""

    name: str
    pattern: str
    address: str
    view: object


def routes() -> list[Route]:
    """All of them, but those of the API, which know tokens and no people."""
    return [route for route in _routes(get_resolver().url_patterns, "/") if not route.pattern.startswith("/api/")]


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for each in patterns:
        where = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, where)
        else:
            address = PART.sub(lambda part: VALUES[part[1] or "str"], where)
            yield Route(str(each.name), where, address, each.callback)
