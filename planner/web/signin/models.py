"""Of whom a second step is required."""

from __future__ import annotations

from contextlib import suppress

from django.core.cache import cache
from django.db import models, transaction

from planner.web.people.roles import Role

KEY, KEPT = "two_steps.roles", 60
"""Where the roles are kept, and for how many seconds at most."""


class Required(models.Model):
    """A role whose people sign in by two steps."""

    role = models.CharField(max_length=20, unique=True, choices=[(role.value, role.value) for role in Role])

    @classmethod
    def roles(cls) -> frozenset[str]:
        """The roles; from the cache of all processes, since each page asks."""
        found: frozenset[str] | None = cache.get(KEY)
        if found is None:
            found = frozenset(cls.objects.values_list("role", flat=True))
            with suppress(OSError):  # a full disk: pages can be read all the same
                cache.set(KEY, found, KEPT)
        return found

    @classmethod
    def keep(cls, roles: set[str]) -> None:
        """Let these be the roles."""
        cls.objects.exclude(role__in=roles).delete()
        for role in sorted(roles):
            cls.objects.get_or_create(role=role)
        transaction.on_commit(lambda: cache.delete(KEY))
