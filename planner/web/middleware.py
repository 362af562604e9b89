"""The language of a page: the one that the person chose, else French; words of the product and of Django alike."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from planner.messages import DEFAULT, LANGUAGES, speaking

COOKIE = "language"


def chosen(request: HttpRequest) -> str:
    """The language that the person chose."""
    found = request.COOKIES.get(COOKIE, DEFAULT)
    return found if found in LANGUAGES else DEFAULT


class Words:
    """Binds the language for as long as a page is made."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, in its language."""
        code = chosen(request)
        with speaking(code), translation.override(code):
            return self.respond(request)
