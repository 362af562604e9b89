"""Letters, how far each has come, and the addresses of learners that somebody wanted kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from planner.web.dossiers.models import Dossier
from planner.web.sharing.models import PlanLink

LONGEST = 254
"""Signs of an address."""
ONE = 1


class Kind(models.TextChoices):
    """What a letter is for."""

    LINK = "link"
    REMINDER = "reminder"
    WAITS = "waits"
    SIGN_IN = "sign_in"
    TRIAL = "trial"


class Stage(models.TextChoices):
    """How far a letter has come. One that was being sent when its process died may have arrived or not: it is not sent
    again. One that waited in a copy out of which the desk was laid is held until somebody decides.
    """

    WAITING = "waiting"
    HELD = "held"
    TRYING = "trying"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Letter(models.Model):
    """A letter to a learner, about a `dossier`, or to a `person` of the school, asked for by somebody. What it says is
    written when it is sent, links made then, so that none is kept. A learner's `address` goes once the letter is over.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="letters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    address = models.EmailField(max_length=LONGEST, blank=True)
    language = models.CharField(max_length=10)
    desk = models.CharField(max_length=200)
    """Where the desk is, for links."""
    days = models.PositiveSmallIntegerField(default=0)
    """How long a link to the plan opens; 0 where there is none."""
    reasons = models.JSONField(default=list)
    """What a learner is reminded of (`reminding.reasons`)."""
    link = models.ForeignKey(PlanLink, models.SET_NULL, null=True, related_name="+")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    """Not before, after an attempt that failed."""
    tried = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)
    """Why it is not sent (`mail.why.<why>`)."""
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """Newest first; those that wait are looked for every second."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("stage", "due")),)


class Reminder(models.Model):
    """A learner was reminded of something: by a text that somebody hands on, or by a `letter`; once in a job."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="reminders")
    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, related_name="reminder")
    reasons = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("job", "dossier"), name="reminded_once"),)


class Address(models.Model):
    """A learner's address that is kept with their dossier, since somebody wanted it."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, primary_key=True, related_name="mail_address")
    address = models.EmailField(max_length=LONGEST)


class Rule(models.Model):
    """What the school lets be sent by itself, in the one row there is."""

    waits = models.BooleanField(default=False)
    """Whether an adviser is told by mail that a message waits for them."""

    @classmethod
    def current(cls) -> Rule:
        """The rule; nothing is sent by itself where nobody has said so."""
        return cls.objects.filter(pk=ONE).first() or cls(pk=ONE)
