"""What has served its time is taken away, from time to time, by the process that does the jobs."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from planner.web.jobs import files
from planner.web.jobs.models import OPEN, Job, Sent
from planner.web.jobs.work import QUESTION
from planner.web.mail.models import Letter
from planner.web.people.models import SignInLink
from planner.web.writing import ERASING, one_at_a_time, writing

EVERY = 3600.0
"""Seconds between two rounds."""
ANSWERS, FORMS, ENDED = timedelta(days=1), timedelta(days=7), timedelta(days=30)
"""How long answers to questions are kept, which are those of a day; keys of forms that were sent; jobs that are over,
and links that open nothing any more.
"""


def tidy() -> None:
    """Nothing that anybody still needs goes: sessions that are over, old jobs, forms and links."""
    now = timezone.now()
    over = Job.objects.exclude(state__in=OPEN)
    links = Q(used__lt=now - ENDED) | Q(expires__lt=now - ENDED)
    for old in (
        Session.objects.filter(expire_date__lt=now),
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
        over.filter(kind=QUESTION, ended__lt=now - ANSWERS),
        over.filter(ended__lt=now - ENDED),
        Sent.objects.filter(at__lt=now - FORMS),
        SignInLink.objects.filter(links),
        Letter.objects.filter(dossier=None, ended__lt=now - ENDED),
    ):
        with writing():
            one_at_a_time(ERASING)
            old.delete()
    files.tidy()
