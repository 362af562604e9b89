"""Whoever must sign in by two steps sets the second one up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from planner.web.people.access import action_of
from planner.web.people.roles import Action
from planner.web.signin.models import Required

SCHOOL = "socialaccount"
"""How the library calls a sign-in by the school: its own second step is its own matter."""


def has_second(person: Any) -> bool:
    """Whether the person signs in by two steps."""
    found: bool = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists()
    return found


class SecondStep:
    """Leads who lacks a second step that is required to where it is set up."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; `process_view` leads elsewhere before it is made."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Before the page is made: the own account and what is open to all are always there."""
        if not getattr(view, "login_required", True) or action_of(view) is Action.OWN_ACCOUNT:
            return None
        person = request.user
        if not person.is_authenticated or person.role not in Required.roles() or has_second(person):
            return None
        if any(one.get("method") == SCHOOL for one in get_authentication_records(request, person)):
            return None
        if request.headers.get("HX-Request"):  # a whole page, not a part of one
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")
