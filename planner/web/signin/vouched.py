"""Whom the institution vouches for is one of the people of the desk, or nobody; nobody is made unless its file says as
what.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from planner.web.people.log import note, note_once_a_day
from planner.web.people.models import Person
from planner.web.writing import one_at_a_time, writing

LONGEST = 150
"""Signs of a sign-in name."""


def person_called(name: str, full_name: str, create: str) -> Person | None:
    """Who has the sign-in name, however it is written; made with the role `create` where nobody has. The log tells of
    either.
    """
    if not name or len(name) > LONGEST:
        return None
    with writing():
        one_at_a_time("people")
        found = Person.objects.filter(username__iexact=name).first()
        if found is None and create:
            found = Person(username=name, name=full_name[:120], role=create)
            found.set_unusable_password()
            found.save()
            note(found, "person.made", f"person:{found.pk}", after={"role": found.role})
        if found is not None:
            note(found, "school_vouched", f"person:{found.pk}")
            return found
    note_once_a_day("school_unknown", "", who=name)  # anybody of the institution may come again and again
    return None


def refused(request: HttpRequest, *, unknown: bool = False) -> HttpResponse:
    """The page for who is not signed in: they are `unknown` here, or it did not work."""
    return render(request, "signin/refused.html", {"unknown": unknown}, status=403)
