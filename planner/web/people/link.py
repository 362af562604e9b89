"""The page of a link: a button that signs in. Opening it does nothing, since previews of messages open links."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from planner.web.people.log import note
from planner.web.people.models import SignInLink
from planner.web.writing import writing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether to sign in; sign in, once.

    Raises:
        Http404: the link was used, is over, or never was.
    """
    if request.method == "GET":
        if SignInLink.open(secret) is None:
            raise Http404
        return render(request, "people/link.html")
    with writing():
        link = SignInLink.open(secret)
        if link is None:
            raise Http404
        link.used = timezone.now()
        link.save(update_fields=["used"])
        note(link.person, "signed_in_by_link", f"person:{link.person.pk}")
    link.person.backend = BACKEND
    return cast(HttpResponse, perform_login(request, link.person, email_verification="none", redirect_url="/"))
