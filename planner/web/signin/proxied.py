"""Sign-in by a proxy that has asked the institution who somebody is.

A name in a header is believed at one address alone, and beside a secret that the proxy and the desk share: whoever
reaches the desk past the proxy, or sends headers through it, does not know that. Everywhere else the session counts.
"""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from planner.web.people.link import BACKEND
from planner.web.people.log import note_once_a_day
from planner.web.signin.proxy import NAME, PERSON, SECRET
from planner.web.signin.steps import SCHOOL
from planner.web.signin.vouched import person_called, refused

WHO = "proxy"
"""Who the log says it was that could not show the secret."""


@login_not_required
@never_cache
@require_GET
def arrive(request: HttpRequest) -> HttpResponse:
    """From the proxy, which lets nobody come here whom the institution does not know; nothing happens to who is signed
    in already.

    Raises:
        Http404: there is no such proxy.
    """
    if request.user.is_authenticated:
        return redirect("home")
    if not settings.PROXY:
        raise Http404
    if not constant_time_compare(request.headers.get(SECRET, ""), settings.PROXY["secret"]):
        note_once_a_day("school_unproven", "", who=WHO)
        return refused(request)
    name, full_name = (told(request.headers.get(header, "")) for header in (PERSON, NAME))
    if not name:
        return refused(request)
    person = person_called(name, full_name, settings.PROXY["create"])
    if person is None:
        return refused(request, unknown=True)
    person.backend = BACKEND
    record_authentication(request, person, SCHOOL, provider=WHO)
    next_page = get_next_redirect_url(request)
    return cast(HttpResponse, perform_login(request, person, email_verification="none", redirect_url=next_page))


def told(header: str) -> str:
    """What a header says: servers hand its bytes on one by one, and institutions write names in UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return header.strip()
