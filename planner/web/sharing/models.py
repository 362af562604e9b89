"""Links by which learners read their plans, and what they may read of risks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from planner.web.dossiers import listed
from planner.web.dossiers.models import Dossier, Version
from planner.web.people.models import Person
from planner.web.people.secrets import digest, new_secret
from planner.web.whole import Whole

OPEN, EXPIRED, REVOKED = "open", "expired", "revoked"


class PlanLink(models.Model):
    """A link to the plan of a dossier. What is kept is the digest of its secret."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="plan_links")
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
    openings = models.PositiveIntegerField(default=0)
    opened = models.DateField(null=True)
    """The last day on which it was opened."""

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    @classmethod
    def give(cls, dossier: Dossier, person: Person, days: int) -> str:
        """The secret of a new link, which can be shown only now."""
        secret = new_secret()
        expires = timezone.now() + timedelta(days=days)
        cls.objects.create(dossier=dossier, person=person, digest=digest(secret), expires=expires)
        return secret

    @classmethod
    def of(cls, secret: str) -> PlanLink | None:
        """The link of a secret, whether or not it still opens."""
        step = "dossier__standing__step"
        release = "dossier__risk_release"
        beside = (
            "dossier__current", "dossier__adviser", f"{step}__version", f"{step}__person", f"{release}__version",
            f"{release}__person",
        )  # fmt: skip
        return cls.objects.select_related(*beside).filter(digest=digest(secret)).first()

    @property
    def state(self) -> str:
        """Whether it opens, and if not, why."""
        if self.revoked is not None:
            return REVOKED
        return OPEN if self.expires > timezone.now() else EXPIRED


class Message(models.Model):
    """What a learner wrote by a link, and what their adviser answered."""

    QUESTION, SUITS, WISH, CORRECTION = KINDS = ("question", "suits", "wish", listed.CORRECTION)

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    text = models.TextField(blank=True)
    wish = models.JSONField(default=dict)
    """What they would like to be otherwise (`wishes.wished`)."""
    number = models.PositiveIntegerField(default=0)
    """The version that they saw."""
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    """When the learner first saw the answer, or that their message was read."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("answered", "dossier")),)

    @property
    def area(self) -> str:
        """How the log calls it."""
        return self.CORRECTION if self.kind == self.CORRECTION else "message"

    def save(self, *rest: Any, **extra: Any) -> None:
        """Keep it, and with its dossier how many wait."""
        with listed.heard(self.dossier_id):
            super().save(*rest, **extra)


class RiskRelease(models.Model):
    """What an adviser lets the learner read of risks: the answer (`planner/risk/1`) about a version, as it was told. It
    goes once it is taken back.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, primary_key=True, related_name="risk_release")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    document = Whole()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
