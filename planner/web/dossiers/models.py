"""A dossier, and its versions: each is whole, so any can be shown, compared and restored without another."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from planner.web.whole import Whole


def new_key() -> str:
    """What addresses a dossier: no name, and not to be guessed."""
    return secrets.token_urlsafe(9)


def _listed(*begins: str, name: str) -> models.Index:
    """An index that has the list in its order, and what of it is counted."""
    fields = (*begins, "closes", "-changed", "unplanned")
    return models.Index(fields=fields, condition=models.Q(archived=False), name=name)


class Dossier(models.Model):
    """A learner of an adviser. `revision` rises with each change: who writes says which one they saw."""

    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="dossiers")
    programme = models.CharField(max_length=120)
    revision = models.PositiveIntegerField(default=0)
    current = models.OneToOneField("Version", models.RESTRICT, null=True, related_name="+")
    archived = models.BooleanField(default=False)
    broken_by = Whole(null=True)
    """Why the plan holds no longer, found by a job after a file of the desk changed; None while it holds."""
    checked_with = models.TextField(blank=True)
    """What the programme's files were when the plan was made, or last checked; empty where there is no plan."""
    dates = Whole(default=dict)
    """Days on which it needs its adviser (`planning.dates`)."""
    ends = models.DateField(null=True, editable=False)
    """The day of the title or the certificate that is planned."""
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    written = models.PositiveIntegerField(default=0)
    """Messages of the learner that wait for an answer, but requests for a correction."""
    correct_by = models.DateField(null=True, editable=False)
    """The day before which a request for a correction is to be answered; None where none waits."""
    found_by = models.TextField(default="", editable=False)
    pressing = models.BooleanField(default=False, editable=False)
    """Whether it needs its adviser; or, with the next, who approves plans too."""
    pressing_to_approver = models.BooleanField(default=False, editable=False)
    closes = models.DateField(default=date.max, editable=False)
    """When enrolment closes, where that is soon."""
    unplanned = models.BooleanField(default=False, editable=False)
    look_again = models.DateField(default=date.min, editable=False)
    """The day from which these columns, from `found_by` on, are to be kept anew (`listed`)."""

    class Meta:
        """Those that were worked on last come first; the list begins with what is pressing."""

        ordering = ("-changed",)
        indexes = (
            _listed("adviser", "-pressing", name="dossiers_listed"),
            _listed("-pressing", name="dossiers_listed_of_all"),
            _listed("-pressing_to_approver", name="dossiers_listed_approver"),
            models.Index(fields=("programme", "checked_with"), name="dossiers_checked_with"),
            models.Index(fields=("look_again",), name="dossiers_look_again"),
        )

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
    parent = models.ForeignKey("self", models.RESTRICT, null=True, related_name="children")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    act = models.CharField(max_length=60)
    values = Whole(default=dict)
    learner = Whole()
    plan = Whole(null=True)
    past = Whole(null=True)
    """The plan (`planner/plan/1`) that tells what happened so far, once results were entered."""
    results = Whole(default=list)
    by_hand = models.BooleanField(default=False)
    """Whether the plan is kept as a person made or chose it: then a change of the learner does not plan anew."""
    status = models.CharField(max_length=20, default="none")
    """`optimal`, `feasible`, `impossible`, `unknown`, `broken` (rules do not hold), `valid` (by hand), or `none`."""
    document = Whole(null=True)

    class Meta:
        """Newest first; a number once a dossier."""

        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("dossier", "number"), name="number_once"),)

    def state(self) -> dict[str, Any]:
        """What a version that is made from this one begins with."""
        kept = ("learner", "plan", "past", "results", "by_hand", "status", "document")
        return {name: getattr(self, name) for name in kept}
