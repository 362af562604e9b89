"""A job: what is to be done, how far it has come, and who holds it until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from planner.web.whole import Whole


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(models.Model):
    """`kind` names the work, `given` is what it needs, `step` what of it is done and kept: who takes the job up again
    begins there. A lease that is over tells that its worker died; after three attempts the job has failed. What was
    asked about one `dossier` goes with it.
    """

    kind = models.CharField(max_length=60)
    given = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    step = Whole(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    cancel = models.BooleanField(default=False)
    result = Whole(null=True)
    problem = Whole(null=True)
    created = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("state",)),)

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN


OPEN = (State.WAITING, State.RUNNING)


class Sent(models.Model):
    """A form that made something, by its key, and where that led: sent again, it makes nothing more."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    key = models.CharField(max_length=40)
    where = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A form of somebody, once."""

        constraints = (models.UniqueConstraint(fields=("person", "key"), name="sent_once"),)
