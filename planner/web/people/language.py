"""The switch of the language: a link that may be followed by anybody, and goes back to where one was."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from planner.messages import LANGUAGES
from planner.web.back import back_to
from planner.web.middleware import COOKIE, chosen
from planner.web.people.models import Person
from planner.web.writing import writing

YEAR = 365 * 24 * 3600


def signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    """Who has just signed in reads letters, too, in the language that they chose on this device."""
    if COOKIE in request.COOKIES:
        _keep(user, chosen(request))


def _keep(person: Person, code: str) -> None:
    if person.language != code:
        with writing():
            Person.objects.filter(pk=person.pk).update(language=code)


@login_not_required
@require_GET
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the choice in a cookie; go to `next`, a path of this desk.

    Raises:
        Http404: there is no such language.
    """
    if code not in LANGUAGES:
        raise Http404
    if isinstance(request.user, Person):
        _keep(request.user, code)
    answer = back_to(request.GET.get("next"), "/")
    answer.set_cookie(COOKIE, code, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return answer
