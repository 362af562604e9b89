"""The forms of sign-in and passwords, in the words of the desk."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm

from planner.messages import say

LABELS = {
    "login": "people.username",
    "password": "account.password",
    "oldpassword": "account.password_now",
    "password1": "account.password_new",
    "password2": "account.password_twice",
}
HINTS = {"password1": "account.password_rule"}


class _Worded:
    """Labels that stand above their fields alone, and one hint where there were several."""

    fields: dict[str, Any]

    def __init__(self, *rest: Any, **extra: Any) -> None:
        super().__init__(*rest, **extra)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = say(LABELS[name]) if name in LABELS else field.label
            field.help_text = say(HINTS[name]) if name in HINTS else ""


class SignIn(_Worded, LoginForm):  # type: ignore[misc]
    """Sign-in name and password."""


class FirstPassword(_Worded, SetPasswordForm):  # type: ignore[misc]
    """A password for who came by a link."""


class OtherPassword(_Worded, ChangePasswordForm):  # type: ignore[misc]
    """Another password, by who knows theirs."""


class Again(_Worded, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""
