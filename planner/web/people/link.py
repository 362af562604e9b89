"""The page of a link: a button that signs in. Opening it does nothing, since previews of messages open links."""

from __future__ import annotations

import time
from typing import Any, cast

from allauth.account.utils import perform_login
from allauth.account.views import PasswordSetView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from planner.web import guessing
from planner.web.people.log import note
from planner.web.people.models import LINK_DAYS, SignInLink
from planner.web.writing import writing

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CAME, SHORT = "came_by_link", 3600
"""When a session was begun by a link; and for how many seconds a new password then needs no old one."""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether to sign in; sign in, once.

    A link that was used, is over, or never was, is the same to who asks.
    """
    if request.method == "GET":
        return _refused(request) if SignInLink.open(secret) is None else render(request, "people/link.html")
    with writing():
        link = SignInLink.use(secret)
        if link is not None:
            note(link.person, "signed_in_by_link", f"person:{link.person.pk}")
    if link is None:
        return _refused(request)
    link.person.backend = BACKEND
    answer = cast(HttpResponse, perform_login(request, link.person, email_verification="none", redirect_url="/"))
    request.session[CAME] = int(time.time())
    return answer


def _refused(request: HttpRequest) -> HttpResponse:
    """It opens nothing, and how to get one that does; who tries many is slowed down."""
    if guessing.often(request, "l"):
        return guessing.answer()
    return render(request, "people/refused.html", {"days": LINK_DAYS}, status=404)


def came_by_link(request: HttpRequest) -> bool:
    """Whether the session was just begun by a link: who was handed one may have forgotten their password."""
    return int(time.time()) - int(request.session.get(CAME, 0)) < SHORT


class PasswordAnew(PasswordSetView):  # type: ignore[misc]
    """A password for who has none, or came by a link."""

    def dispatch(self, request: HttpRequest, *rest: Any, **extra: Any) -> Any:
        """The page; that of who has a password, and did not come by a link, asks for it."""
        if came_by_link(request):
            return super(PasswordSetView, self).dispatch(request, *rest, **extra)
        return super().dispatch(request, *rest, **extra)

    def form_valid(self, form: Any) -> HttpResponse:
        """It is kept; the link has done what it can."""
        self.request.session.pop(CAME, None)
        return cast(HttpResponse, super().form_valid(form))
