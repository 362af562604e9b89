"""Adopting what a page offers: one more version."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from planner.web import errors
from planner.web.dossiers.questions.offers import taken
from planner.web.dossiers.questions.pages import Asked, asked
from planner.web.people.access import needs
from planner.web.people.roles import Action


@needs(Action.DOSSIERS_WRITE)
@require_POST
@asked
def adopt(it: Asked) -> HttpResponse:
    """The board with what was offered."""
    offer = taken(it.dossier, it.request.POST.get("offer", ""))
    if offer is None:
        return errors.page(it.request, 400)
    it.fresh()
    return it.change(offer.act, dict(offer.values), offer.state(it.version))
