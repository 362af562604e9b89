"""Where the answers of two forms of one programme differ, each in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.forms import BoundField

from planner.messages import say
from planner.web.dossiers.form.sheet import Sheet

NOTHING = "–"


class Differs(NamedTuple):
    """An answer by its label, in the one form and in the other."""

    label: str
    before: str
    after: str


def differing(before: Sheet, after: Sheet) -> Iterator[Differs]:
    """The answers that are not the same."""
    for name, field in after.form.fields.items():
        if name in before.form.fields:
            yield from _unlike(str(field.label), _told(before.form[name]), _told(after.form[name]))
    for group, rows in after.rows.items():
        told = (map(_row, found) for found in (before.rows[group], rows))
        yield from _unlike(say(f"form.{group}"), *map(" ; ".join, told))


def _unlike(label: str, before: str, after: str) -> Iterator[Differs]:
    if before != after:
        yield Differs(label, before or NOTHING, after or NOTHING)


def _row(fields: Iterable[BoundField]) -> str:
    return ", ".join(filter(None, map(_told, fields)))


def _told(field: BoundField) -> str:
    """An answer in words: the labels of what was chosen, else what was written."""
    value = field.value()
    if value is None or value is False or value == "":
        return ""
    if value is True or value == "on":
        return say("form.yes")
    labels = dict(_labels(getattr(field.field, "choices", ())))
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def _labels(choices: object) -> Iterator[tuple[str, str]]:
    """Choices, of groups too, by their values."""
    for value, label in choices:  # type: ignore[attr-defined]
        if isinstance(label, list | tuple):
            yield from _labels(label)
        else:
            yield str(value), str(label)
