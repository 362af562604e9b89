"""A document of the product as an answer: shown as a page of its own, or handed out as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from planner.domain.text import Words
from planner.errors import BadInput
from planner.messages import bound
from planner.report.documents import Document, read_document
from planner.report.formats import FORMATS, JSON, TEXT
from planner.web.school.models import School

TYPES = {
    TEXT: "text/plain; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
SHOWN = ("html", "pdf")
"""What a browser shows by itself; the others are files."""
ALONE = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "sandbox": ["allow-downloads", "allow-popups"],
}
"""A page that brings its style and pictures with it: it runs no script, and is a stranger to the desk."""


def signed(told: Mapping[str, Any], person: object, standing: Words | None = None) -> Document:
    """The document that is kept, signed by a person for the school, where it leaves room for that; with how its plan
    stands.
    """
    return read_document(told).signed_by(", ".join(filter(None, (str(person), School.current().name))), standing)


def answered(document: Document, form: str, name: str) -> HttpResponse:
    """The document in a format, under a name that says nothing of a person.

    Raises:
        Http404: there is no such format, or none of this document.
    """
    try:
        content = document.render(form, bound().code)
    except BadInput:
        raise Http404 from None
    answer = HttpResponse(content, content_type=TYPES[form])
    where = "inline" if form in SHOWN else "attachment"
    answer["Content-Disposition"] = f'{where}; filename="{name}.{FORMATS[form].suffix}"'
    answer["Cache-Control"] = "no-store"
    if form == "html":
        answer._csp_config = ALONE  # type: ignore[attr-defined]
    return answer
