"""How long a session lasts: so long since the last page, and never longer than so long since the sign-in."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from planner.web.configuration import ABSOLUTE, IDLE

BEGAN, SEEN = "began", "seen"
NOTED = 300
"""Seconds within which a page is not noted again: a page that only reads should write nothing."""


class Limits:
    """Ends sessions that are over; keeps the others going."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, for who is still signed in."""
        if request.user.is_authenticated:
            now = int(time.time())
            began, seen = request.session.setdefault(BEGAN, now), request.session.get(SEEN, now)
            if now - began > ABSOLUTE or now - seen > IDLE:
                logout(request)
            elif SEEN not in request.session or now - seen > NOTED:
                request.session[SEEN] = now
        return self.respond(request)
