"""Dossiers of sample learners, for tests of the board."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier, Version
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person

INSTANCES = Path(__file__).parents[3] / "instances"
VINTAGES = ("casp-2010-reunion", "casp-2016-2017", "casp-2019-2020", "casp-2020-2021", "casp-rncp36625")
HTMX = {"HTTP_HX_REQUEST": "true"}


def learner(programme: str, name: str = "autumn-evening") -> dict[str, Any]:
    """The data of a sample learner."""
    text = (INSTANCES / programme / "learners" / f"{name}.yaml").read_text()
    found: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return found


@cache
def _planned(text: str) -> str:
    return json.dumps(planned(Known(json.loads(text))).kept())


def version(data: dict[str, Any]) -> Version:
    """A version with the best plan, kept nowhere."""
    return Version(learner=data, **json.loads(_planned(json.dumps(data))))


def opened(person: Person, data: dict[str, Any]) -> Dossier:
    """A dossier with the best plan."""
    return store.open_dossier(person, "Ada", data, **json.loads(_planned(json.dumps(data))))


def now(dossier: Dossier) -> Dossier:
    """The dossier as it is kept now."""
    return Dossier.objects.select_related("current").get(pk=dossier.pk)
