"""What an adviser does with links: gives one, sees whether it is opened, and takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.messages import say
from planner.web import once
from planner.web.agreements.models import Act
from planner.web.agreements.steps import open_acts
from planner.web.dossiers.frame import tab
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.needs import answer_by
from planner.web.dossiers.store import dossier_of
from planner.web.numbers import whole
from planner.web.people.access import needs, person_of
from planner.web.people.log import note
from planner.web.people.roles import Action, may
from planner.web.sharing.models import Message, PlanLink
from planner.web.sharing.released import is_shown, release_of
from planner.web.sharing.replying import LONGEST
from planner.web.sharing.shown import shown_of
from planner.web.sharing.wishes import WISHED, fulfilled, proposal, told
from planner.web.writing import writing

DAYS = (30, 90, 365)
"""How long a link may open."""
USUAL = 90
LISTED = 50
"""Messages that are shown."""


@needs(Action.DOSSIERS_READ)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The links of a dossier."""
    return _page(request, dossier_of(person_of(request), key))


@needs(Action.DOSSIERS_WRITE)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, key: str) -> HttpResponse:
    """A new link, shown this once."""
    person, days = person_of(request), whole(request.POST.get("days"))
    dossier = dossier_of(person, key)
    if request.method == "GET":
        return redirect("share", key)
    if days not in DAYS:
        return _page(request, dossier, problem=say("share.days_missing"))
    with writing():
        if once.before(request):
            flash.info(request, say("share.given_before"))
            return redirect("share", key)
        secret = PlanLink.give(dossier, person, days)
        note(person, "plan_link.given", dossier.subject, after={"days": days})
        once.leads(request, reverse("share", args=[key]))
    return _page(request, dossier, address=request.build_absolute_uri(reverse("plan_by_link", args=[secret])))


@needs(Action.DOSSIERS_WRITE)
@require_POST
def revoke(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The link opens nothing any more."""
    dossier = dossier_of(person_of(request), key)
    link = get_object_or_404(PlanLink, dossier=dossier, pk=number, revoked=None)
    with writing():
        link.revoked = timezone.now()
        link.save(update_fields=["revoked"])
        note(person_of(request), "plan_link.revoked", dossier.subject, after=link.pk)
    flash.success(request, say("share.revoked"))
    return redirect("share", key)


@needs(Action.DOSSIERS_WRITE)
@require_POST
def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What the adviser says to a message; nothing where it needs no more than to be read. Who asks for a
    correction is always answered.
    """
    person, text = person_of(request), request.POST.get("text", "").strip()[:LONGEST]
    dossier = dossier_of(person, key)
    message = get_object_or_404(Message, dossier=dossier, pk=number)
    if message.kind == Message.CORRECTION and not text:
        return _page(request, dossier, unanswered=message.pk)
    with writing():
        message.answer, message.answered, message.by = text, timezone.now(), person
        message.save(update_fields=["answer", "answered", "by"])
        note(person, f"{message.area}.answered", dossier.subject, after={"message": message.pk})
    flash.success(request, say("share.answered" if text else "share.noted"))
    return redirect("share", key)


def _message(dossier: Dossier, message: Message, applied: Iterable[Version]) -> dict[str, Any]:
    """A message, and what its wish comes to as long as it waits; `applied` are versions by which wishes were."""
    version = dossier.current
    shown: dict[str, Any] = {"it": message, "changed": version is not None and version.number != message.number}
    if message.kind == Message.CORRECTION:
        return shown | {"by": answer_by(message.at)}
    if version is None or not message.wish:
        return shown
    shown["wish"] = told(version, message.wish)
    if message.answered is not None:
        return shown
    if fulfilled(version.learner, message.wish):
        return shown | {"done": True}
    if any(one.at > message.at and fulfilled(one.learner, message.wish) for one in applied):
        return shown | {"was_done": True}
    return shown | {"proposal": proposal(dossier, version, message.wish), "asks": True}


def _page(
    request: HttpRequest, dossier: Dossier, *, address: str = "", problem: str = "", unanswered: int = 0
) -> HttpResponse:
    """The page; with a new `address`, or what is wrong: with days, or a correction that lacks an answer."""
    applied = list(dossier.versions.filter(act=WISHED).only("dossier", "learner", "at"))
    shows, release = shown_of(dossier), release_of(dossier)
    shown = {
        "address": address, "problem": problem, "unanswered": unanswered, "shows": shows,
        "risk": {"shown": is_shown(release, shows)} if release is not None else None,
        "proposes": Act.PROPOSED in open_acts(dossier, person_of(request)),
        "links": dossier.plan_links.select_related("person"), "days": DAYS, "usual": USUAL,
        "threads": [_message(dossier, one, applied) for one in dossier.messages.select_related("by")[:LISTED]],
        "writes": Action.DOSSIERS_WRITE in may(request.user), "longest": LONGEST,
    }  # fmt: skip
    return tab(request, "sharing/share.html", dossier, "share", 422 if problem or unanswered else 200, **shown)
