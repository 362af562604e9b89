"""A desk to look at: fictional dossiers of every programme that ships.

They are the sample learners that come with the programmes; every name says that it is made up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.messages import DEFAULT, say, speaking
from planner.storage import yaml_reader
from planner.storage.registry import instances_folder
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, planned
from planner.web.dossiers.store import open_dossier
from planner.web.people.models import Person

OF_A_PROGRAMME = 4
"""Dossiers of each programme, at most."""


def fill(person: Person) -> int:
    """Open the dossiers for a person, once; how many there are of them now."""
    if not Dossier.objects.filter(adviser=person).exists():
        with speaking(DEFAULT):
            for number, learner in enumerate(samples(), 1):
                state = planned(Known(learner))
                open_dossier(person, say("demo.name", number=f"{number:02}"), learner, **state.kept())
    return Dossier.objects.filter(adviser=person).count()


def samples() -> Iterator[dict[str, Any]]:
    """The data of the sample learners."""
    for folder in sorted(instances_folder().glob("*/learners")):
        for path in sorted(folder.glob("*.yaml"))[:OF_A_PROGRAMME]:
            learner = _plain(path)
            try:
                Known(learner).case()
            except BadInput:  # a sample may need files beside it, which a dossier has not
                continue
            yield learner


def _plain(path: Path) -> dict[str, Any]:
    """The data of a learner file, as JSON has it."""
    data = yaml_reader.parse(path.read_text(encoding="utf-8"), str(path))
    found: dict[str, Any] = json.loads(json.dumps(data, default=str))
    return {**found, "fictional": True}
