"""What an adviser does with risks: lets the learner read them by their link, and takes that back."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from planner.messages import REFERENCE, say
from planner.web.dossiers.questions.pages import PART, Asked, asked
from planner.web.dossiers.store import dossier_of
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action
from planner.web.sharing.models import RiskRelease
from planner.web.sharing.released import tells
from planner.web.writing import writing


@needs(Action.DOSSIERS_WRITE)
@require_POST
@asked
def release(it: Asked) -> HttpResponse:
    """The learner may read the answer about the version that the adviser saw, instead of an earlier one."""
    it.fresh()
    it.patience = PART
    found = it.found(lambda: it.answer("risk").document)
    if found is None or not tells(found.data):
        flash.error(it.request, say("risk.link.nothing"))
        return redirect("risk", it.dossier.key)
    person, number = person_of(it.request), it.version.number
    told = {"version": it.version, "document": found.plain(REFERENCE), "person": person}
    with writing():
        RiskRelease.objects.update_or_create(dossier=it.dossier, defaults=told)
        note(person, "plan_risk.released", it.dossier.subject, after={"version": number})
    flash.success(it.request, say("risk.link.released"))
    return redirect("risk", it.dossier.key)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """They may not any longer, at once; done twice it is done."""
    person = person_of(request)
    dossier = dossier_of(person, key)
    with writing():
        held = RiskRelease.objects.filter(dossier=dossier)
        if (before := held.values_list("version__number", flat=True).first()) is not None:
            held.delete()
            note(person, "plan_risk.withdrawn", dossier.subject, before={"version": before})
    flash.success(request, say("risk.link.withdrawn"))
    return redirect("risk", key)
