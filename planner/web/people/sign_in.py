"""The form of sign-in, in the words of the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm

from planner.messages import say


class SignIn(LoginForm):  # type: ignore[misc]
    """Sign-in name and password."""

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        self.fields["login"].label = say("people.username")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
