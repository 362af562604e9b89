"""Writing to the log, in the transaction of the change that it tells of."""

from __future__ import annotations

from typing import Any

from planner.web.people.models import Entry, Person

SUBJECT = Entry._meta.get_field("subject").max_length


def note(
    person: Person | None, act: str, subject: str = "", *, who: str = "", before: Any = None, after: Any = None
) -> None:
    """One line. `subject` names what was touched by its key, never by a person's name."""
    name = who or (person.username if person is not None else "")
    Entry.objects.create(person=person, who=name, act=act, subject=subject[:SUBJECT], before=before, after=after)
