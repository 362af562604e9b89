"""What somebody else did to a dossier while a form was being filled in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from planner.messages import catalogue, day, say
from planner.web.dossiers.form.choices import key_words
from planner.web.dossiers.form.sheet import Sheet
from planner.web.dossiers.models import Dossier

CHANGES = 10
"""Changes that are told."""


def since(dossier: Dossier, revision: int, sheet: Sheet) -> dict[str, Any]:
    """Who changed what after the revision that the form was made from, and which answers are now another."""
    passed = min(max(dossier.revision - revision, 1), CHANGES)
    versions = list(dossier.versions.select_related("person")[:passed])
    acts = []
    for version in versions:
        at = timezone.localtime(version.at)
        key = f"act.{version.act}"
        what = say(key, **version.values) if key in catalogue() else version.act
        acts.append(say("form.stale.act", what=what, when=f"{day(at.date())}, {at:%H:%M}"))
    person = versions[0].person if versions else None
    who = str(person) if person is not None else say("form.stale.someone")
    return {"who": who, "acts": acts, "differs": _differing(dossier, sheet)}


def _differing(dossier: Dossier, sheet: Sheet) -> str:
    current = dossier.current.learner if dossier.current is not None else {}
    keys = [key for key in {**current, **sheet.data} if current.get(key) != sheet.data.get(key)]
    return ", ".join(dict.fromkeys(filter(None, map(key_words, keys))))
