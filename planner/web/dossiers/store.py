"""Keeping dossiers: every change is a version, nobody overwrites what they have not seen, and undo only moves back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.dispatch import Signal
from django.shortcuts import get_object_or_404

from planner.web.dossiers import listed
from planner.web.dossiers.models import Dossier, Version
from planner.web.people.log import note
from planner.web.people.models import Person
from planner.web.people.roles import Action, may
from planner.web.writing import writing

stands_on = Signal()
"""A dossier stands on another `version`, in the transaction of the change."""


class Stale(Exception):
    """Somebody else changed the dossier since it was shown; `dossier` is what it is now."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier.key)
        self.dossier = dossier


def dossiers_of(person: Person) -> QuerySet[Dossier]:
    """The dossiers that a person may see."""
    found = Dossier.objects.select_related("current__person", "adviser")
    return found if Action.DOSSIERS_OF_ALL in may(person) else found.filter(adviser=person)


def dossier_of(person: Person, key: str) -> Dossier:
    """The dossier of a key.

    Raises:
        Http404: there is none, or it is not for this person.
    """
    found = dossiers_of(person).select_related(None).select_related("current__person", "standing")
    return get_object_or_404(found, key=key)


def open_dossier(person: Person, name: str, learner: dict[str, Any], act: str = "created", **state: Any) -> Dossier:
    """A new dossier with its first version."""
    with writing():
        dossier = Dossier.objects.create(name=name, adviser=person, programme=str(learner.get("programme", "")))
        return _add(dossier, person, act, {}, {"learner": learner} | state)


def change(
    dossier: Dossier, person: Person | None, revision: int, act: str, *, values: dict[str, Any] | None = None,
    name: str | None = None, **state: Any,
) -> Dossier:  # fmt: skip
    """The dossier after one more version: `state` over what the current one says. `act` and `values` tell what was done
    in words of the catalogue (`act.<act>`). `name` is a new one in the list of dossiers.

    Raises:
        Stale: it is not the `revision` that the person saw.
    """
    with writing():
        now = held(dossier, revision)
        current = now.current
        kept = current.state() if current is not None else {}
        now.name = name or now.name
        return _add(now, person, act, values or {}, kept | state)


def go_to(dossier: Dossier, person: Person, revision: int, version: Version, act: str) -> Dossier:
    """The dossier with another of its versions as the current one: undo, redo and restore.

    Raises:
        Stale: it is not the `revision` that the person saw.
    """
    with writing():
        now = held(dossier, revision)
        before = now.current
        now.current = version
        _rests_on(now, version)
        now.revision += 1
        now.save()
        note(person, f"dossier.{act}", now.subject, before=before.number if before else None, after=version.number)
        return now


def earlier(dossier: Dossier) -> Version | None:
    """The version that undo goes to."""
    return dossier.current.parent if dossier.current is not None else None


def later(dossier: Dossier) -> Version | None:
    """The version that redo goes to: the last one that was made from the current one. What it says of the plan is read
    once it is asked for.
    """
    if dossier.current is None:
        return None
    return dossier.current.children.defer("learner", "past", "document").order_by("-number").first()


def held(dossier: Dossier, revision: int) -> Dossier:
    """The dossier as it is now, locked for this transaction. How its plan stands is read after that, alone: what
    PostgreSQL reads beside a row that it waited for is as it was before.

    Raises:
        Stale: it is another revision.
    """
    now = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if now.revision != revision:
        raise Stale(now)
    if now.current_id == dossier.current_id:
        now.current = dossier.current  # a version never changes: not to be read again
    return now


def _add(dossier: Dossier, person: Person | None, act: str, values: dict[str, Any], state: dict[str, Any]) -> Dossier:
    last = dossier.versions.aggregate(last=Max("number"))["last"] or 0
    before = dossier.current
    dossier.current = Version.objects.create(
        dossier=dossier, number=last + 1, parent=before, person=person, act=act, values=values, **state
    )
    _rests_on(dossier, dossier.current)
    dossier.revision += 1
    dossier.save()
    note(person, f"dossier.{act}", dossier.subject, before=before and before.number, after=dossier.current.number)
    return dossier


def _rests_on(dossier: Dossier, version: Version) -> None:
    """The dossier stands on the version: on its programme, as that was when the version was made."""
    told = version.document or {}
    plan = told.get("plan") or told.get("impossible") or {}
    dossier.programme = str(version.learner.get("programme", ""))
    dossier.checked_with = str(plan.get("meta", {}).get("sha256", {}).get("programme", ""))
    dossier.broken_by, dossier.dates, dossier.ends = None, told.get("dates", {}), _ends(told.get("plan") or {})
    stands_on.send(Dossier, dossier=dossier, version=version)
    listed.keep(dossier)


def _ends(plan: Mapping[str, Any]) -> date | None:
    told = plan.get("award") or plan.get("certificate")
    return date.fromisoformat(told["date"]) if told and told.get("date") else None
