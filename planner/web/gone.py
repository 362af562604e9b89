"""What is erased while a page or a job works on it: then it is gone, which is no defect of the program."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest

from planner.web.calendars.models import Subscription
from planner.web.dossiers.models import Dossier
from planner.web.people.models import SignInLink
from planner.web.people.secrets import digest
from planner.web.sharing.models import PlanLink

FAILED = (ObjectDoesNotExist, DatabaseError)
"""How work fails on what is no longer there: it is not found, cannot be changed, or nothing can hang on it."""


def is_gone(key: str) -> bool:
    """Whether there is no dossier of the key any more."""
    return not Dossier.objects.filter(key=key).exists()


def took_it_away(request: HttpRequest, exception: Exception) -> bool:
    """Whether a page failed since the dossier, or the secret, that its address names is there no longer."""
    named = request.resolver_match.kwargs if request.resolver_match is not None else {}
    if not isinstance(exception, FAILED):
        return False
    if "key" in named:
        return is_gone(named["key"])
    known = (PlanLink, Subscription, SignInLink)
    return "secret" in named and not any(
        table.objects.filter(digest=digest(named["secret"])).exists() for table in known
    )
