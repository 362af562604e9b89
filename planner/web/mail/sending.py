"""Sending letters: a job, three attempts at most for each, and none of them twice.

Before a letter goes to the server the database says so. Where the process then dies, nobody knows whether the letter
arrived: it is told so, and never sent again by itself.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db.models import F, QuerySet
from django.utils import timezone

from planner.messages import speaking
from planner.web.jobs import queue
from planner.web.jobs.models import OPEN, Job
from planner.web.jobs.work import MAIL
from planner.web.mail import written
from planner.web.mail.asking import set_up
from planner.web.mail.models import Letter, Stage
from planner.web.people.log import note
from planner.web.writing import writing

ATTEMPTS = 3
PAUSES = (timedelta(minutes=5), timedelta(hours=1))
"""Between attempts: a server that is started anew is back by the second, one that is repaired by the third."""
LOST = timedelta(minutes=3)
"""Longer than an attempt takes: whoever made it has died."""
HEADERS = {"Auto-Submitted": "auto-generated"}
"""Programs that answer letters leave these alone."""


class NotSent(Exception):
    """The letter did not go, surely. `again`: another attempt may be luckier; `server`: so it is with every letter."""

    def __init__(self, why: str, *, again: bool = True, server: bool = False) -> None:
        super().__init__(why)
        self.why, self.again, self.server = why, again, server


def watch() -> None:
    """Ask for the job where letters wait; tell of those whose process died."""
    lost = Letter.objects.filter(stage=Stage.TRYING, tried__lt=timezone.now() - LOST)
    for letter in lost:
        over(letter, Stage.UNKNOWN, "died")
    if not set_up():
        for letter in Letter.objects.filter(stage=Stage.WAITING):
            over(letter, Stage.FAILED, "no_server")
    elif _due().exists() and not Job.objects.filter(kind=MAIL, state__in=OPEN).exists():
        queue.ask(MAIL)


def run(job: Job) -> dict[str, Any]:
    """Each letter that is due is sent; where the server cannot be reached, all of them wait for the next attempt."""
    found = list(_due().values_list("pk", flat=True)) if set_up() else []
    for number, pk in enumerate(found):
        queue.keep(job, {}, number, len(found))
        if not _send(pk):
            break
    return {}


def _due() -> QuerySet[Letter]:
    return Letter.objects.filter(stage=Stage.WAITING, due__lte=timezone.now()).order_by("pk")


def _send(pk: int) -> bool:
    """One attempt; whether it is worth to go on with other letters."""
    with writing():
        held = Letter.objects.filter(pk=pk, stage=Stage.WAITING)
        if not held.update(stage=Stage.TRYING, attempts=F("attempts") + 1, tried=timezone.now()):
            return True  # gone, or another process has it
        letter = Letter.objects.select_related("dossier__adviser", "person", "by").get(pk=pk)
        with speaking(letter.language):
            text = written.letter(letter)
    if text is None:
        over(letter, Stage.FAILED, "closed")
        return True
    try:
        _deliver(text)
    except NotSent as error:
        _not_sent(letter, error)
        return not error.server
    except OSError:
        over(letter, Stage.UNKNOWN, "broken_off")
        return True
    over(letter, Stage.SENT)
    return True


def _deliver(text: written.Text) -> None:
    """Hand it to the server.

    Raises:
        NotSent: it did not take it.
        OSError: nobody knows whether it did.
    """
    with _connection() as connection:
        message = EmailMessage(text.subject, text.body, to=[text.to], connection=connection, headers=HEADERS)
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _ in error.recipients.values()), default=550)
            raise NotSent("refused", again=code < 500) from None
        except smtplib.SMTPSenderRefused as error:
            raise NotSent("sender", again=error.smtp_code < 500, server=True) from None
        except smtplib.SMTPResponseException as error:
            raise NotSent("declined", again=error.smtp_code < 500) from None


@contextmanager
def _connection() -> Iterator[Any]:
    """A connection of its own: one that was kept may have been closed by the server, and nobody would know when."""
    connection = get_connection()
    try:
        _open(connection)
        yield connection
    finally:
        with suppress(OSError):
            connection.close()


def _open(connection: Any) -> None:
    """Reach the server.

    Raises:
        NotSent: it cannot be reached, or lets nobody in.
    """
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        raise NotSent("login", server=True) from None
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        raise NotSent("protection", server=True) from None
    except OSError:
        raise NotSent("unreached", server=True) from None


def _not_sent(letter: Letter, error: NotSent) -> None:
    """What was made for it goes; it waits for its next attempt, and with it, where the server is the reason, all."""
    with writing():
        if letter.link is not None:
            letter.link.delete()
            letter.link = None
        if not error.again or letter.attempts >= ATTEMPTS:
            over(letter, Stage.FAILED, error.why)
        else:
            due = timezone.now() + PAUSES[letter.attempts - 1]
            Letter.objects.filter(pk=letter.pk).update(stage=Stage.WAITING, due=due, why=error.why)
        if error.server:
            for other in _due().exclude(pk=letter.pk):
                _later(other, error)


def _later(letter: Letter, error: NotSent) -> None:
    """An attempt that was not worth making: the server takes no letter now."""
    attempts = letter.attempts + 1
    Letter.objects.filter(pk=letter.pk).update(attempts=attempts)
    if not error.again or attempts >= ATTEMPTS:
        over(letter, Stage.FAILED, error.why)
    else:
        due = timezone.now() + PAUSES[attempts - 1]
        Letter.objects.filter(pk=letter.pk).update(due=due, why=error.why)


def over(letter: Letter, stage: Stage, why: str = "") -> None:
    """The letter is over; a line of the log says how, without to whom."""
    with writing():
        now = timezone.now()
        Letter.objects.filter(pk=letter.pk).update(stage=stage, why=why, ended=now, address="")
        subject = letter.dossier.subject if letter.dossier is not None else f"person:{letter.person_id}"
        note(letter.by, f"mail.{stage}", subject, after={"kind": letter.kind} | ({"why": why} if why else {}),
             who="" if letter.by is not None else "desk")  # fmt: skip
        if letter.link is not None:
            after = {"days": letter.days, "link": letter.link.pk}
            note(letter.by, "plan_link.given", subject, after=after)
