"""What a dossier needs its adviser for, by what is known of it and by the day; and when its title comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from planner.domain.calendar import add_months
from planner.domain.text import Key
from planner.messages import bound
from planner.web.agreements.needs import needed
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import HOLD, NONE

SOON = timedelta(days=30)
"""So long before enrolment closes it is news."""
DAY = timedelta(days=1)
MONTHS_TO_ANSWER = 1
"""So long a person waits at most for an answer about their rights."""
WITHOUT = {"broken": "need.rules", "impossible": "need.impossible", "unknown": "need.unknown", "none": "need.none"}
"""What to say of the states of a plan that is none, or does not hold."""


def reached(dossier: Dossier) -> Key | None:
    """When the title, or the certificate, comes; None where no plan holds."""
    if status_of(dossier) not in HOLD or dossier.broken_by or "reached" not in dossier.dates:
        return None
    day = date.fromisoformat(dossier.dates["reached"])
    when = Key("letter.month", month=bound().month(day), year=day.year)
    return Key("home.certificate" if dossier.dates["goal"] else "home.title", when=when)


def status_of(dossier: Dossier) -> str:
    """How its plan stands by the rules."""
    return dossier.current.status if dossier.current is not None else NONE


def needs_of(dossier: Dossier, today: date, approves: bool = False) -> list[Key]:
    """What the dossier needs its adviser for, or who `approves` plans, the most pressing first."""
    found = [Key("need.correction", day=dossier.correct_by)] if dossier.correct_by else []
    found += [Key("need.message", count=dossier.written)] if dossier.written else []
    found += [Key("need.lost" if dossier.broken_by.get("lost") else "need.changed")] if dossier.broken_by else []
    if status_of(dossier) in WITHOUT:
        found.append(Key(WITHOUT[status_of(dossier)]))
    found += needed(dossier, approves)
    due = overdue(dossier, today)
    if due is not None:
        found.append(Key("need.results", day=due))
    closes = closing(dossier, today)
    if closes is not None:
        found.append(Key("need.enrol", day=closes))
    return found


def answer_by(asked: datetime) -> date:
    """The day before which what was asked of a person's rights is to be answered."""
    return add_months(localdate(asked), MONTHS_TO_ANSWER)


def overdue(dossier: Dossier, today: date) -> date | None:
    """The last day by which results were to be there that are not."""
    return max((day for day in _days(dossier, "results") if day < today), default=None)


def closing(dossier: Dossier, today: date) -> date | None:
    """The next day on which enrolment closes, if that is soon."""
    return min((day for day in _days(dossier, "enrol") if today <= day <= today + SOON), default=None)


def turns(dossier: Dossier, today: date) -> date | None:
    """The next day on which it needs something else by the day alone, if there is one."""
    enrol = [day for closes in _days(dossier, "enrol") for day in (closes - SOON, closes + DAY)]
    results = [day + DAY for day in _days(dossier, "results")]
    return min((day for day in enrol + results if day > today), default=None)


def _days(dossier: Dossier, kind: str) -> Iterable[date]:
    return (date.fromisoformat(day) for _, day in dossier.dates.get(kind, ()))
