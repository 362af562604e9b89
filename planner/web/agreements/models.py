"""Steps towards an approved plan, which are only added, and how a dossier stands by them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Act(models.TextChoices):
    """What somebody does with a plan; the first three, in this order, are how it then stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


DRAFT = "draft"
"""How a plan stands that nobody has proposed."""
STAGES = (DRAFT, *(str(act) for act in Act if act != Act.WITHDRAWN))


class Step(models.Model):
    """Who did what with which version of a plan, when; `words` say how, or why it was withdrawn. It goes with its
    dossier alone.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="steps")
    version = models.ForeignKey("dossiers.Version", models.CASCADE, related_name="+")
    act = models.CharField(max_length=20, choices=Act.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    words = models.CharField(max_length=300, blank=True)
    by_link = models.BooleanField(default=False)
    """Whether it was the learner, by their link."""

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def save(self, *rest: Any, **extra: Any) -> None:
        """Add the step.

        Raises:
            RuntimeError: it stands already.
        """
        if self.pk is not None:
            raise RuntimeError("steps are only added")
        super().save(*rest, **extra)


class Standing(models.Model):
    """How the plan of a dossier stands, since when, by the step that counts; one without is a draft. `mark` is what was
    agreed on, and `changed` whether the dossier stands on something else now.
    """

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, primary_key=True, related_name="standing")
    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=20, choices=[(stage, stage) for stage in STAGES[1:]])
    since = models.DateTimeField()
    mark = models.CharField(max_length=64)
    changed = models.BooleanField(default=False)
