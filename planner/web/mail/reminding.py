"""Reminding learners: of what, in which words, and that it was done."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from planner.messages import say, speaking
from planner.web.agreements.models import Act
from planner.web.agreements.steps import standing_of
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.needs import closing, overdue
from planner.web.jobs import files
from planner.web.jobs.models import Job
from planner.web.mail.asking import set_up, to_learner
from planner.web.mail.models import Address, Reminder, Stage
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.sharing.models import OPEN, PlanLink
from planner.web.writing import one_at_a_time, writing

RESULTS, ENROL, ANSWER = "results", "enrol", "answer"
PATIENT = timedelta(days=7)
"""So long a proposal waits before somebody is reminded of it."""
RULE = "-" * 60
ENDING = ".txt"
Reasons = list[list[str]]
"""Pairs: of what, and the day that the words need."""


def reasons(dossier: Dossier, today: date) -> Reasons:
    """What the learner is to be reminded of today: results that are there, enrolment that closes, a proposal that they
    have not answered.
    """
    if dossier.archived:
        return []
    days = {RESULTS: overdue(dossier, today), ENROL: closing(dossier, today)}
    found = [[name, str(day)] for name, day in days.items() if day is not None]
    standing = standing_of(dossier)
    if standing is not None and standing.stage == Act.PROPOSED and not standing.changed:
        since = localtime(standing.since).date()
        if since + PATIENT <= today and not dossier.messages.filter(at__gte=standing.since).exists():
            found.append([ANSWER, str(since)])
    return found


def due_today(dossier: Dossier) -> Reasons:
    """The same, as long as nobody was reminded of it today."""
    today = localdate()
    found = reasons(dossier, today)
    return [] if found and dossier.reminders.filter(at__date=today).exists() else found


def told(reasons: Iterable[Iterable[str]]) -> list[str]:
    """The words for the learner."""
    return [say(f"remind.{name}", day=date.fromisoformat(day)) for name, day in reasons]


def new_link(address: str, link: PlanLink | None) -> list[str]:
    """What is said of a link that was just made."""
    until = [say("mail.link_until", day=localtime(link.expires))] if link is not None else []
    return [say("mail.link"), address, *until, say("mail.link_own")]


def old_link(dossier: Dossier) -> list[str]:
    """A link that exists cannot be shown again: who has one is told to open it."""
    return [say("remind.old_link")] if any(link.state == OPEN for link in dossier.plan_links.all()) else []


def remind(job: Job, person: Person, dossier: Dossier, number: int) -> bool:
    """Whether there was something to remind of: by a letter where that is wanted and an address is kept, else by a text
    in the folder of the job. In one transaction, so that nobody is reminded twice where the job is broken off.
    """
    given = job.given
    with writing():
        one_at_a_time("remind", dossier.pk)
        if Reminder.objects.filter(job=job, dossier=dossier).exists():
            return True
        said = due_today(dossier)
        if not said:
            return False
        made = Reminder(job=job, dossier=dossier, by=person, reasons=said)
        kept = Address.objects.filter(dossier=dossier).first() if given["mail"] and set_up() else None
        if kept is not None:
            made.letter = to_learner(
                dossier, person, kept.address, given["desk"], given["language"], days=given["days"], reasons=said
            )
        else:
            with speaking(given["language"]):
                _put(files.place_of(job), number, dossier.name, _text(dossier, person, said, given))
        made.save()
        note(person, "reminder.made", dossier.subject, after={"mail": kept is not None, "link": bool(given["days"])})
    return True


def _text(dossier: Dossier, person: Person, said: Reasons, given: dict[str, Any]) -> str:
    parts = old_link(dossier)
    if given["days"]:
        secret = PlanLink.give(dossier, person, given["days"])
        link = dossier.plan_links.first()
        note(person, "plan_link.given", dossier.subject, after={"days": given["days"]})
        parts = new_link(given["desk"] + reverse("plan_by_link", args=[secret]), link)
    return "\n\n".join([say("mail.hello"), *told(said), *parts, str(dossier.adviser)])


def _put(folder: Path, number: int, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number:04}.json").write_text(json.dumps([name, text]), encoding="utf-8")


def letters_of(job: Job) -> dict[str, int]:
    """How many reminders of a job go by mail, how many of these were sent, and how many will not be."""
    stages = [one.letter.stage for one in job.reminders.select_related("letter") if one.letter is not None]
    ends = (Stage.FAILED, Stage.UNKNOWN)
    found = {"all": len(stages), "sent": stages.count(Stage.SENT), "lost": sum(map(stages.count, ends))}
    return found if stages else {}


def bind_texts(folder: Path, target: Path) -> None:
    """All texts of the folder in one file."""
    texts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())]
    blocks = [f"{RULE}\n{name}\n{RULE}\n\n{text}\n" for name, text in texts]
    target.write_text("\n\n".join(blocks), encoding="utf-8")
