"""What documents on plans rest on: objectives, assumptions, notices, and how they were made."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.text import Day, Words
from planner.report.documents.plan.terms_shape import Figure


class Objective(TypedDict):
    """An objective, in their order: no value is below `bound`."""

    name: str
    value: Figure | None
    bound: Figure | None
    proven: bool


class Assumption(TypedDict):
    """What the data of the programme take for granted, and why."""

    id: str
    text: Words
    reason: Words


class Notice(TypedDict):
    """What nobody should miss, and the units and terms that it is about."""

    id: str
    subjects: list[str]
    text: Words


class Fingerprints(TypedDict):
    """SHA-256 of what the plan was made from."""

    programme: str
    learner: str


class Asked(TypedDict, total=False):
    """The settings of the solver, and the day where it matters."""

    time_limit: float
    seed: int
    workers: int
    today: Day


class Meta(Asked):
    """How the document was made."""

    planner: str
    sha256: Fingerprints
