"""The rule by which dossiers, and what in them is over, go by themselves, in the one row there is."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

ONE = 1
LEAST, MOST = 6, 240
"""Months that a rule may say of dossiers."""
LEAST_PARTS = 1
"""The fewest of what is over in a dossier that goes on."""
GRACE = timedelta(days=7)
"""Between keeping a rule and the first dossier that goes by it: somebody may have meant another one."""


class Rule(models.Model):
    """So many months after a dossier has served its purpose it is erased, and so many (`parts`) after it was over what
    is of no use in one that goes on; with None that stays until somebody does.
    """

    months = models.PositiveSmallIntegerField(null=True)
    parts = models.PositiveSmallIntegerField(null=True)
    since = models.DateTimeField(default=timezone.now)

    @classmethod
    def current(cls) -> Rule:
        """The rule; none where nobody has made one."""
        return cls.objects.filter(pk=ONE).first() or cls(pk=ONE)

    @property
    def works(self) -> bool:
        """Whether anything goes by it now."""
        return (self.months, self.parts) != (None, None) and self.since + GRACE <= timezone.now()
