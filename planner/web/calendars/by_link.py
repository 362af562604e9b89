"""A learner takes the dates of their plan along: an address that their calendar follows, or a file; by their link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planner.messages import bound, say
from planner.report.documents import read_document
from planner.web.agreements.settled import settled
from planner.web.calendars.addresses import Given, given_at
from planner.web.calendars.models import Subscription
from planner.web.document_file import answered
from planner.web.people.log import note, note_once_a_day
from planner.web.people.secrets import new_secret, secret_from
from planner.web.sharing.models import PlanLink
from planner.web.sharing.opening import WHO, by_link
from planner.web.writing import one_at_a_time, writing

OPEN, MADE = 3, 12
"""So many addresses of a link open at once, and so many it makes in all: one a device, and a few that got lost."""
ONCE, LONGEST = "once", 40


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """What one can do, and a new address, shown this once."""
    given, problem = None, ""
    if request.method == "POST":
        given, problem = _made(request, link, secret)
    shown = {
        "secret": secret, "given": given, "problem": problem, "shown": settled(link.dossier), "dossier": link.dossier,
        "mine": link.calendars.filter(revoked=None), "near": not request.is_secure(),
        "stopped": "stopped" in request.GET, "no_file": "no-file" in request.GET,
    }  # fmt: skip
    return render(request, "calendars/by_link.html", shown, status=422 if problem else 200)


@by_link
@require_POST
def stop(request: HttpRequest, link: PlanLink, secret: str, number: int) -> HttpResponse:
    """An address that was made with the link opens nothing any more."""
    with writing():
        found = get_object_or_404(link.calendars, pk=number, revoked=None)
        found.revoke()
        note(None, "subscription.revoked", link.dossier.subject, who=WHO, after=found.pk)
    return redirect(f"{reverse('plan_by_link_calendar', args=[secret])}?stopped=1")


@by_link
@require_safe
def file(request: HttpRequest, link: PlanLink, secret: str) -> HttpResponse:
    """The dates as a file, where one can be made."""
    found = settled(link.dossier)
    told = (found.version.document or {}).get("plan") if found is not None else None
    try:
        if not told:
            raise Http404
        answer = answered(
            read_document(told).owned_by(link.dossier.key), "ics", slugify(f"{say('shown.title')} {localdate()}")
        )
    except Http404:
        return redirect(f"{reverse('plan_by_link_calendar', args=[secret])}?no-file=1")
    note_once_a_day("taken.document", link.dossier.subject, who=WHO, after={"kind": "plan", "form": "ics"})
    return answer


def _made(request: HttpRequest, link: PlanLink, secret: str) -> tuple[Given | None, str]:
    """A new address, or why there is none. The same form gives the same one, so that whoever loads the page again does
    not have two.
    """
    key, dossier = request.POST.get(ONCE, "")[:LONGEST], link.dossier
    new = secret_from(secret, f"calendar {key}") if key else new_secret()
    with writing():
        one_at_a_time("calendars", link.pk)
        before = Subscription.of(new)
        if before is None:
            made = link.calendars.count()
            if made >= MADE:
                return None, say("calendar.mine.too_many", name=dossier.adviser)
            if link.calendars.filter(revoked=None).count() >= OPEN:
                return None, say("calendar.mine.enough", count=OPEN)
            Subscription.give_by(link, new, bound().code)
            note(None, "subscription.given", dossier.subject, who=WHO, after={"link": link.pk})
        elif before.ended:
            return None, say("calendar.mine.was_stopped")
    return given_at(request, new, bound().code), ""
