"""Dossiers that have served their purpose for as long as the rule says, and what in others is over: which these are,
and erasing them as a job.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from planner.domain.calendar import add_months
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.store import Stale
from planner.web.jobs import queue
from planner.web.jobs.models import Job
from planner.web.jobs.work import RETENTION, SWEEP
from planner.web.rights import erasing, parts
from planner.web.rights.erasing import erase
from planner.web.rights.models import Rule
from planner.web.writing import writing

DESK = "desk"
"""Who does it, in the log."""


def due(months: int) -> QuerySet[Dossier]:
    """Dossiers whose last change (`last`), and whose title or certificate, are so many months past; the oldest
    first.
    """
    limit = before(months)
    midnight = make_aware(datetime.combine(limit, time()))
    found = Dossier.objects.filter(Q(ends=None) | Q(ends__lt=limit), current__at__lt=midnight)
    return found.select_related("adviser").annotate(last=F("current__at")).order_by("last")


def before(months: int) -> date:
    """The day so many months ago."""
    return add_months(localdate(), -months)


def watch() -> None:
    """Ask for the job where the rule works and something is due."""
    erasing.watch()
    rule = Rule.current()
    if not rule.works:
        return
    dossiers = rule.months is not None and due(rule.months).exists()
    if dossiers or (rule.parts is not None and parts.counted(before(rule.parts))):
        queue.ask(RETENTION)


def run(job: Job) -> dict[str, Any]:
    """Each dossier that is due goes, as long as the rule stands; one that somebody changes meanwhile stays. Then what
    is over in the others.
    """
    rule, told = Rule.current(), job.step or {"erased": 0, "parts": 0}
    found = list(due(rule.months).values_list("pk", flat=True)) if rule.works and rule.months is not None else []
    total = job.done + len(found)
    for number, key in enumerate(found, job.done + 1):
        if rule.months is None or Rule.current().months != rule.months:
            break
        try:
            with writing():  # what is erased is counted, whatever happens
                dossier = due(rule.months).get(pk=key)
                erase(dossier, None, dossier.revision, who=DESK)
                queue.keep(job, {**told, "erased": told["erased"] + 1}, number, total)
                told["erased"] += 1
        except (Stale, Dossier.DoesNotExist):
            queue.keep(job, told, number, total)
    now = Rule.current()
    if now.works and now.parts is not None:
        told["parts"] += parts.erase(before(now.parts), DESK)
    if told["parts"]:
        queue.ask(SWEEP)
    return told
