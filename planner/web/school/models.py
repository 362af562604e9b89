"""The school, in the one row there is; nothing said means as the desk comes."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, models

ONE = 1
MOST_NAME, MOST_ALT = 60, 120


class School(models.Model):
    """How the desk looks. It is read for each page, so that every process shows what was kept last."""

    name = models.CharField(max_length=MOST_NAME, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    """`#` and six digits, one in which white can be read and which can be read on white; or nothing."""
    logo = models.BinaryField(null=True)
    """A PNG that was drawn anew here."""
    mark = models.CharField(max_length=16, blank=True)
    """What tells this logo from another one; nothing where there is none."""
    alt = models.CharField(max_length=MOST_ALT, blank=True)

    @classmethod
    def current(cls) -> School:
        """The school without its picture; as the desk comes where nothing is known, or cannot be asked for."""
        try:
            return cls.objects.defer("logo").filter(pk=ONE).first() or cls(pk=ONE)
        except DatabaseError:  # pages of errors are shown all the same
            return cls(pk=ONE)

    def told(self) -> dict[str, Any]:
        """What the log says of it."""
        return {"name": self.name, "colour": self.colour, "logo": self.mark, "alt": self.alt}
