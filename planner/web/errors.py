"""Pages for what goes wrong: each with what to do, an id that the log has too, and never a trace. Programs, which ask
of the API, get the same in its form.
"""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from planner.messages import say
from planner.web.api.problems import refused
from planner.web.disk import is_full

LOG = logging.getLogger("planner.web")
API = "/api/"
MINUTE = 60
"""Seconds after which whoever asked too often may ask again."""
KINDS = {
    400: "bad",
    403: "forbidden",
    404: "missing",
    405: "unasked",
    409: "stale",
    413: "large",
    429: "often",
    500: "defect",
    503: "busy",
}


def page(request: HttpRequest, status: int, kind: str = "", **values: Any) -> HttpResponse:
    """The page of an error; a part of a page gets the part alone."""
    kind = kind or KINDS[status]
    if request.path.startswith(API):
        return refused(status, [("", _told(kind, **values))])
    name = "error_part.html" if getattr(request, "htmx", False) else "error.html"
    made = render_to_string(name, {"kind": kind, "status": status, **values}, request)
    return HttpResponse(made, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than anybody types."""
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The role does not allow it."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is of another session."""
    return page(request, 403, "expired")


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or it is somebody else's."""
    return page(request, 404)


def often(request: HttpRequest) -> HttpResponse:
    """Somebody tried a password, say, many times."""
    answer = page(request, 429)
    answer["Retry-After"] = str(MINUTE)
    return answer


def full(request: HttpRequest) -> HttpResponse:
    """The disk of the desk, or of its database, has no room left: nothing was kept."""
    LOG.error("the disk is full: nothing was kept at %s", request.path)
    return page(request, 503, "full")


def defect(request: HttpRequest) -> HttpResponse:
    """A defect of the program; the id stands in the log beside the trace. A full disk is none."""
    if is_full(sys.exc_info()[1]):
        return full(request)
    number = secrets.token_hex(4)
    LOG.error("defect %s at %s", number, request.path)
    return page(request, 500, number=number)


def _told(kind: str, number: str = "", **_: Any) -> str:
    """The words of a page, in a line."""
    if kind == "large":
        return say("api.large")
    told = f"{say(f'error.{kind}.title')}. {say(f'error.{kind}.do')}"
    return f"{told} {say('error.number', number=number)}" if number else told
