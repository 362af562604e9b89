"""The language of a page: the one that the person chose, else French; words of the product and of Django alike."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from planner.messages import DEFAULT, LANGUAGES, speaking
from planner.web import errors, gone
from planner.web.bodies import NO_ROOM, REFUSED
from planner.web.disk import is_full
from planner.web.programmes.reading import reading

COOKIE = "language"
NOT_ALLOWED = 405


def chosen(request: HttpRequest) -> str:
    """The language that the person chose."""
    found = request.COOKIES.get(COOKIE, DEFAULT)
    return found if found in LANGUAGES else DEFAULT


class Words:
    """Binds the language, and what programmes are, for as long as a page is made."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, in its language."""
        code = chosen(request)
        with speaking(code), translation.override(code), reading():
            return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Three things are no defect of the program: what PostgreSQL cannot keep, or look for, as a sign that is none;
        what somebody erases while the page is made; and that the disk is full.
        """
        if is_full(exception):
            return errors.full(request)
        if isinstance(exception, DataError):
            errors.LOG.warning("data that cannot be kept, at %s", request.path)
            return errors.page(request, 400)
        return errors.missing(request, exception) if gone.took_it_away(request, exception) else None


class Refused:
    """Answers a request of which the server did not take the body; and who opens the address of a form, as after they
    had to sign in before it was taken.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; what is wrong with the body, where that is so."""
        status = request.META.get(REFUSED)
        if status == NO_ROOM:
            return errors.full(request)
        if status:
            return errors.page(request, status)
        answer = self.respond(request)
        return _not_opened(request, answer) if answer.status_code == NOT_ALLOWED and not answer.content else answer


def _not_opened(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page of an address that takes forms alone; with what the answer says that it does take."""
    made = errors.page(request, NOT_ALLOWED)
    made["Allow"] = answer.get("Allow", "")
    return made
