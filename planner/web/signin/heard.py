"""Lines of the log for what the library does with second steps."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.dispatch import receiver

from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.writing import writing

TOTP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


def _line(person: Person, act: str) -> None:
    with writing():
        note(person, f"two_steps.{act}", f"person:{person.pk}")


@receiver(authenticator_added)
def _added(user: Person, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == TOTP:
        _line(user, "on")


@receiver(authenticator_removed)
def _removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == TOTP:
        _line(user, "off")


@receiver(authenticator_reset)
def _new_codes(user: Person, **_: Any) -> None:
    _line(user, "codes")


@receiver(authenticator_used)
def _used(user: Person, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == CODES:
        _line(user, "code_used")


@receiver(authentication_failed)
def _failed(user: Person, **_: Any) -> None:
    _line(user, "failed")
