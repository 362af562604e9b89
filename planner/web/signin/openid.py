"""Sign-in by the institution: there, by OpenID Connect or by the proxy that asks it, and back by OpenID Connect. People
are found by what it says of them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from planner.web.people.models import Person
from planner.web.signin.provider import PROVIDER
from planner.web.signin.vouched import person_called, refused

BROKEN = (RequestException, KeyError, TypeError, ValueError)
"""What comes of an answer that is none, or not such as the standard says."""


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whom the institution vouches for is one of the people of the desk, or nobody."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Before anybody is signed in: who that is.

        Raises:
            ImmediateHttpResponse: nobody; the page says so.
        """
        person = _meant(sociallogin.account.extra_data)
        if person is None:
            raise ImmediateHttpResponse(refused(request, unknown=True))
        sociallogin.user = person
        sociallogin.state["process"] = "login"

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Say that it did not work.

        Raises:
            ImmediateHttpResponse: always.
        """
        raise ImmediateHttpResponse(refused(request))


def _meant(data: dict[str, Any]) -> Person | None:
    """Whom the answers of the institution mean: two that agree, from the issuer that the file names."""
    token, more = data.get("id_token", {}), data.get("userinfo", {})
    said = settings.OPENID
    if token.get("iss", "").rstrip("/") != said["issuer"].rstrip("/") or token.get("sub") != more.get("sub"):
        return None
    name = str((more | token).get(said["claim"]) or "").strip()
    return person_called(name, str((more | token).get("name") or ""), said["create"])


@login_not_required
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """To the institution. By a page that leads on, since browsers hold a form to where its answers lead, too."""
    if request.user.is_authenticated:
        return redirect("home")
    if not settings.OPENID and not settings.PROXY:
        raise Http404
    often: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
    if often is not None:
        return often
    if settings.PROXY:
        then = {"next": request.POST.get("next", "")}
        return _leaving(request, f"{reverse('school_proxied')}?{urlencode(then)}")
    try:
        answer: HttpResponse = login(request, provider_id=PROVIDER)
    except BROKEN:
        return refused(request)
    if answer.status_code != 302:
        return answer
    return _leaving(request, answer["Location"])


def _leaving(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "signin/leaving.html", {"address": address})


@login_not_required
@never_cache
@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the institution; nothing happens to who is signed in already."""
    if request.user.is_authenticated:
        return redirect("home")
    if not settings.OPENID:
        raise Http404
    try:
        answer: HttpResponse = callback(request, provider_id=provider_id)
    except BROKEN:
        return refused(request)
    return answer
