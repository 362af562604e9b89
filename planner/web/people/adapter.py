"""What the library of sign-in asks of the desk: nobody signs up by themselves; its words are those of the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from planner.messages import say
from planner.web.people.tries import too_often

TOLD = {
    "account/messages/password_set.txt": "account.password_kept",
    "account/messages/password_changed.txt": "account.password_kept",
    "mfa/messages/totp_deactivated.txt": "second.is_off",
}
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
        """Say that the password is kept, or that there is no second step any more."""
        if message_template in TOLD:
            messages.success(request, say(TOLD[message_template], name=request.user.get_username()))

    def validation_error(self, code: str, *rest: Any) -> Any:
        """A wrong name or password, in the words of the form."""
        if code == "username_password_mismatch":
            return ValidationError(say("account.wrong"), code=code)
        return super().validation_error(code, *rest)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try.

        Raises:
            ValidationError: there were too many; with how long to wait.
        """
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise too_often(request, self._get_login_attempts_cache_key(request, **credentials), error.code) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What tries are counted by: the account alone, whatever name of the desk and way of writing was used."""
        return str(credentials.get("username", "")).casefold()
