"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from planner.messages import LANGUAGES
from planner.web.middleware import chosen
from planner.web.people.roles import may


def desk(request: HttpRequest) -> dict[str, Any]:
    """The language, those that one may change to, and what the person may do."""
    person = getattr(request, "user", None)
    return {
        "lang": chosen(request),
        "languages": LANGUAGES,
        "allowed": dict.fromkeys(may(person), True) if person is not None else {},
    }
