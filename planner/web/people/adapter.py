"""What the library of sign-in asks of the desk: nobody signs up by themselves; its words are those of the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from planner.messages import say

TOLD = {"account/messages/password_set.txt", "account/messages/password_changed.txt"}
"""What the library tells that is said here too; signing in and out speak for themselves."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> Any:
        """The page that was asked for, else home."""
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The account."""
        return reverse("usersessions_list")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_: Any, **__: Any
    ) -> None:
        """Say that the password is kept."""
        if message_template in TOLD:
            messages.success(request, say("account.password_kept", name=request.user.get_username()))

    def validation_error(self, code: str, *rest: Any) -> Any:
        """A wrong name or password, in the words of the form."""
        if code == "username_password_mismatch":
            return ValidationError(say("account.wrong"), code=code)
        return super().validation_error(code, *rest)
