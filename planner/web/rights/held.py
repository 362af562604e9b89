"""Everything that hangs on a dossier, found by the tables themselves: what is added to the desk is found too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model
from django.db.models.deletion import Collector

from planner.web.dossiers.models import Dossier
from planner.web.people.models import Entry, Person

SECRET = ("digest", "secret", "password")
"""Columns that open something: they are given to nobody."""


@cache
def tables() -> tuple[type[Model], ...]:
    """All that hang on dossiers, directly or by another that does, in the order of their names."""
    found: set[type[Model]] = {Dossier}
    while more := {model for model in apps.get_models() if model not in found and _hangs(model, found)}:
        found |= more
    return tuple(sorted(found - {Dossier}, key=label))


def _hangs(model: type[Model], on: set[type[Model]]) -> bool:
    keys = (field for field in model._meta.concrete_fields if isinstance(field, ForeignKey))
    return any(key.related_model in on and key.remote_field.on_delete is CASCADE for key in keys)


def label(table: type[Model] | Model) -> str:
    """How words of the catalogue name a table."""
    return str(table._meta.label_lower)


def held(dossier: Dossier) -> Iterator[Model]:
    """All rows that go with the dossier, itself among them."""
    found = Collector(using="default", origin=dossier)
    found.collect([dossier])
    rows = (row for some in (*found.data.values(), *found.fast_deletes) for row in some)
    yield from dict.fromkeys(rows)  # some hang on it in two ways


def counted(dossier: Dossier) -> dict[str, int]:
    """How many rows there are of each table but its own."""
    return dict(Counter(label(row) for row in held(dossier) if not isinstance(row, Dossier)))


def columns(row: Model) -> dict[str, Any]:
    """What a row says, without what opens something; people by their names."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in SECRET:
            continue
        if field.related_model is Person:
            told[field.name] = str(getattr(row, field.name) or "")
        else:
            told[field.attname] = field.value_from_object(row)
    return told


def lines(dossier: Dossier) -> Iterator[Entry]:
    """The lines of the log that are about the dossier, oldest first."""
    yield from Entry.objects.filter(subject=dossier.subject).select_related("person").order_by("pk")
