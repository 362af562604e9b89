"""What has served its time goes; what somebody still needs stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from planner.web.jobs import tidying
from planner.web.jobs.models import Job, Sent, State
from planner.web.people.models import Entry, Person, SignInLink


def test_what_is_over_goes_and_the_rest_stays(signed_in: Callable[..., Client], person: Callable[..., Person]) -> None:
    now, gone = timezone.now(), signed_in("adviser", "gone")
    client, somebody = signed_in("adviser", "here"), person("adviser", "linked")
    for each in (gone, client):
        assert each.get("/").status_code == 200
    Session.objects.filter(session_key=gone.session.session_key).update(expire_date=now - timedelta(seconds=1))
    for kind, state, age in (
        ("recheck", State.DONE, 31), ("recheck", State.FAILED, 29), ("plans", State.WAITING, 99),
        ("question", State.DONE, 2), ("question", State.DONE, 0), ("question", State.CANCELLED, 2),
    ):  # fmt: skip
        ended = None if state == State.WAITING else now - timedelta(days=age)
        Job.objects.create(kind=kind, state=state, ended=ended, given={"age": age})
    for key, age in (("old", 8), ("new", 6)):
        Sent.objects.create(person=somebody, key=key, where="/")
        Sent.objects.filter(key=key).update(at=now - timedelta(days=age))
    SignInLink.give(somebody)
    for age in (31, 29):
        SignInLink.objects.create(person=somebody, digest=str(age), expires=now - timedelta(days=age))
    lines = Entry.objects.count()
    tidying.tidy()
    assert [each.session_key for each in Session.objects.all()] == [client.session.session_key]
    assert UserSession.objects.count() <= 1
    assert sorted(job.given["age"] for job in Job.objects.all()) == [0, 29, 99]
    assert [each.key for each in Sent.objects.all()] == ["new"]
    assert SignInLink.objects.count() == 2
    assert Entry.objects.count() == lines
    assert client.get("/").status_code == 200
    assert gone.get("/").status_code == 302
