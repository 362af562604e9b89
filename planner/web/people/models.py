"""Who signs in, by what; and the log, to which lines are only added."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from planner.domain.text import Key, Words
from planner.messages import catalogue
from planner.web.people.roles import Role
from planner.web.people.secrets import digest, new_secret
from planner.web.whole import Whole
from planner.web.writing import one_at_a_time, writing

LINK_DAYS = 3


class Person(AbstractUser):
    """Somebody of the school. A role each: what it allows stands in `roles.ALLOWED`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], default=Role.ADVISER)
    language = models.CharField(max_length=10, blank=True)
    """In which they read the desk, for letters; empty where they have never chosen one."""
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username


class SignInLink(models.Model):
    """A link that signs a person in, once. What is kept is the digest of its secret."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    @classmethod
    def give(cls, person: Person) -> str:
        """The secret of a new link for the person; links given before open nothing any more."""
        secret, expires = new_secret(), timezone.now() + timedelta(days=LINK_DAYS)
        with writing():
            one_at_a_time("link", person.pk)
            cls.objects.filter(person=person, used=None).delete()
            cls.objects.create(person=person, digest=digest(secret), expires=expires)
        return secret

    @classmethod
    def open(cls, secret: str) -> SignInLink | None:
        """The link of a secret that can still be used."""
        return cls._unused(secret).filter(person__is_active=True).first()

    @classmethod
    def use(cls, secret: str) -> SignInLink | None:
        """The same, used now, once whoever asks; in a transaction."""
        link = cls._unused(secret).select_for_update().first()
        if link is None or not link.person.is_active:  # read once the link is held
            return None
        link.used = timezone.now()
        link.save(update_fields=["used"])
        return link

    @classmethod
    def _unused(cls, secret: str) -> models.QuerySet[SignInLink]:
        return cls.objects.filter(digest=digest(secret), used=None, expires__gt=timezone.now())


class Token(models.Model):
    """What a program of the school shows to use the API; it belongs to no person."""

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)

    @classmethod
    def give(cls, name: str) -> str:
        """The secret of a new token; it can be shown only now."""
        secret = new_secret()
        cls.objects.create(name=name, digest=digest(secret))
        return secret

    @classmethod
    def open(cls, secret: str) -> Token | None:
        """The token of a secret, unless it was revoked."""
        return cls.objects.filter(digest=digest(secret), revoked=None).first()


class Entry(models.Model):
    """A line of the log: who did what to what, when, and what it was before and after. Lines are only added."""

    at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True)
    who = models.CharField(max_length=150)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    before = Whole(null=True)
    after = Whole(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)
        indexes = (models.Index(fields=("subject",)),)

    def by(self) -> Words:
        """Who it was, to be worded: a person, a link, the desk itself, the console."""
        if self.person is None and f"log.who.{self.who}" in catalogue():
            return Key(f"log.who.{self.who}")
        return str(self.person or self.who)

    def told(self) -> Key:
        """What was done, to be worded."""
        act = self.act if f"logged.{self.act}" in catalogue() else self.act.partition(".")[0]
        return Key(f"logged.{act}")

    def save(self, *rest: Any, **extra: Any) -> None:
        """Add the line.

        Raises:
            RuntimeError: it stands already.
        """
        if self.pk is not None:
            raise RuntimeError("lines of the log are only added")
        super().save(*rest, **extra)

    def delete(self, *rest: Any, **extra: Any) -> Any:
        """Never.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("lines of the log are only added")
