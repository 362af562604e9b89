"""When exams can be failed: what to expect, and what of it the learner may read by their link."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from planner.messages import bound, speaking
from planner.report.documents import Document
from planner.report.formats.charts import svg
from planner.report.formats.view import view
from planner.report.pages.charts import Chart
from planner.web.dossiers.questions.documents import FIRST
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.people.access import needs
from planner.web.people.roles import Action
from planner.web.sharing.released import is_same, is_shown, release_of, tells
from planner.web.sharing.shown import shown_of


@needs(Action.DOSSIERS_READ)
@require_GET
@asked
def risk(it: Asked) -> HttpResponse:
    """The page at once, and the answer when it is asked for."""
    found = it.found(lambda: _view(it))
    return it.page("risk", "questions/asked.html", part="questions/risk.html", found=found)


def _view(it: Asked) -> dict[str, Any]:
    """What the document of the answer says, and how it stands with the learner's link."""
    document = it.answer("risk").document
    with speaking(document.spoken(bound().code)):
        sections = view(document.page(document.created), _picture)["sections"]
    told = tells(document.data)
    forms = (*FIRST, "xlsx") if document.data["status"] != "unknown" else ()
    return {
        "sections": sections, "assumed": bool(document.data.get("chances")), "link": _link(it, document),
        "tells": told, "document": {"kind": "risk"}, "forms": forms, "code": bound().code,
    }  # fmt: skip


def _link(it: Asked, document: Document) -> dict[str, Any]:
    """What is released, whether the learner reads it, and whether they would read nothing else of this answer."""
    release = release_of(it.dossier)
    shown = is_shown(release, shown_of(it.dossier))
    return {"release": release, "shown": shown, "same": release is not None and is_same(release, document)}


def _picture(chart: Chart) -> str:
    """A chart as an address that holds it."""
    return f"data:image/svg+xml;base64,{b64encode(svg(chart, outlines=False).encode()).decode()}"
