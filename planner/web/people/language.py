"""The switch of the language: a link that may be followed by anybody, and goes back to where one was."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from planner.messages import LANGUAGES
from planner.web.middleware import COOKIE

YEAR = 365 * 24 * 3600


@login_not_required
@require_GET
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the choice in a cookie; go to `next`, a path of this desk.

    Raises:
        Http404: there is no such language.
    """
    if code not in LANGUAGES:
        raise Http404
    back = request.GET.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and not urlsplit(back).netloc
    answer = HttpResponseRedirect(back if safe else "/")
    answer.set_cookie(COOKIE, code, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return answer
