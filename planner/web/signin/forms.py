"""The fields in which a code is typed."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError

from planner.messages import say
from planner.web.people.models import Person
from planner.web.people.tries import too_often

OFTEN = ("too_many_login_attempts", "rate_limited")
"""What the library says to who tried many codes."""


class _Code:
    """A field for a code: the keys of a telephone show figures, and it offers what it knows."""

    fields: dict[str, Any]
    user: Person

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        field = self.fields["code"]
        field.label = say("second.code")
        field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        """The code, if it is right.

        Raises:
            ValidationError: it is not; or too many were tried, with how long to wait.
        """
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as error:
            if error.code not in OFTEN:
                raise
            raise too_often(context.request, f"mfa-auth-user-{self.user.pk}", error.code) from None


class Code(_Code, AuthenticateForm):  # type: ignore[misc]
    """A code of the telephone, or one of those kept for need."""


class FirstCode(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code shows that the telephone knows the secret."""
