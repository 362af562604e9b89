"""Opening a page by a link: for whoever has it, and for nobody else; kept by nobody on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from planner.web import guessing
from planner.web.people.access import needs
from planner.web.people.log import note, note_once_a_day
from planner.web.people.roles import Action
from planner.web.sharing.models import OPEN, PlanLink
from planner.web.writing import writing

WHO = "link"
"""Who the log says it was: nobody knows who holds a link."""
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """The page for who has the secret of a link; `view` gets the link. A link that is wrong, over or revoked, or whose
    dossier is put away, is the same to who asks.
    """

    @csrf_exempt  # no other site knows the secret; and a page that sends no referrer sends no origin to compare
    @login_not_required
    @needs(Action.PLAN_BY_LINK)
    @wraps(view)
    def page(request: HttpRequest, secret: str, **more: Any) -> HttpResponse:
        link = PlanLink.of(secret)
        right = link is not None and link.state == OPEN and not link.dossier.archived
        answer = view(request, link, secret=secret, **more) if right else _refused(request, link)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    return page


def count(link: PlanLink) -> None:
    """One more opening; the log has a line for the first of a day."""
    today = timezone.localdate()
    with writing():
        PlanLink.objects.filter(pk=link.pk).update(openings=F("openings") + 1, opened=today)
        if link.opened != today:
            note(None, "plan_link.opened", link.dossier.subject, who=WHO, after=link.pk)


def _refused(request: HttpRequest, link: PlanLink | None) -> HttpResponse:
    """The same page whatever is wrong. The log has a line a day for a link that there was; who tries addresses is
    counted, and slowed down.
    """
    if link is not None:
        after = {"link": link.pk, "state": "archived" if link.state == OPEN else link.state}
        note_once_a_day("plan_link.refused", link.dossier.subject, who=WHO, after=after)
    if guessing.often(request, "p"):
        return guessing.answer()
    return render(request, "sharing/refused.html", status=404)
