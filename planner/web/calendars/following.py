"""What a followed calendar shows: the plan that its owner may count on (`agreements.settled`), and, cancelled,
what went since.

A plan that breaks rules is one that somebody is at work on: it reaches nobody's calendar, which stays as it was. Where
no plan ever held, one entry says so. Entries are made when a program asks, so that what came and went between two
questions moves nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from uuid import uuid5

from django.utils import timezone

from planner import __version__
from planner.errors import BadInput
from planner.messages import bind, bound, say, speaking
from planner.report.agenda import Entry, entries, replacing
from planner.report.agenda_entry import CANCELLED, NAMESPACE, NOTHING, TENTATIVE
from planner.report.formats.ics import Revision, render_followed
from planner.service.audit import AuditAnswer
from planner.web.agreements.settled import settled
from planner.web.calendars.models import STANDS_ON, Published, Subscription, kept
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, print_of
from planner.web.writing import writing


def brought_up_to_date(subscription: Subscription) -> list[Published]:
    """The entries, in the order of the days."""
    with speaking(subscription.language):
        _publish(subscription)
    return sorted(subscription.published.all(), key=lambda row: (row.entry["starts"], row.uid))


def mark(subscription: Subscription, rows: list[Published]) -> str:
    """What the calendar is known by: another as soon as anything in it is. It costs less than drawing it."""
    made_of = [
        __version__,
        subscription.language,
        subscription.timezone,
        *((row.uid, row.sequence, str(row.changed)) for row in rows),
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]


def drawn(subscription: Subscription, rows: list[Published]) -> bytes:
    """The calendar."""
    with speaking(subscription.language):
        return render_followed(
            [row.told() for row in rows], {row.uid: Revision(row.sequence, row.changed) for row in rows},
            name=say("calendar.name"), about=say("calendar.about"), timezone=subscription.timezone,
        )  # fmt: skip


def _publish(subscription: Subscription) -> None:
    """Makes the entries anew where what they are made of is another; a plan that holds no longer changes none."""
    dossier = subscription.dossier
    found = settled(dossier)
    version = found.version if found is not None else None
    programme = str(version.learner.get("programme", "")) if version else dossier.programme
    stands_on = f"{__version__} {version.pk if version else 0} {print_of(programme)}"[:STANDS_ON]
    if stands_on == subscription.stands_on:
        return
    judged = _judged(version) if version else None
    if judged is None:
        _keep(subscription, stands_on, (), date.max)
        return
    bind(bound().about_cases([judged.case]))
    subscription.timezone = judged.case.programme.timezone
    day = timezone.localdate(version.at) if version else date.max
    made = entries(judged.case, judged.plan, created=day, owner=dossier.key)
    _keep(subscription, stands_on, made, judged.case.first_day)


def _judged(version: Version) -> AuditAnswer | None:
    """The plan with its gaps filled; None where the files of the programme changed, and it holds no longer."""
    try:
        found = Known(version.learner, version.past).judged(version.plan or {})
    except BadInput:
        return None
    return None if found.violations else found


def _keep(subscription: Subscription, stands_on: str, made: Iterable[Entry], first_day: date) -> None:
    """Keeps the entries, each with a later revision where it is another than before. What was over before `first_day`
    is not cancelled: it was.
    """
    now = timezone.now().replace(microsecond=0)
    with writing():
        Subscription.objects.select_for_update().get(pk=subscription.pk)
        rows = {row.uid: row for row in subscription.published.all()}
        made = tuple(made) or (() if rows else (_nothing(subscription.dossier),))
        old = [row.told() for row in rows.values() if row.entry["status"] != CANCELLED]
        changed = []
        for entry in replacing(made, old, first_day):
            row = rows.get(entry.uid)
            if row is None:
                changed.append(Published(subscription=subscription, uid=entry.uid, changed=now, entry=kept(entry)))
            elif row.entry != kept(entry):
                row.sequence, row.changed, row.entry = row.sequence + 1, now, kept(entry)
                changed.append(row)
        Published.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["subscription", "uid"],
            update_fields=["sequence", "changed", "entry"],
        )  # fmt: skip
        subscription.stands_on = stands_on
        subscription.save(update_fields=["stands_on", "timezone"])


def _nothing(dossier: Dossier) -> Entry:
    """A note of today, so that no calendar is empty without a word."""
    today, uid = timezone.localdate(), str(uuid5(NAMESPACE, json.dumps([dossier.key, NOTHING])))
    category, why = say("agenda.category.term"), say("calendar.nothing_why")
    return Entry(uid, NOTHING, category, say("calendar.nothing"), today, today, why, TENTATIVE)
