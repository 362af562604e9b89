"""The learner writes: this suits me, I would like something else, I have a question; and reads what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planner.messages import say
from planner.web.agreements.steps import NotNow, agree_by_link
from planner.web.dossiers.frame import title_of
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.needs import answer_by
from planner.web.mail.asking import message_waits
from planner.web.people.log import note
from planner.web.sharing import wishes
from planner.web.sharing.letter import BY_LINK, addresses
from planner.web.sharing.models import Message, PlanLink
from planner.web.sharing.opening import WHO, by_link
from planner.web.sharing.shown import Shown, shown_of
from planner.web.writing import one_at_a_time, writing

LONGEST = 2000
WAITING = 20
"""So many messages wait for an answer at most: more would bury the adviser's list."""


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """What was written so far, and a form to write more. Who agrees comes back to the plan, which then says so."""
    shown, at, problem = shown_of(link.dossier), addresses(BY_LINK, secret), ""
    if request.method == "POST":
        problem = _kept(request, link, shown)
        if not problem:
            return redirect(f"{at['plan' if request.POST['kind'] == Message.SUITS else 'reply']}?sent=1")
    if request.method == "GET":
        _seen(link.dossier)
    more = {"problem": problem, "sent": "sent" in request.GET}
    told = values(link.dossier, shown, BY_LINK, secret, request.POST or request.GET)
    return render(request, "sharing/reply.html", told | more, status=422 if problem else 200)


def _seen(dossier: Dossier) -> None:
    """The learner has the answers before them."""
    new = dossier.messages.filter(seen=None).exclude(answered=None)
    if new.exists():
        with writing():
            new.update(seen=timezone.now())


def values(dossier: Dossier, shown: Shown | None, name: str, key: str, form: QueryDict) -> dict[str, Any]:
    """What the page says: what can be said of the plan that is shown, and what was said so far."""
    kinds, may = _kinds(shown), wishes.wishes(shown.version) if shown is not None else None
    return {
        "dossier": dossier, "shown": shown, "at": addresses(name, key), "programme_title": title_of(dossier.programme),
        "kinds": kinds, "kind": form.get("kind", ""), "text": form.get("text", ""),
        "longest": LONGEST, "wishes": may.asked(form) if may and form.get("kind") == Message.WISH else may,
        "said": [(one, _told(dossier.current, one), _due(one)) for one in dossier.messages.select_related("by")],
    }  # fmt: skip


def _kinds(shown: Shown | None) -> tuple[str, ...]:
    """What can be said: that it suits, of what one is asked about; what one would like, of a plan; and always that
    something is wrong that is kept of oneself.
    """
    of_plan = (*((Message.SUITS,) if shown.asks else ()), Message.WISH) if shown is not None else ()
    return (*of_plan, Message.QUESTION, Message.CORRECTION)


def _kept(request: HttpRequest, link: PlanLink, shown: Shown | None) -> str:
    """Keep the message, once, and the agreement with it; what is wrong where it cannot be kept."""
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "").strip()
    version = shown.version if shown is not None else link.dossier.current
    wish = wishes.wished(shown.version, request.POST) if kind == Message.WISH and shown is not None else {}
    if kind not in Message.KINDS:
        return say("reply.kind_missing")
    if len(text) > LONGEST:
        return say("reply.long", count=LONGEST)
    if not text and not wish and kind != Message.SUITS:
        return say(f"reply.{kind}_missing")
    number = version.number if version is not None else 0
    with writing():
        one_at_a_time("messages", link.dossier_id)
        if kind == Message.SUITS:
            try:
                agree_by_link(link.dossier, request.POST.get("mark", ""), WHO)
            except NotNow:
                return say("reply.changed")
        waiting = link.dossier.messages.filter(answered=None)
        if waiting.filter(kind=kind, text=text, wish=wish, number=number).exists():
            return ""  # sent twice
        if waiting.count() >= WAITING:
            return "" if kind == Message.SUITS else say("reply.wait")
        made = Message.objects.create(dossier=link.dossier, kind=kind, text=text, wish=wish, number=number)
        after = {"message": made.pk, "kind": kind, "link": link.pk}
        note(None, f"{made.area}.received", link.dossier.subject, who=WHO, after=after)
        message_waits(link.dossier, request)
    return ""


def _due(message: Message) -> date | None:
    return answer_by(message.at) if message.kind == Message.CORRECTION else None


def _told(version: Version | None, message: Message) -> list[object]:
    return list(wishes.told(version, message.wish)) if version is not None else []
