"""A dossier, and its versions: each is whole, so any can be shown, compared and restored without another."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models


def new_key() -> str:
    """What addresses a dossier: no name, and not to be guessed."""
    return secrets.token_urlsafe(9)


class Dossier(models.Model):
    """A learner of an adviser. `revision` rises with each change: who writes says which one they saw."""

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dossiers")
    programme = models.CharField(max_length=120)
    revision = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("Version", models.PROTECT, null=True, related_name="+")
    archived = models.BooleanField(default=False)
    broken_by = models.JSONField(null=True)
    """Why the plan holds no longer, found by a job after a file of the desk changed; None while it holds."""
    checked_with = models.TextField(blank=True)
    """What the programme's files were when the plan was made, or last checked; empty where there is no plan."""
    dates = models.JSONField(default=dict)
    """Days on which it needs its adviser (`planning.dates`)."""
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        """Those that were worked on last come first."""

        ordering = ("-changed",)

    @property
    def subject(self) -> str:
        """How the log names it."""
        return f"dossier:{self.key}"


class Version(models.Model):
    """What was known of a learner and planned for them, at one time, and by which act of whom.

    `learner` is a learner file's data; `plan` a plan by hand's (units, internship, workshop, report), None where there
    is none; `results` are rows of unit, term and result. `document` tells the plan as it was answered or audited.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    act = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    learner = models.JSONField()
    plan = models.JSONField(null=True)
    past = models.JSONField(null=True)
    """The plan (`planner/plan/1`) that tells what happened so far, once results were entered."""
    results = models.JSONField(default=list)
    by_hand = models.BooleanField(default=False)
    """Whether a person moved units: then a change of the learner does not plan anew by itself."""
    status = models.CharField(max_length=20, default="none")
    """`optimal`, `feasible`, `impossible`, `unknown`, `broken` (rules do not hold), `valid` (by hand), or `none`."""
    document = models.JSONField(null=True)

    class Meta:
        """Newest first; a number once a dossier."""

        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("dossier", "number"), name="number_once"),)

    def state(self) -> dict[str, Any]:
        """What a version that is made from this one begins with."""
        kept = ("learner", "plan", "past", "results", "by_hand", "status", "document")
        return {name: getattr(self, name) for name in kept}
