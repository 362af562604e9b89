"""The keys of `planner/frontier/1`: names that users rely on. None stands for what is unknown, never 0."""

from __future__ import annotations

from typing import TypedDict

from planner.domain.status import Status
from planner.domain.text import Words
from planner.report.documents import Worded
from planner.report.documents.plan.basis_shape import Meta, Notice
from planner.report.documents.plan.shape import PlanDocument
from planner.report.documents.plan.terms_shape import Milestone
from planner.report.documents.several.whose import Told, Whose

SCHEMA = "planner/frontier/1"


class Point(TypedDict):
    """A plan of the front: terms, cost in the currency, most units in a term; what it is best in or trades (`why`)."""

    duration: int
    award: Milestone | None
    cost: float | None
    load: int
    evenings: int
    proven: bool
    why: Words
    plan: PlanDocument


class Open(TypedDict):
    """Where other plans may be: with up to `load` units in a term (None for any), or only some of unknown cost."""

    load: int | None
    unknown_cost_only: bool


class FrontierDocument(Whose, Told, Worded):
    """Points by duration, cost and load, an unknown cost last."""

    schema: str
    status: Status
    currency: str
    objectives: list[str]
    max_terms: int | None
    complete: bool
    open: Open | None
    solves: int
    points: list[Point]
    warnings: list[Words]
    notices: list[Notice]
    meta: Meta
