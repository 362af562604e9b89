"""Addresses of calendars, and what was published at each: a program learns from it what moved and what went."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from planner.report.agenda import Entry
from planner.web.dossiers.models import Dossier
from planner.web.people.models import Person
from planner.web.people.secrets import digest, new_secret
from planner.web.sharing.models import PlanLink

STANDS_ON = 250
"""Characters that are kept of what a calendar was made of."""


class Subscription(models.Model):
    """An address at which programs follow the plan of a dossier, and nothing else. What is kept of its secret is the
    digest.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="calendars")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(PlanLink, models.CASCADE, null=True, related_name="calendars")
    """The link with which a learner made it."""
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    created = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)
    asked = models.DateField(null=True)
    """The last day on which a program asked for it."""
    stands_on = models.CharField(max_length=STANDS_ON, blank=True)
    """What the entries were made of: while it is the same, they are."""
    timezone = models.CharField(max_length=64, default="Europe/Paris")

    class Meta:
        """Those that still open first, then the newest."""

        ordering = (models.F("revoked").asc(nulls_first=True), "-pk")

    @classmethod
    def give(cls, dossier: Dossier, person: Person, language: str) -> str:
        """The secret of a new address; it can be shown only now."""
        secret = new_secret()
        cls.objects.create(dossier=dossier, person=person, digest=digest(secret), language=language)
        return secret

    @classmethod
    def give_by(cls, link: PlanLink, secret: str, language: str) -> None:
        """An address of this secret, for the learner who has the link."""
        cls.objects.create(dossier=link.dossier, link=link, digest=digest(secret), language=language)

    @classmethod
    def of(cls, secret: str) -> Subscription | None:
        """That of a secret, revoked or not."""
        return cls.objects.select_related("dossier__current", "link").filter(digest=digest(secret)).first()

    @property
    def ended(self) -> datetime | None:
        """Since when it opens nothing: it was revoked, or the link with which a learner made it. That such a link is
        over ends nothing: a plan lasts longer.
        """
        return self.revoked or (self.link.revoked if self.link is not None else None)

    def revoke(self) -> None:
        """It opens nothing any more, and what it showed is kept no longer."""
        self.revoked = now()
        self.save(update_fields=["revoked"])
        self.published.all().delete()


class Published(models.Model):
    """An entry as a calendar shows it. `sequence` and `changed` rise when, and only when, it becomes another."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="published")
    uid = models.CharField(max_length=36)
    sequence = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField()
    entry = models.JSONField()

    class Meta:
        """An entry once a calendar."""

        constraints = (models.UniqueConstraint(fields=("subscription", "uid"), name="published_once"),)

    def told(self) -> Entry:
        """The entry."""
        days = {"starts": date.fromisoformat(self.entry["starts"]), "ends": date.fromisoformat(self.entry["ends"])}
        clock, skipped = self.entry["clock"], self.entry["skipped"]
        hours = {"clock": tuple(clock) if clock else None, "skipped": tuple(map(date.fromisoformat, skipped))}
        return Entry(**{**self.entry, **days, **hours})


def kept(entry: Entry) -> dict[str, Any]:
    """The entry as a row keeps it."""
    made: dict[str, Any] = json.loads(json.dumps(asdict(entry), default=str))
    return made
