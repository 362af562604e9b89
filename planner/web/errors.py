"""Pages for what goes wrong: each with what to do, an id that the log has too, and never a trace."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

LOG = logging.getLogger("planner.web")
KINDS = {
    400: "bad",
    403: "forbidden",
    404: "missing",
    409: "stale",
    413: "large",
    429: "often",
    500: "defect",
    503: "busy",
}


def page(request: HttpRequest, status: int, **values: Any) -> HttpResponse:
    """The page of an error; a part of a page gets the part alone."""
    name = "error_part.html" if getattr(request, "htmx", False) else "error.html"
    made = render_to_string(name, {"kind": KINDS[status], "status": status, **values}, request)
    return HttpResponse(made, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The role does not allow it."""
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is of another session."""
    return page(request, 403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or it is somebody else's."""
    return page(request, 404)


def defect(request: HttpRequest) -> HttpResponse:
    """A defect of the program; the id stands in the log beside the trace."""
    number = secrets.token_hex(4)
    LOG.error("defect %s at %s", number, request.path)
    return page(request, 500, number=number)
