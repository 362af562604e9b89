"""The calendar at its address: for programs, which show no name and no password, only the secret in it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from planner.web import guessing
from planner.web.calendars.following import brought_up_to_date, drawn, mark
from planner.web.calendars.models import Subscription
from planner.web.people.log import note_once_a_day
from planner.web.writing import writing

WHO = "calendar"
"""Who the log says it was: nobody knows who has the address."""


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of a secret; what is not there, was revoked, or belongs to a dossier that is put away, is the same
    to who asks. Not compressed: some programs cannot read that.

    Raises:
        Http404: there is none.
    """
    found = Subscription.of(secret)
    if found is None or found.ended or found.dossier.archived:
        return _refused(request, found)
    rows = brought_up_to_date(found)
    _asked(found)
    etag = f'"{mark(found, rows)}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(drawn(found, rows), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="plan.ics"'
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex, nofollow, noarchive"
    return answer


def _asked(found: Subscription) -> None:
    """Keeps that it was read today."""
    today = timezone.localdate()
    if found.asked != today:
        with writing():
            Subscription.objects.filter(pk=found.pk).update(asked=today)


def _refused(request: HttpRequest, found: Subscription | None) -> HttpResponse:
    """Who tries addresses is slowed down, and nobody else. The log has a line a day for programs that go
    on asking at what was revoked, and none for each address that never was: these are counted.

    Raises:
        Http404: always, but to who tried many.
    """
    if found is not None:
        note_once_a_day("subscription.refused", found.dossier.subject, who=WHO)
    if guessing.often(request, "c"):
        return guessing.answer()
    raise Http404
