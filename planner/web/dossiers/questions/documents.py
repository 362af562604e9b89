"""Every document of a dossier in every format and language; made of the version that is kept."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from planner.messages import LANGUAGES, language, speaking
from planner.report.documents import Document, read_document
from planner.report.documents import document as made_of
from planner.service.audit import audit
from planner.web.document_file import answered
from planner.web.dossiers.questions import asked as engine
from planner.web.dossiers.questions.comparing import asked_first
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.people.access import needs, person_of
from planner.web.people.roles import Action

FORMS = ("html", "pdf", "xlsx", "csv", "md", "text")
CALENDAR = "ics"
STORED = ("plan", "impossible")
"""Documents that a version keeps."""
CHECK = "check"
"""That of a plan which breaks rules."""
ASKED = ("explanation", "comparison", "alternatives")
"""Those that are made when somebody asks for them."""


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def documents(it: Asked) -> HttpResponse:
    """What there is."""
    kept = it.version.document or {}
    kinds = [kind for kind in STORED if kept.get(kind)] + ([CHECK] if kept.get("violations") else [])
    shown: list[dict[str, Any]] = [
        {"kind": kind, "forms": [*FORMS, CALENDAR] if kind == "plan" else FORMS} for kind in (*kinds, *ASKED)
    ]
    codes = [{"code": code, "name": language(code).say("language.name")} for code in LANGUAGES]
    return it.page("documents", "questions/documents.html", kinds=shown, codes=codes, adviser=person_of(it.request))


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def document(it: Asked, kind: str, code: str, form: str) -> HttpResponse:
    """One of them; its name says nothing of a person."""
    if code not in LANGUAGES or form not in (*FORMS, CALENDAR):
        raise Http404
    with speaking(code):
        return answered(_document(it, kind), form, f"{kind}-{it.dossier.key}")


def _document(it: Asked, kind: str) -> Document:
    """The document, signed by who asks where it leaves room for that.

    Raises:
        Http404: there is none of the kind.
        BadInput, Busy
    """
    if kind in STORED:
        told = (it.version.document or {}).get(kind)
        if not told:
            raise Http404
        return read_document(told).signed_by(str(person_of(it.request)))
    if kind == CHECK and it.version.plan is not None:
        return made_of(audit(it.case, it.version.plan))
    if kind == "explanation":
        return engine.explanation(it.known).document
    if kind == "alternatives":
        return engine.alternatives(it.known).document
    if kind == "comparison":
        return engine.comparison(it.known, asked_first(it)).document
    raise Http404
