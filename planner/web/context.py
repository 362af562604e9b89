"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from planner import __version__
from planner.messages import LANGUAGES
from planner.web.middleware import chosen
from planner.web.people.roles import may
from planner.web.school.models import School


def desk(request: HttpRequest) -> dict[str, Any]:
    """The language, those that one may change to, what the person may do, and the school, read where it is shown."""
    person = getattr(request, "user", None)
    return {
        "lang": chosen(request),
        "languages": LANGUAGES,
        "allowed": dict.fromkeys(may(person), True) if person is not None else {},
        "school": SimpleLazyObject(School.current),
        "version": __version__,
        "institution": (settings.OPENID or settings.PROXY).get("name", ""),
    }
