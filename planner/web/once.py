"""A form that makes something (`{% once %}`) makes it once: sent again, it leads where it led the first time.

In one transaction with what is made: `before` says where it led, and where that is nowhere, `leads` keeps it.
"""

from __future__ import annotations

from django.http import HttpRequest

from planner.web.jobs.models import Sent
from planner.web.people.access import person_of
from planner.web.writing import one_at_a_time

FIELD = "once"
LONGEST = 40


def before(request: HttpRequest) -> str | None:
    """Where the form led when it was sent before; None the first time."""
    one_at_a_time("once", person_of(request).pk, _key(request))
    found = Sent.objects.filter(person=person_of(request), key=_key(request)).first()
    return found.where if found is not None else None


def leads(request: HttpRequest, where: str) -> str:
    """The address, where the form leads from now on."""
    if _key(request):
        Sent.objects.create(person=person_of(request), key=_key(request), where=where)
    return where


def _key(request: HttpRequest) -> str:
    return request.POST.get(FIELD, "")[:LONGEST]
