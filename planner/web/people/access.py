"""Deny by default: a page opens only to roles that may do the action that the page names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from planner.web.people.roles import Action, may

if TYPE_CHECKING:
    from planner.web.people.models import Person

View = TypeVar("View", bound=Callable[..., Any])


def needs(action: Action) -> Callable[[View], View]:
    """Names the action that a page is for."""

    def mark(view: View) -> View:
        view.action = action  # type: ignore[attr-defined]
        return view

    return mark


def action_of(view: Callable[..., Any]) -> Action | None:
    """The action of a page; None where it names none."""
    return getattr(view, "action", None)


def person_of(request: HttpRequest) -> Person:
    """Who asks, on a page that only people who have signed in see."""
    return cast("Person", request.user)


class Access:
    """Refuses whoever has signed in and may not; who has not is sent to sign in by Django."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, kept by nobody; `process_view` refuses before it is made."""
        answer = self.respond(request)
        answer.headers.setdefault("Cache-Control", "no-store, private")
        return answer

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Before the page is made.

        Raises:
            PermissionDenied: the role does not allow it.
        """
        if getattr(view, "login_required", True) and action_of(view) not in may(request.user):
            raise PermissionDenied
