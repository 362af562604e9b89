"""Dossiers to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.messages import speaking
from planner.web.dossiers import store
from planner.web.dossiers.models import Dossier
from planner.web.dossiers.planning import Known, planned
from planner.web.people.models import Person

LEARNER: dict[str, Any] = {
    "programme": "casp-2019-2020", "start": "2019-S1", "experience": {"months": 24, "in_sector": True}
}  # fmt: skip


@pytest.fixture
def kept() -> Callable[..., Dossier]:
    """`kept(person, "Ada", deadline="2020-S2")`: a dossier with its best plan."""

    def make(person: Person, name: str = "Ada", **more: Any) -> Dossier:
        learner = {**LEARNER, **more}
        return store.open_dossier(person, name, learner, **planned(Known(learner)).kept())

    return make


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield
