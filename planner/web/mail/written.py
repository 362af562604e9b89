"""What letters say: plain words of the catalogue; links are made here, in the transaction that takes the letter up."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from planner.messages import say
from planner.web.dossiers.models import Dossier
from planner.web.mail import reminding
from planner.web.mail.models import Kind, Letter
from planner.web.people.models import LINK_DAYS, Person, SignInLink
from planner.web.school.models import School
from planner.web.sharing.models import PlanLink


class Text(NamedTuple):
    """A letter as it is sent."""

    to: str
    subject: str
    body: str


def letter(letter: Letter) -> Text | None:
    """The letter in the language that is bound; None where there is nobody to write to any more."""
    if letter.kind in (Kind.LINK, Kind.REMINDER):
        if letter.dossier is None or letter.dossier.archived:
            return None
        parts, to = _to_learner(letter, letter.dossier), letter.address
    else:
        person = letter.person
        if person is None or not person.is_active:
            return None
        parts, to = _to_person(letter, person), person.email
    if not to:
        return None
    body = [say("mail.hello"), *parts, signature(letter.dossier.adviser if letter.dossier and letter.by else letter.by)]
    return Text(to, say(f"mail.subject.{letter.kind}"), "\n\n".join(filter(None, body)) + "\n")


def signature(who: Person | None) -> str:
    """Who writes, and for which school."""
    return "\n".join(filter(None, (str(who or ""), School.current().name)))


def _to_learner(letter: Letter, dossier: Dossier) -> list[str]:
    told = reminding.told(letter.reasons)
    if not letter.days or letter.by is None:
        return [*told, *reminding.old_link(dossier)]
    secret, letter.link = PlanLink.give(dossier, letter.by, letter.days), dossier.plan_links.first()
    letter.save(update_fields=["link"])
    return [*told, *reminding.new_link(letter.desk + reverse("plan_by_link", args=[secret]), letter.link)]


def _to_person(letter: Letter, person: Person) -> list[str]:
    if letter.kind == Kind.WAITS and letter.dossier is not None:
        address = letter.desk + reverse("share", args=[letter.dossier.key])
        return [say("mail.waits"), address, say("mail.waits_once")]
    if letter.kind == Kind.SIGN_IN:
        address = f"{letter.desk}/link/{SignInLink.give(person)}"
        return [say("mail.sign_in", name=person.username), address, say("mail.sign_in_once", count=LINK_DAYS),
                say("mail.sign_in_unasked")]  # fmt: skip
    return [say("mail.trial")]
