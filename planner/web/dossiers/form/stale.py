"""What was done to a dossier while a form was being filled in, and where its answers are another now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from planner.web.dossiers.board.stale import Meanwhile
from planner.web.dossiers.form.answers import differing
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.models import Dossier


def since(request: HttpRequest, dossier: Dossier, revision: int, sheet: Sheet) -> dict[str, Any]:
    """Who changed what after the revision that the form was made from, and which answers are now another."""
    meanwhile = Meanwhile.of(dossier, revision, request.user, request.POST)
    learner = dossier.current.learner if dossier.current is not None else {}
    kept = Sheet(sheet.programme, learner, dossier.name, past=sheet.past)
    return {"meanwhile": meanwhile, "differs": list(differing(kept, sheet))}
