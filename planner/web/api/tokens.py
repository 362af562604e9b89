"""Who may call: programs of the school, by a token; each as often as the quota says."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from planner.web import guessing
from planner.web.people.models import Token

QUOTA = "1200/m"
"""Calls of a token a minute: twice of what is promised."""


class Bearer(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """The name under which calls are counted; None refuses.

        Raises:
            Throttled: whoever asks has tried many tokens.
        """
        found = Token.open(token)
        if found is not None:
            return f"token:{found.pk}"
        if guessing.often(request, "t"):
            raise Throttled(wait=guessing.WITHIN)
        return None


class Quota(AuthRateThrottle):
    """So many calls a minute for each token."""

    def __init__(self) -> None:
        super().__init__(QUOTA)
