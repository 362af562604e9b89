"""Every document of a dossier in every format and language; made of the version that is kept."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from planner.messages import LANGUAGES, bound, language, say, speaking
from planner.report.documents import Document
from planner.report.documents import document as made_of
from planner.web.agreements.steps import told_of
from planner.web.document_file import answered, signed
from planner.web.dossiers.questions.comparing import asked_first
from planner.web.dossiers.questions.pages import PART, Asked, asked
from planner.web.people.access import needs, person_of
from planner.web.people.log import taken_out
from planner.web.people.roles import Action
from planner.web.programmes.reading import is_lost

FIRST, OTHERS = ("html", "pdf"), ("xlsx", "csv", "md", "text")
CALENDAR = "ics"
FORMS = (*FIRST, *OTHERS, CALENDAR)
PLAN = "plan"
STORED = (PLAN, "impossible")
"""Documents that a version keeps."""
CHECK = "check"
"""That of a plan which breaks rules."""
ASKED = ("explanation", "comparison", "alternatives", "risk")
"""Those that are made when somebody asks for them."""


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def documents(it: Asked) -> HttpResponse:
    """What there is."""
    kept = it.version.document or {}
    lost = is_lost(it.dossier.programme)  # then there is what was kept, and nothing is asked
    kinds = [kind for kind in STORED if kept.get(kind)] + ([CHECK] if kept.get("violations") and not lost else [])
    own = bound().code
    names = {code: language(code).say("language.name") for code in sorted(LANGUAGES, key=own.__ne__)}
    shown = []
    for kind in (*kinds, *(() if lost else ASKED)):
        first = (*FIRST, CALENDAR) if kind == PLAN else FIRST
        more = [(code, name, OTHERS if code == own else (*first, *OTHERS)) for code, name in names.items()]
        shown.append({"kind": kind, "first": first, "more": more})
    return it.page("documents", "questions/documents.html", kinds=shown, own=own, own_name=names[own],
                   adviser=person_of(it.request), stands=told_of(it.dossier))  # fmt: skip


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def document(it: Asked, kind: str, code: str, form: str) -> HttpResponse:
    """One of them; its name says nothing of a person."""
    if code not in LANGUAGES or form not in FORMS:
        raise Http404
    it.patience = PART
    found = it.found(lambda: _document(it, kind))
    if found is None or it.request.htmx:  # type: ignore[attr-defined]
        return it.page("documents", "questions/document.html", part="questions/ready.html", kind=kind)
    with speaking(code):
        made = answered(found.owned_by(it.dossier.key), form, slugify(f"{say(f'ask.document.{kind}')} {localdate()}"))
    taken_out(person_of(it.request), "document", it.dossier.subject, kind=kind, form=form, language=code)
    return made


def _document(it: Asked, kind: str) -> Document:
    """The document, signed by who asks, for the school, where it leaves room for that.

    Raises:
        Http404: there is none of the kind.
        BadInput, Waiting
    """
    if kind in STORED:
        told = (it.version.document or {}).get(kind)
        if not told:
            raise Http404
        return signed(told, person_of(it.request), told_of(it.dossier) if kind == PLAN else None)
    if kind == CHECK and it.version.plan is not None:
        return made_of(it.known.judged(it.version.plan))
    if kind == "explanation":
        return it.answer("why").document
    if kind == "alternatives":
        return it.answer("alternatives").document
    if kind == "risk":
        return it.answer("risk").document
    if kind == "comparison":
        return it.answer("compare", asked_first(it).sent()).document
    raise Http404
