"""What of a dossier that goes on is of no use any more: links and calendars that open nothing, messages dealt with,
letters and reminders of then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from planner.web.calendars.models import Subscription
from planner.web.mail.models import Letter, Reminder
from planner.web.people.log import note
from planner.web.rights.held import label
from planner.web.sharing.models import Message, PlanLink
from planner.web.writing import ERASING, one_at_a_time, writing


def over(limit: date) -> list[QuerySet[Any]]:
    """The rows, table by table, that were over before a day."""
    return [
        PlanLink.objects.filter(Q(expires__date__lt=limit) | Q(revoked__date__lt=limit)),
        Message.objects.filter(answered__date__lt=limit),
        Subscription.objects.filter(revoked__date__lt=limit),
        Reminder.objects.filter(at__date__lt=limit),
        Letter.objects.filter(ended__date__lt=limit).exclude(dossier=None),
    ]


def counted(limit: date) -> dict[str, int]:
    """How many there are of each table that has some."""
    found = {label(rows.model): rows.count() for rows in over(limit)}
    return {table: count for table, count in found.items() if count}


def erase(limit: date, who: str) -> int:
    """They go, and the log says how many; in all."""
    with writing():
        one_at_a_time(ERASING)
        gone = counted(limit)
        for rows in over(limit):
            rows.delete()
        if gone:
            note(None, "retention.parts", "retention", who=who, before=gone)
    return sum(gone.values())
