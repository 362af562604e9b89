"""Asking for letters: they wait in the database, and a job sends them."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate

from planner.messages import DEFAULT
from planner.web.dossiers.models import Dossier
from planner.web.jobs import queue
from planner.web.jobs.work import MAIL
from planner.web.mail.models import Kind, Letter, Rule
from planner.web.people.models import Person
from planner.web.writing import one_at_a_time


def set_up() -> bool:
    """Whether there is a server that takes letters."""
    return bool(settings.MAIL)


def desk_of(request: HttpRequest) -> str:
    """Where the desk is: as whoever serves it says, else as this page was asked for."""
    return str(settings.ADDRESS or request.build_absolute_uri("/")).rstrip("/")


def to_learner(
    dossier: Dossier, by: Person, address: str, desk: str, language: str, *, days: int = 0,
    reasons: Collection[list[str]] = (),
) -> Letter:  # fmt: skip
    """A letter with a new link, of so many days, to the plan; a reminder where there are reasons. In a transaction."""
    kind = Kind.REMINDER if reasons else Kind.LINK
    return _ask(kind, dossier=dossier, by=by, address=address, desk=desk, language=language, days=days,
                reasons=list(reasons))  # fmt: skip


def to_person(kind: Kind, person: Person, by: Person, desk: str, language: str) -> Letter:
    """A letter to somebody of the school, at their address as it is when the letter is sent; in the `language` where
    they have chosen none. In a transaction.
    """
    return _ask(kind, person=person, by=by, desk=desk, language=person.language or language)


def message_waits(dossier: Dossier, request: HttpRequest) -> None:
    """A learner wrote: their adviser is told, where the school wants that; once a dossier and day. In a transaction."""
    if not set_up() or not dossier.adviser.email or not Rule.current().waits:
        return
    one_at_a_time("mail", dossier.pk)
    if not Letter.objects.filter(kind=Kind.WAITS, dossier=dossier, made__date=localdate()).exists():
        told = dossier.adviser.language or DEFAULT
        _ask(Kind.WAITS, dossier=dossier, person=dossier.adviser, desk=desk_of(request), language=told)


def _ask(kind: Kind, **said: object) -> Letter:
    letter: Letter = Letter.objects.create(kind=kind, **said)
    queue.ask(MAIL)
    return letter
