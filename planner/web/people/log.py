"""Writing to the log, in the transaction of the change that it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from planner.web.people.models import Entry, Person
from planner.web.writing import writing

SUBJECT = Entry._meta.get_field("subject").max_length


def note(
    person: Person | None, act: str, subject: str = "", *, who: str = "", before: Any = None, after: Any = None
) -> None:
    """One line. `subject` names what was touched by its key, never by a person's name."""
    name = who or (person.username if person is not None else "")
    Entry.objects.create(person=person, who=name, act=act, subject=subject[:SUBJECT], before=before, after=after)


def note_all(person: Person, act: str, what: Iterable[tuple[str, Any, Any]]) -> None:
    """A line for each subject, with what was before and after."""
    Entry.objects.bulk_create(
        Entry(person=person, who=person.username, act=act, subject=subject[:SUBJECT], before=before, after=after)
        for subject, before, after in what
    )


def note_once_a_day(act: str, subject: str, *, who: str, after: Any = None) -> None:
    """A line for what strangers or their programs may do again and again, in its own transaction."""
    since = timezone.now() - timedelta(days=1)
    if after not in Entry.objects.filter(act=act, subject=subject, who=who, at__gt=since).values_list(
        "after", flat=True
    ):
        with writing():
            note(None, act, subject, who=who, after=after)


def taken_out(person: Person, what: str, subject: str = "", **how: Any) -> None:
    """A line for data that leaves the desk as a file, in its own transaction: `what` of which `subject`, and how."""
    with writing():
        note(person, f"taken.{what}", subject, after=how)
